import { Button, Skeleton, Stack } from '@mantine/core';
import { IconActivity, IconArrowUp, IconFilterOff } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { ActivityTable } from './activity-table.tsx';
import { filtered, looksLikeActivityId } from './filtering.ts';
import { ClearFilters } from './filters.tsx';
import classes from './live.module.css';
import { showWaiting, useLive } from './live-store.ts';
import { OfferStored } from './offer-stored.tsx';
import { useHeld } from './use-held.ts';
import { useLiveSearch } from './use-live-search.ts';
import { useWaiting } from './use-waiting.ts';

/** The rows that are followed, filtered. */
export function LiveList({ onRetry }: { onRetry(): void }) {
  const { t } = useTranslation('admin-live');
  const phase = useLive((live) => live.phase);
  const failure = useLive((live) => live.failure);
  if (phase === 'connecting') return <Loading />;
  if (phase === 'failed') return <ErrorState title={t('refused')} why={failure ?? ''} onRetry={onRetry} />;
  return <Rows />;
}

export function Loading() {
  const { t } = useTranslation('admin-live');
  return (
    <Stack gap="xs" aria-busy="true" aria-label={t('loading')} role="status">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} h={56} radius="md" />
      ))}
    </Stack>
  );
}

function Rows() {
  const { t } = useTranslation('admin-live');
  const { search, filters, open } = useLiveSearch();
  // Many rows at once are drawn in pieces, so that typing and scrolling go first.
  const activities = useDeferredValue(useLive((live) => live.shown));
  const fresh = useDeferredValue(useLive((live) => live.fresh));
  const shown = useMemo(() => filtered(activities, filters), [activities, filters]);
  const listRef = useRef<HTMLDivElement>(null);
  const topRef = useRef<HTMLDivElement>(null);
  useHeld(listRef, topRef, search.activity !== undefined);
  const onNew = useCallback(() => {
    // The button goes; the list, not the page's beginning, has the focus then. It holds nothing back.
    listRef.current?.focus({ preventScroll: true });
    topRef.current?.scrollIntoView({ block: 'center' });
    showWaiting();
  }, []);
  return (
    <div ref={listRef} className={classes.list} tabIndex={-1} data-testid="live-list">
      <div ref={topRef} />
      <WaitingButton onShow={onNew} />
      {shown.length > 0 ? (
        <div className="surface">
          <ActivityTable
            label={t('newestFirst')}
            activities={shown}
            fresh={fresh}
            onOpen={open}
            onTop={showWaiting}
          />
        </div>
      ) : (
        <Nothing isEmpty={activities.length === 0} />
      )}
      <OfferStored />
    </div>
  );
}

function WaitingButton({ onShow }: { onShow(): void }) {
  const { t } = useTranslation('admin-live');
  const isPaused = useLive((live) => live.isPaused);
  const count = useWaiting();
  if (isPaused || count === 0) return null;
  return (
    <div className={classes.waiting}>
      <Button
        size="compact-sm"
        radius="xl"
        className="num"
        leftSection={<IconArrowUp size={14} aria-hidden="true" />}
        data-testid="waiting"
        onClick={onShow}
      >
        {t('waiting', { count })}
      </Button>
    </div>
  );
}

/** Why there are no rows, and what leads to some. */
export function Nothing({ isEmpty }: { isEmpty: boolean }) {
  const { t } = useTranslation('admin-live');
  const { filters, open } = useLiveSearch();
  const Icon = isEmpty ? IconActivity : IconFilterOff;
  const activityId = looksLikeActivityId(filters.q) ? filters.q?.trim() : undefined;
  return (
    <EmptyState
      icon={<Icon size={24} stroke={1.5} />}
      title={isEmpty ? t('empty.title') : t('noMatch.title')}
    >
      <Stack align="center" gap="sm">
        {isEmpty ? t('empty.how') : t('noMatch.how')}
        {!isEmpty && <ClearFilters />}
        {activityId && (
          <Button size="xs" onClick={() => open(activityId)}>
            {t('noMatch.openId')}
          </Button>
        )}
      </Stack>
    </EmptyState>
  );
}
