import { Button, NativeSelect, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cursor } from '@tollgate/client/admin';
import { type FormEvent, Fragment, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { Notice } from '../../../shared/notice.tsx';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { downloadCsv, toCsv } from '../shared/csv.ts';
import { auditChanges } from '../shared/diff.ts';
import { DiffList } from '../shared/diff-list.tsx';
import { useLabels } from '../shared/labels.ts';
import classes from '../shared/lists.module.css';
import { oneOf } from '../shared/search.ts';
import { UserLink } from '../shared/user-link.tsx';
import { csvRows, type Entry, readEntries } from './entries.ts';
import { ACTIONS, type AuditSearch } from './search.ts';

const PAGE = 50;
/** A file has at most so many entries: each is a read. */
const MOST_IN_FILE = 2_000;

const route = getRouteApi('/signed-in/admin/audit');

/** Who did what to whom, and why: newest first, and nothing ever taken away. */
export function AuditPage() {
  const { t } = useTranslation('admin-audit');
  usePageTitle(t('title'));
  const search = route.useSearch();
  const navigate = useNavigate();
  const log = useLog(search);
  const set = (next: { [F in keyof AuditSearch]?: AuditSearch[F] | undefined }) => {
    const { entry: _opened, ...filters } = search;
    const merged = Object.entries({ ...filters, ...next }).filter(([, value]) => value !== undefined);
    void navigate({ to: '/admin/audit', search: Object.fromEntries(merged), replace: true });
  };
  const { entry: _entry, ...filters } = search;
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1}>{t('title')}</Title>
        <Export search={filters} />
      </div>
      <Filters search={search} onChange={set} />
      {log.error && <ErrorState title={t('failed')} why={log.error} onRetry={log.again} />}
      {!log.entries && !log.error && (
        <Stack gap="xs" aria-busy="true" aria-label={t('loading')}>
          {[0, 1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} h={44} radius="md" />
          ))}
        </Stack>
      )}
      {log.entries?.length === 0 && !log.hasMore && (
        <EmptyState icon={<IconHistory size={24} stroke={1.5} />} title={t(isFiltered ? 'noMatch' : 'none')}>
          {isFiltered ? (
            <Button variant="default" onClick={() => void navigate({ to: '/admin/audit', search: {} })}>
              {t('clear')}
            </Button>
          ) : (
            t('noneHint')
          )}
        </EmptyState>
      )}
      {log.entries && log.entries.length > 0 && (
        <Log entries={log.entries} opened={search.entry} onOpen={(entry) => set({ entry })} />
      )}
      {log.hasMore && (
        <Button variant="default" w="fit-content" loading={log.busy} onClick={log.more}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function useLog({ action, actor, target, from, until }: AuditSearch) {
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);
  const load = useCallback(
    async (after: Cursor | null) => {
      latest.current += 1;
      const mine = latest.current;
      setBusy(true);
      const answer = await readEntries({ action, actor, target, from, until } as AuditSearch, {
        size: PAGE,
        after,
      });
      if (mine !== latest.current) return;
      setBusy(false);
      if (!answer.success) return setError(answer.error);
      setError(null);
      setCursor(answer.data.cursor);
      const { documents } = answer.data;
      setEntries((shown) => (after === null ? documents : [...(shown ?? []), ...documents]));
    },
    [action, actor, target, from, until],
  );
  useEffect(() => {
    setEntries(null);
    setCursor(null);
    void load(null);
  }, [load]);
  return {
    entries,
    error,
    busy,
    hasMore: cursor !== null,
    more: () => void load(cursor),
    again: () => void load(null),
  };
}

interface FiltersProps {
  search: AuditSearch;
  onChange(next: { [F in keyof AuditSearch]?: AuditSearch[F] | undefined }): void;
}

function Filters({ search, onChange }: FiltersProps) {
  const { t } = useTranslation('admin-audit');
  const [target, setTarget] = useState(search.target ?? '');
  const [actor, setActor] = useState(search.actor ?? '');
  useEffect(() => setTarget(search.target ?? ''), [search.target]);
  useEffect(() => setActor(search.actor ?? ''), [search.actor]);
  const given = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const find = (event?: FormEvent) => {
    event?.preventDefault();
    const next = { target: given(target), actor: given(actor) };
    if (next.target !== search.target || next.actor !== search.actor) onChange(next);
  };
  return (
    <search aria-label={t('filters')}>
      <form className={classes.filters} onSubmit={find}>
        <NativeSelect
          label={t('action')}
          value={search.action ?? ''}
          onChange={(event) => onChange({ action: oneOf(event.currentTarget.value, ACTIONS) })}
          data={[
            { value: '', label: t('everyAction') },
            ...ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) })),
          ]}
        />
        <TextInput
          className={classes.wide}
          label={t('actor')}
          placeholder={t('actorHint')}
          value={actor}
          onChange={(event) => setActor(event.currentTarget.value)}
          onBlur={() => find()}
        />
        <TextInput
          className={classes.wide}
          label={t('target')}
          placeholder={t('targetHint')}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          onBlur={() => find()}
        />
        <TextInput
          type="date"
          label={t('from')}
          value={search.from ?? ''}
          max={search.until}
          onChange={(event) => onChange({ from: given(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={search.until ?? ''}
          min={search.from}
          onChange={(event) => onChange({ until: given(event.currentTarget.value) })}
        />
        <button type="submit" className="visually-hidden" tabIndex={-1}>
          {t('find')}
        </button>
      </form>
    </search>
  );
}

function Export({ search }: { search: AuditSearch }) {
  const { t } = useTranslation('admin-audit');
  const word = useLabels();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<{ tone: 'good' | 'danger' | 'warning'; text: string } | null>(null);
  const download = async () => {
    setBusy(true);
    setNote(null);
    const entries: Entry[] = [];
    let after: Cursor | null = null;
    do {
      const answer = await readEntries(search, { size: 200, after });
      if (!answer.success) {
        setBusy(false);
        return setNote({ tone: 'danger', text: answer.error });
      }
      entries.push(...answer.data.documents);
      after = answer.data.cursor;
    } while (after !== null && entries.length < MOST_IN_FILE);
    setBusy(false);
    downloadCsv('tollgate-audit.csv', toCsv(csvRows(entries, word)));
    setNote(
      after === null
        ? { tone: 'good', text: t('exported', { count: entries.length }) }
        : { tone: 'warning', text: t('exportedPart', { count: entries.length }) },
    );
  };
  return (
    <div className={classes.head}>
      <div role="status">{note && <Notice tone={note.tone}>{note.text}</Notice>}</div>
      <Button
        variant="default"
        size="xs"
        loading={busy}
        leftSection={<IconDownload size={15} aria-hidden="true" />}
        onClick={() => void download()}
      >
        {t('csv')}
      </Button>
    </div>
  );
}

interface LogProps {
  entries: Entry[];
  opened: string | undefined;
  onOpen(entryId: string | undefined): void;
}

function Log({ entries, opened, onOpen }: LogProps) {
  const { t } = useTranslation('admin-audit');
  return (
    <div className="surface">
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('actor')}</th>
            <th scope="col">{t('target')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const isOpen = entry.id === opened;
            const changes = isOpen ? auditChanges(entry.before, entry.after) : [];
            return (
              <Fragment key={entry.id}>
                <tr data-testid="audit-entry" data-action={entry.action} data-opened={isOpen || undefined}>
                  <td className={`${classes.small} num`}>{dateTime(entry.createdAt)}</td>
                  <td className="break">
                    <button
                      type="button"
                      className={classes.open}
                      aria-expanded={isOpen}
                      onClick={() => onOpen(isOpen ? undefined : entry.id)}
                    >
                      {t(`actions.${entry.action}`)}
                    </button>
                    <div className={classes.small}>{entry.reason}</div>
                  </td>
                  <td className="break">
                    <bdi>{entry.actorEmail ?? entry.actorId}</bdi>
                  </td>
                  <td className="break">
                    <span className={classes.small}>{t(`targets.${entry.targetType}`)} </span>
                    {entry.targetType === 'user' ? (
                      <UserLink userId={entry.targetId}>{entry.targetId}</UserLink>
                    ) : (
                      <bdi>{entry.targetId}</bdi>
                    )}
                  </td>
                </tr>
                {isOpen && (
                  <tr data-opened>
                    <td colSpan={4}>
                      {changes.length > 0 ? (
                        <DiffList changes={changes} label={t('changes')} />
                      ) : (
                        <p className={classes.quiet}>{t('noChanges')}</p>
                      )}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
