import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Cursor } from '@tollgate/client/admin';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import classes from '../shared/lists.module.css';
import { type Entry, readEntries } from './entries.ts';
import { Export } from './export.tsx';
import { Filters } from './filters.tsx';
import { Log } from './log.tsx';
import type { AuditSearch } from './search.ts';

const PAGE = 50;

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
