import { Anchor, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useNow } from '@tollgate/client/use-now';
import { monthOf } from '@tollgate/contract/common/calendar';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { userPath } from '../shared/paths.ts';
import { shownOf } from './directory.ts';
import { DirectoryFilters } from './directory-filters.tsx';
import { type DirectorySearch, PAGE, readDirectorySearch } from './directory-search.ts';
import { DirectoryTable } from './directory-table.tsx';
import { useDirectory } from './use-directory.ts';
import classes from './users-page.module.css';

const MINUTE_MS = 60_000;

/** Everybody: found, filtered and in order, all of which the address says. */
export function UsersPage() {
  const { t } = useTranslation('admin-users');
  usePageTitle(t('title'));
  const search = useSearch({ from: '/signed-in/admin/users' });
  const navigate = useNavigate({ from: '/admin/users' });
  const nowMs = useNow(MINUTE_MS);
  const { documents, plan, error, busy, hasMore, more, reload } = useDirectory(search, monthOf(nowMs));
  const users = documents?.flatMap((one) => (one.kind === 'ready' ? [one.user] : []));
  const shown = users && shownOf(users, search, plan, nowMs);
  const unreadable = documents?.flatMap((one) => (one.kind === 'ready' ? [] : [one.userId])) ?? [];

  const ask = (changed: Partial<Record<keyof DirectorySearch, string | undefined>>) =>
    void navigate({
      search: (now) => readDirectorySearch({ ...now, shown: undefined, ...changed }),
      replace: true,
    });
  const clear = () => void navigate({ search: {} });
  const loadMore = () => {
    more();
    const next = (documents?.length ?? 0) + PAGE;
    void navigate({ search: (now) => ({ ...now, shown: next }), replace: true, resetScroll: false });
  };
  const isNarrowed = Boolean(search.q || search.status || search.tier || search.who || search.sort);

  return (
    <div className={classes.page}>
      <Title order={1}>{t('title')}</Title>
      <DirectoryFilters search={search} onChange={ask} onClear={isNarrowed ? clear : null} />
      <Notes search={search} local={plan.local} hasMore={hasMore} />
      {!shown && error && <ErrorState title={t('directory.failed')} why={error} onRetry={reload} />}
      {!shown && !error && (
        <Stack gap="xs" aria-busy="true" role="status" aria-label={t('directory.loading')}>
          {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
            <Skeleton key={row} h={52} radius="md" />
          ))}
        </Stack>
      )}
      {shown && shown.length > 0 && <DirectoryTable users={shown} nowMs={nowMs} />}
      {unreadable.length > 0 && (
        <Text size="sm" component="div" data-testid="unreadable-users">
          {t('unreadable.listed', { count: unreadable.length })}{' '}
          {[...new Set(unreadable)].map((userId) => (
            <Anchor key={userId} component={Link} to={userPath(userId)} me="xs" className="break">
              <bdi>{userId}</bdi>
            </Anchor>
          ))}
        </Text>
      )}
      {shown?.length === 0 && unreadable.length === 0 && (
        <Nobody isNarrowed={isNarrowed} hasMore={hasMore} onClear={clear} />
      )}
      {shown && (
        <div className={classes.foot}>
          <Text size="sm" c="dimmed" role="status" className="num">
            {shown.length < users.length
              ? t('directory.shownOf', { shown: shown.length, loaded: users.length })
              : t('directory.shown', { count: shown.length })}
          </Text>
          {hasMore && (
            <Button variant="default" loading={busy} onClick={loadMore}>
              {t('directory.more')}
            </Button>
          )}
        </div>
      )}
      {shown && error && <ErrorState title={t('directory.failedMore')} why={error} onRetry={loadMore} />}
    </div>
  );
}

interface NotesProps {
  search: DirectorySearch;
  local: ('status' | 'tier' | 'who')[];
  hasMore: boolean;
}

/** What one would otherwise have to guess about a list. */
function Notes({ search, local, hasMore }: NotesProps) {
  const { t } = useTranslation('admin-users');
  const notes: string[] = [];
  if (search.q) notes.push(t('directory.searchOrder'));
  else if (search.sort === 'month' && search.who !== 'admin' && search.who !== 'moderator')
    notes.push(t('directory.monthOnly'));
  if (hasMore && local.length > 0) {
    const filters = local.map((filter) => t(`directory.${filter}`)).join(', ');
    notes.push(t('directory.localFilters', { filters }));
  }
  return notes.map((note) => (
    <Text key={note} size="sm" c="dimmed">
      {note}
    </Text>
  ));
}

interface NobodyProps {
  isNarrowed: boolean;
  hasMore: boolean;
  onClear(): void;
}

function Nobody({ isNarrowed, hasMore, onClear }: NobodyProps) {
  const { t } = useTranslation('admin-users');
  const icon = <IconUsers size={24} stroke={1.5} />;
  if (!isNarrowed) {
    return (
      <EmptyState icon={icon} title={t('directory.empty')}>
        {t('directory.emptyHow')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} title={hasMore ? t('directory.noMatchLoaded') : t('directory.noMatch')}>
      <Stack align="center">
        {hasMore ? t('directory.noMatchLoadedHow') : t('directory.noMatchHow')}
        <Button variant="default" onClick={onClear}>
          {t('directory.clear')}
        </Button>
      </Stack>
    </EmptyState>
  );
}
