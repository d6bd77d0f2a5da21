import { Skeleton, Stack, Title } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import type { LiveActivity } from '@tollgate/client';
import { useEffect, useState } from 'react';
import { checkRole } from '../../../shared/account.ts';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { ActivityDrawer } from './activity-drawer.tsx';
import { ActivityTable } from './activity-table.tsx';
import { Charged } from './charged.tsx';
import { type Filter, Filters } from './filters.tsx';
import classes from './live.module.css';
import { LiveDot } from './live-dot.tsx';
import { attachLive, useLive } from './live-store.ts';

const TICK_MS = 1_000;

export function LivePage() {
  usePageTitle('Live activity');
  const { phase, activities, failure } = useLive();
  const [attempt, setAttempt] = useState(0);
  const [filter, setFilter] = useState<Filter>({ status: 'all', kind: 'all' });
  const [openedId, setOpenedId] = useState<string | null>(null);
  const nowMs = useNow(TICK_MS);
  // A new attempt attaches anew.
  useEffect(() => attachLive(() => void checkRole()), [attempt]);

  const wanted = (activity: LiveActivity) =>
    (filter.status === 'all' || activity.status === filter.status) &&
    (filter.kind === 'all' || activity.aiType === filter.kind);
  const shown = activities.filter(wanted);
  return (
    <div className={classes.live}>
      <div className={classes.head}>
        <Title order={1}>Live activity</Title>
        <LiveDot nowMs={nowMs} />
      </div>
      <Charged activities={activities} nowMs={nowMs} />
      <Filters activities={activities} filter={filter} onChange={setFilter} />
      {phase === 'connecting' && (
        <Stack gap="xs" aria-busy="true" aria-label="Loading the activity">
          {[0, 1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} h={56} radius="md" />
          ))}
        </Stack>
      )}
      {phase === 'failed' && (
        <ErrorState
          title="The live view was refused"
          why={failure ?? ''}
          onRetry={() => setAttempt(attempt + 1)}
        />
      )}
      {phase === 'listening' &&
        (shown.length > 0 ? (
          <ActivityTable
            activities={shown}
            nowMs={nowMs}
            onOpen={(activity) => setOpenedId(activity.activityId)}
          />
        ) : (
          <EmptyState
            icon={<IconActivity size={24} stroke={1.5} />}
            title={
              activities.length === 0 ? 'Nothing has been generated yet' : 'Nothing matches these filters'
            }
          >
            What people generate appears here by itself.
          </EmptyState>
        ))}
      <ActivityDrawer
        activity={activities.find((activity) => activity.activityId === openedId) ?? null}
        nowMs={nowMs}
        onClose={() => setOpenedId(null)}
      />
    </div>
  );
}
