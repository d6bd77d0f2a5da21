import { Button, NativeSelect, SegmentedControl, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useNow } from '@tollgate/client/use-now';
import { SEVERITIES } from '@tollgate/contract/abuse/severity';
import { ABUSE_SIGNALS } from '@tollgate/contract/abuse/signals';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ago, dateTime } from '../../../shared/format.ts';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { useLabels } from '../shared/labels.ts';
import classes from '../shared/lists.module.css';
import { oneOf } from '../shared/search.ts';
import { type Row, useQueue } from './queue.ts';
import { RecordDrawer } from './record-drawer.tsx';
import type { AbuseSearch } from './search.ts';
import { SeverityBadge } from './severity-badge.tsx';

const route = getRouteApi('/signed-in/admin/abuse');
const TICK_MS = 10_000;

/** What was noticed, waiting for somebody to look at it. */
export function AbusePage() {
  const { t } = useTranslation('admin-abuse');
  usePageTitle(t('title'));
  const search = route.useSearch();
  const navigate = useNavigate();
  const queue = useQueue(search);
  const set = (next: Partial<Record<keyof AbuseSearch, string | undefined>>) =>
    void navigate({
      to: '/admin/abuse',
      // What is not among the known values is dropped when the address is read.
      search: { ...search, ...next } as AbuseSearch,
      replace: true,
    });
  const isFiltered = Boolean(search.severity ?? search.signal ?? search.user);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1}>{t('title')}</Title>
        <p className={classes.quiet} role="status">
          {queue.rows && t(queue.isLive ? 'countLive' : 'count', { count: queue.rows.length })}
        </p>
      </div>
      <Filters search={search} onChange={set} />
      {queue.error && <ErrorState title={t('failed')} why={queue.error} onRetry={queue.again} />}
      {!queue.rows && !queue.error && (
        <Stack gap="xs" aria-busy="true" aria-label={t('loading')}>
          {[0, 1, 2, 3, 4].map((row) => (
            <Skeleton key={row} h={48} radius="md" />
          ))}
        </Stack>
      )}
      {queue.rows?.length === 0 && (
        <EmptyState
          icon={<IconShieldCheck size={24} stroke={1.5} />}
          title={t(isFiltered ? 'noMatch' : search.state ? 'noneResolved' : 'noneOpen')}
        >
          {isFiltered ? (
            <Button
              variant="default"
              onClick={() => set({ severity: undefined, signal: undefined, user: undefined })}
            >
              {t('clear')}
            </Button>
          ) : (
            t('emptyHint')
          )}
        </EmptyState>
      )}
      {queue.rows && queue.rows.length > 0 && (
        <Records rows={queue.rows} opened={search.record} onOpen={(record) => set({ record })} />
      )}
      {queue.hasMore && (
        <Button variant="default" w="fit-content" onClick={queue.more}>
          {t('more')}
        </Button>
      )}
      {search.record !== undefined && (
        <RecordDrawer
          key={search.record}
          recordId={search.record}
          held={queue.rows?.find(({ id }) => id === search.record)}
          onClose={() => set({ record: undefined })}
        />
      )}
    </div>
  );
}

interface FiltersProps {
  search: AbuseSearch;
  onChange(next: Partial<Record<keyof AbuseSearch, string | undefined>>): void;
}

function Filters({ search, onChange }: FiltersProps) {
  const { t } = useTranslation('admin-abuse');
  const word = useLabels();
  const [user, setUser] = useState(search.user ?? '');
  useEffect(() => setUser(search.user ?? ''), [search.user]);
  const find = (event: FormEvent) => {
    event.preventDefault();
    onChange({ user: user.trim() === '' ? undefined : user.trim() });
  };
  return (
    <div className={classes.filters}>
      <SegmentedControl
        className={classes.fit}
        aria-label={t('state')}
        value={search.state ?? 'open'}
        onChange={(value) => onChange({ state: oneOf(value, ['resolved']) })}
        data={[
          { value: 'open', label: t('open') },
          { value: 'resolved', label: t('resolved') },
        ]}
      />
      <NativeSelect
        aria-label={t('severity')}
        value={search.severity ?? ''}
        onChange={(event) => onChange({ severity: oneOf(event.currentTarget.value, SEVERITIES) })}
        data={[
          { value: '', label: t('everySeverity') },
          ...SEVERITIES.map((value) => ({ value, label: word(`fields.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('signal')}
        value={search.signal ?? ''}
        onChange={(event) => onChange({ signal: oneOf(event.currentTarget.value, ABUSE_SIGNALS) })}
        data={[
          { value: '', label: t('everySignal') },
          ...ABUSE_SIGNALS.map((value) => ({ value, label: word(`fields.${value}`) })),
        ]}
      />
      <form onSubmit={find} className={classes.wide}>
        <TextInput
          aria-label={t('userId')}
          placeholder={t('userIdHint')}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          onBlur={(event) => event.currentTarget.value.trim() === '' && onChange({ user: undefined })}
        />
      </form>
    </div>
  );
}

interface RecordsProps {
  rows: Row[];
  opened: string | undefined;
  onOpen(recordId: string): void;
}

function Records({ rows, opened, onOpen }: RecordsProps) {
  const { t } = useTranslation('admin-abuse');
  const word = useLabels();
  const nowMs = useNow(TICK_MS);
  return (
    <div className="surface">
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('severity')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col" className={classes.end}>
              {t('last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-testid="abuse-row" data-opened={row.id === opened || undefined}>
              <td>
                <SeverityBadge severity={row.severity} />
              </td>
              <td>
                <button type="button" className={classes.open} onClick={() => onOpen(row.id)}>
                  {word(`fields.${row.signal}`)}
                </button>
                <div className={classes.small}>{t(`says.${row.signal}`, { count: row.count })}</div>
              </td>
              <td className="break">
                <bdi>{row.email ?? row.userId}</bdi>
                {row.resolution && <div className={classes.small}>{t(`resolutions.${row.resolution}`)}</div>}
              </td>
              <td className={`${classes.end} num`} title={dateTime(row.updatedAt)}>
                {ago(row.updatedAt, nowMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
