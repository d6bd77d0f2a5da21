import { Button, Group, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { CONFIG_DOCUMENTS, type ConfigDocument } from '@tollgate/contract/config/config';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { ErrorState } from '../../../shared/states.tsx';
import { admin } from '../shared/admin.ts';
import { readableChanges } from '../shared/diff.ts';
import { DiffList } from '../shared/diff-list.tsx';
import { check } from './checks.ts';
import classes from './credits.module.css';
import {
  asVersion,
  type Editing,
  isDirty,
  replaceDraft,
  useEditor,
  useServices,
  type Version,
} from './editor.ts';

const PAGE = 20;

interface Props {
  document: ConfigDocument;
  /** The one whose changes are shown. */
  opened: number | undefined;
  against: 'before' | 'inForce';
  mayRestore: boolean;
  onRestore(): void;
}

export function Versions({ document, opened, against, mayRestore, onRestore }: Props) {
  const { t } = useTranslation('admin-credits');
  const navigate = useNavigate();
  const editing = useEditor((editor) => editor.editing[document]);
  const current = editing?.base.version;
  const [versions, setVersions] = useState<Version[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  /** Which reading it is: the answer for a document or version that is not asked for any more is dropped. */
  const reading = useRef(0);
  const load = useCallback(
    async (from: number, shown: Version[]) => {
      reading.current += 1;
      const mine = reading.current;
      setBusy(true);
      const answer = await admin().configVersions(document, { from, size: PAGE });
      if (mine !== reading.current) return;
      setBusy(false);
      if (!answer.success) return setError(answer.error);
      setError(null);
      const read = await Promise.all(answer.data.map((stored) => asVersion(document, stored)));
      if (mine === reading.current) setVersions([...shown, ...read]);
    },
    [document],
  );
  useEffect(() => {
    setVersions(null);
    if (current !== undefined) void load(current, []);
  }, [current, load]);

  const show = (search: { document?: ConfigDocument; version?: number; against?: 'inForce' | undefined }) =>
    void navigate({
      to: '/admin/credits',
      search: { tab: 'versions', document, ...search },
      replace: true,
    });
  const last = versions?.at(-1)?.version ?? 1;
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('versions.document')}
        value={document}
        onChange={(value) => {
          const chosen = CONFIG_DOCUMENTS.find((one) => one === value);
          if (chosen) show({ document: chosen });
        }}
        data={CONFIG_DOCUMENTS.map((value) => ({ value, label: t(`documents.${value}`) }))}
        style={{ alignSelf: 'flex-start', maxWidth: '100%' }}
      />
      {error && <ErrorState title={t('versions.failed')} why={error} />}
      {!versions && !error && <Skeleton h={200} radius="lg" aria-label={t('loading')} role="status" />}
      {versions && (
        <ol className={`surface ${classes.versions}`} aria-label={t('versions.label')}>
          {versions.map((version, index) => (
            <li key={version.version} data-testid="version">
              <div className={classes.version}>
                <strong className="num">{t('versions.number', { version: version.version })}</strong>
                <span className="break">
                  {version.updatedBy} · <span className="num">{dateTime(version.updatedAt)}</span>
                  {version.version === current && (
                    <span className={classes.mark}> · {t('versions.inForce')}</span>
                  )}
                </span>
                <Button
                  size="xs"
                  variant="default"
                  aria-expanded={opened === version.version}
                  onClick={() => show(opened === version.version ? {} : { version: version.version })}
                >
                  {t('versions.look')}
                </Button>
              </div>
              {opened === version.version && editing && (
                <Opened
                  document={document}
                  version={version}
                  before={versions[index + 1]}
                  editing={editing}
                  against={against}
                  onAgainst={(value) =>
                    show({
                      version: version.version,
                      against: value === 'inForce' ? 'inForce' : undefined,
                    })
                  }
                  mayRestore={mayRestore}
                  onRestore={() => {
                    replaceDraft(document, version.content);
                    onRestore();
                  }}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {versions && last > 1 && (
        <Button
          variant="default"
          w="fit-content"
          loading={busy}
          onClick={() => void load(last - 1, versions)}
        >
          {t('versions.older')}
        </Button>
      )}
    </Stack>
  );
}

function Opened(props: {
  document: ConfigDocument;
  version: Version;
  before: Version | undefined;
  editing: Editing;
  against: 'before' | 'inForce';
  onAgainst(value: string): void;
  mayRestore: boolean;
  onRestore(): void;
}) {
  const { t } = useTranslation('admin-credits');
  const { document, version, before } = props;
  const { base } = props.editing;
  const isInForce = version.version === base.version;
  const changes =
    props.against === 'inForce'
      ? readableChanges(base.content, version.content)
      : readableChanges(before?.content ?? {}, version.content);
  const services = useServices();
  const isGood = check(document, version.content, services).kind === 'good';
  const dirty = isDirty(props.editing);
  return (
    <div className={classes.opened}>
      <Group justify="space-between" mb="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('versions.against')}
          value={props.against}
          onChange={props.onAgainst}
          data={[
            { value: 'before', label: t('versions.before') },
            { value: 'inForce', label: t('versions.toInForce'), disabled: isInForce },
          ]}
        />
        {props.mayRestore && !isInForce && (
          <Button size="xs" disabled={dirty || !isGood} onClick={props.onRestore}>
            {t('versions.restore')}
          </Button>
        )}
      </Group>
      {dirty && !isInForce && <p className={classes.quiet}>{t('versions.dirty')}</p>}
      {!isGood && <p className={classes.quiet}>{t('versions.outdated')}</p>}
      <DiffList changes={changes} label={t('versions.changes')} />
    </div>
  );
}
