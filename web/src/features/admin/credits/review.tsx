import { Button, Group, Modal, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { serverNow } from '@tollgate/client/clock';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { ConfigDocument } from '@tollgate/contract/config/config';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { dateTime } from '../../../shared/format.ts';
import { Notice } from '../../../shared/notice.tsx';
import { admin } from '../shared/admin.ts';
import { isSame, readableChanges } from '../shared/diff.ts';
import { DiffList } from '../shared/diff-list.tsx';
import { pathLabel, useLabels, valueLabel } from '../shared/labels.ts';
import { whoIs } from '../shared/who.ts';
import { check } from './checks.ts';
import classes from './credits.module.css';
import { type Editing, readInForce, replaceDraft, useServices, type Version } from './editor.ts';
import { keyOf, rebase, settled } from './rebase.ts';
import { readUsageDays, WhatIf } from './what-if-view.tsx';

interface Props {
  document: ConfigDocument;
  editing: Editing;
  onClose(): void;
  onSaved(version: number): void;
}

type Step =
  | { kind: 'reading' }
  | { kind: 'review'; days: DayUsage[] | string }
  | { kind: 'conflict'; theirs: Version };

/** What would change, before it does; and what to do when somebody else saved meanwhile. */
export function Review({ document, editing, onClose, onSaved }: Props) {
  const { t } = useTranslation('admin-credits');
  const [step, setStep] = useState<Step>({ kind: 'reading' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { base, draft } = editing;
  const services = useServices();

  const look = useCallback(async () => {
    setError(null);
    // All of it at once: a button that moves while it is pressed isn't pressed.
    const [inForce, days] = await Promise.all([readInForce(document), readUsageDays()]);
    if (typeof inForce === 'string') setError(inForce);
    if (typeof inForce === 'string' || inForce.version === base.version) setStep({ kind: 'review', days });
    else setStep({ kind: 'conflict', theirs: inForce });
  }, [document, base.version]);
  useEffect(() => {
    void look();
  }, [look]);

  const save = async () => {
    const checked = check(document, draft, services);
    if (checked.kind === 'faulty') return;
    setBusy(true);
    setError(null);
    // The contract's own schema has just passed it.
    const input = { document, expectedVersion: base.version, config: checked.config };
    const answer = await admin().call(
      'updateCreditConfiguration',
      input as unknown as CallInput<'updateCreditConfiguration'>,
    );
    setBusy(false);
    if (answer.success) {
      const me = useAccount.getState().profile?.userId;
      const saved = {
        ...{ version: answer.data.version, updatedAt: serverNow(), content: checked.config },
        updatedBy: me === undefined ? '' : await whoIs(me),
      };
      replaceDraft(document, checked.config, saved);
      onSaved(answer.data.version);
    } else if (answer.code === 'config_conflict') await look();
    else setError(answer.error);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t(step.kind === 'conflict' ? 'conflict.title' : 'review.title')}
    >
      {error && (
        <Notice tone="danger" alert>
          {error}
        </Notice>
      )}
      {step.kind === 'reading' && <Skeleton h={160} aria-label={t('loading')} role="status" />}
      {step.kind === 'review' && (
        <Stack gap="md" pt={4}>
          <section aria-label={t('review.changes')}>
            <Title order={3} size="h5">
              {t('review.changes')}
            </Title>
            <DiffList changes={readableChanges(base.content, draft)} label={t('review.changes')} />
          </section>
          <WhatIf document={document} before={base.content} after={draft} days={step.days} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={busy}>
              {t('review.back')}
            </Button>
            <Button loading={busy} onClick={() => void save()}>
              {t('review.save', { version: base.version + 1 })}
            </Button>
          </Group>
        </Stack>
      )}
      {step.kind === 'conflict' && (
        <Conflict
          editing={editing}
          theirs={step.theirs}
          onClose={onClose}
          onSettled={(next) => {
            replaceDraft(document, next, step.theirs);
            // Where nothing of mine is left, there is nothing to save.
            if (isSame(next, step.theirs.content)) onClose();
          }}
        />
      )}
    </Modal>
  );
}

interface ConflictProps {
  editing: Editing;
  theirs: Version;
  onClose(): void;
  onSettled(draft: Editing['draft']): void;
}

function Conflict({ editing: { base, draft }, theirs, onClose, onSettled }: ConflictProps) {
  const { t } = useTranslation('admin-credits');
  const word = useLabels();
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({});
  const rebased = rebase(base.content, draft, theirs.content);
  return (
    <Stack gap="md" data-testid="conflict">
      <Notice tone="warning">
        {t('conflict.what', {
          who: theirs.updatedBy,
          version: theirs.version,
          when: dateTime(theirs.updatedAt),
        })}
      </Notice>
      <section aria-label={t('conflict.theirs')}>
        <Title order={3} size="h5">
          {t('conflict.theirs')}
        </Title>
        <DiffList changes={readableChanges(base.content, theirs.content)} label={t('conflict.theirs')} />
      </section>
      {rebased.clashes.length > 0 && (
        <section aria-label={t('conflict.both')}>
          <Title order={3} size="h5">
            {t('conflict.both')}
          </Title>
          {rebased.clashes.map(({ path, mine, theirs: other }) => (
            <div key={keyOf(path)} className={classes.clash}>
              <p className={classes.quiet}>{pathLabel(word, path)}</p>
              <SegmentedControl
                orientation="vertical"
                aria-label={pathLabel(word, path)}
                mt={6}
                value={choices[keyOf(path)] ?? 'mine'}
                onChange={(value) => {
                  const choice = value === 'theirs' ? 'theirs' : 'mine';
                  setChoices({ ...choices, [keyOf(path)]: choice });
                }}
                data={[
                  { value: 'mine', label: t('conflict.mineIs', { value: valueLabel(word, path, mine) }) },
                  {
                    value: 'theirs',
                    label: t('conflict.theirsIs', { value: valueLabel(word, path, other) }),
                  },
                ]}
              />
            </div>
          ))}
        </section>
      )}
      <p className={classes.quiet}>{t('conflict.kept')}</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('review.back')}
        </Button>
        <Button variant="default" onClick={() => onSettled(theirs.content)}>
          {t('conflict.takeTheirs')}
        </Button>
        <Button onClick={() => onSettled(settled(rebased, choices))}>{t('conflict.goOn')}</Button>
      </Group>
    </Stack>
  );
}
