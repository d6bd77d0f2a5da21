import { Button, Group, Modal, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { getRouteApi, useBlocker, useNavigate } from '@tanstack/react-router';
import type { ConfigDocument } from '@tollgate/contract/config/config';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { dateTime } from '../../../shared/format.ts';
import { Notice } from '../../../shared/notice.tsx';
import { ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { changesBetween } from '../shared/diff.ts';
import { pathLabel, useLabels } from '../shared/labels.ts';
import { maySend } from '../shared/may.ts';
import { check } from './checks.ts';
import { Grants, PriceBook } from './credit-forms.tsx';
import classes from './credits.module.css';
import { discard, type Editing, forgetAll, isDirty, loadAll, useEditor, useServices } from './editor.ts';
import { FormContext, useFaultText } from './fields.tsx';
import { AbuseForm, LimitsForm, ModerationForm } from './limit-forms.tsx';
import { Review } from './review.tsx';
import { Versions } from './versions.tsx';

const FORMS = [
  { tab: 'prices', document: 'credit_config', Form: PriceBook },
  { tab: 'grants', document: 'credit_config', Form: Grants },
  { tab: 'limits', document: 'limits', Form: LimitsForm },
  { tab: 'abuse', document: 'limits', Form: AbuseForm },
  { tab: 'moderation', document: 'moderation', Form: ModerationForm },
] as const;

const route = getRouteApi('/signed-in/admin/credits');

export function CreditsPage() {
  const { t } = useTranslation('admin-credits');
  usePageTitle(t('title'));
  const role = useAccount((account) => account.staffRole);
  const { tab = 'prices', document = 'credit_config', version, against } = route.useSearch();
  const navigate = useNavigate();
  const { editing, error } = useEditor();
  const [reviewed, setReviewed] = useState<ConfigDocument | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  useEffect(() => {
    void loadAll();
    return forgetAll;
  }, []);
  // On a narrow screen the parts scroll, and the open one may be out of sight.
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tabs.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [tab]);
  const dirty = Object.values(editing).some(isDirty);
  const leaving = useBlocker({
    shouldBlockFn: ({ next }) => dirty && next.pathname !== '/admin/credits',
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  const readOnly = !maySend(role, 'updateCreditConfiguration');
  const form = FORMS.find((one) => one.tab === tab);
  const shown = form && editing[form.document];
  const reviewing = reviewed && editing[reviewed];
  if (error) return <ErrorState title={t('failed')} why={error} onRetry={() => void loadAll()} />;
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1}>{t('title')}</Title>
        {shown && shown.base.version > 0 && (
          <p className={`${classes.quiet} num`} data-testid="in-force">
            {t('inForce', {
              version: shown.base.version,
              who: shown.base.updatedBy,
              when: dateTime(shown.base.updatedAt),
            })}
          </p>
        )}
      </div>
      {readOnly && <Notice tone="warning">{t('readOnly')}</Notice>}
      <div role="status">{saved && <Notice tone="good">{saved}</Notice>}</div>
      <Tabs
        value={tab}
        onChange={(value) => {
          const next = [...FORMS.map((one) => one.tab), 'versions' as const].find((one) => one === value);
          if (next) void navigate({ to: '/admin/credits', search: { tab: next }, replace: true });
        }}
      >
        <Tabs.List ref={tabs} aria-label={t('parts')} className={classes.tabs}>
          {FORMS.map((one) => (
            <Tabs.Tab key={one.tab} value={one.tab}>
              {t(`tabs.${one.tab}`)}
              {isDirty(editing[one.document]) && one.document !== form?.document ? ' •' : ''}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="versions">{t('tabs.versions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          {tab === 'versions' && editing[document] && (
            <Versions
              document={document}
              opened={version}
              against={against ?? 'before'}
              mayRestore={!readOnly}
              onRestore={() => setReviewed(document)}
            />
          )}
          {form && !shown && (
            <Stack aria-busy="true" aria-label={t('loading')}>
              <Skeleton h={64} radius="lg" />
              <Skeleton h={260} radius="lg" />
            </Stack>
          )}
          {form && shown && (
            <EditedForm
              document={form.document}
              editing={shown}
              readOnly={readOnly}
              onReview={() => {
                setSaved(null);
                setReviewed(form.document);
              }}
            >
              <form.Form />
            </EditedForm>
          )}
        </Tabs.Panel>
      </Tabs>
      {reviewed && reviewing && (
        <Review
          key={reviewing.base.version}
          document={reviewed}
          editing={reviewing}
          onClose={() => setReviewed(null)}
          onSaved={(number) => {
            setReviewed(null);
            setSaved(t('saved', { version: number }));
          }}
        />
      )}
      <Modal
        opened={leaving.status === 'blocked'}
        onClose={() => leaving.reset?.()}
        title={t('leave.title')}
        centered
      >
        <Text>{t('leave.question')}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => leaving.reset?.()} data-autofocus>
            {t('leave.stay')}
          </Button>
          <Button color="red.9" onClick={() => leaving.proceed?.()}>
            {t('leave.go')}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}

interface EditedFormProps {
  document: ConfigDocument;
  editing: Editing;
  readOnly: boolean;
  onReview(): void;
  children: React.ReactNode;
}

function EditedForm({ document, editing, readOnly, onReview, children }: EditedFormProps) {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const textOf = useFaultText();
  const { base, draft } = editing;
  const services = useServices();
  const checked = useMemo(() => check(document, draft, services), [document, draft, services]);
  const faults = checked.kind === 'faulty' ? checked.faults : [];
  const changes = useMemo(() => changesBetween(base.content, draft), [base, draft]);
  const context = { document, base: base.content, draft, faults, readOnly };
  return (
    <FormContext value={context}>
      <div className={classes.page}>{children}</div>
      {changes.length > 0 && !readOnly && (
        <section
          className={`surface ${classes.bar}`}
          aria-label={t('unsaved.label')}
          style={{ marginTop: '1rem' }}
        >
          <div className={classes.barText} role="status">
            <strong>{t('unsaved.count', { count: changes.length })}</strong>
            {faults.length > 0 && (
              <ul className={classes.faults}>
                {faults.map((fault) => (
                  <li key={`${fault.path.join('/')} ${fault.word}`} className="break">
                    {pathLabel(word, fault.path)}: {textOf(fault)}
                  </li>
                ))}
              </ul>
            )}
          </div>
          <Button variant="default" onClick={() => discard(document)}>
            {t('unsaved.discard')}
          </Button>
          <Button disabled={faults.length > 0} onClick={onReview}>
            {t('unsaved.review')}
          </Button>
        </section>
      )}
    </FormContext>
  );
}
