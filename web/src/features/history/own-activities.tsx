import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { LiveActivity } from '@tollgate/client';
import { useNow } from '@tollgate/client/use-now';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tollgate } from '../../shared/sdk.ts';
import { EmptyState, ErrorState } from '../../shared/states.tsx';
import { ActivityItem } from './activity-item.tsx';
import classes from './history.module.css';
import { ResultDialog } from './result-dialog.tsx';

/** As many as are listened to at first; more on request, up to what one listener may follow. */
const STEPS = [25, 50, 100];

type Listed =
  | { kind: 'loading' }
  | { kind: 'failed'; why: string }
  | { kind: 'ready'; activities: LiveActivity[] };

/** The user's own generations, as they happen. */
export function OwnActivities() {
  const { t } = useTranslation('history');
  const [step, setStep] = useState(0);
  const [listed, setListed] = useState<Listed>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<LiveActivity | null>(null);
  const nowMs = useNow(10_000);
  const limit = STEPS[step] ?? 100;
  // A new attempt listens anew.
  useEffect(
    () =>
      tollgate().subscribeToOwnActivity(
        (activities, { fromCache }) => {
          // An empty answer that the server has not confirmed is no answer yet.
          if (activities.length > 0 || !fromCache) setListed({ kind: 'ready', activities });
        },
        limit,
        (failure) => setListed({ kind: 'failed', why: failure.message }),
      ),
    [limit, attempt],
  );

  if (listed.kind === 'loading') {
    return (
      <Stack gap="xs" aria-busy="true" aria-label={t('own.loading')}>
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} h={68} radius="lg" />
        ))}
      </Stack>
    );
  }
  if (listed.kind === 'failed') {
    const again = () => {
      setListed({ kind: 'loading' });
      setAttempt(attempt + 1);
    };
    return <ErrorState title={t('own.failed')} why={listed.why} onRetry={again} />;
  }
  const { activities } = listed;
  if (activities.length === 0) {
    return (
      <EmptyState icon={<IconHistory size={24} stroke={1.5} />} title={t('own.empty')}>
        {t('own.emptyHow')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={classes.list} aria-label={t('own.list')}>
        {activities.map((activity) => (
          <ActivityItem key={activity.activityId} activity={activity} nowMs={nowMs} onOpen={setOpened} />
        ))}
      </ul>
      {activities.length === limit && step < STEPS.length - 1 && (
        <Stack align="center" mt="md">
          <Button variant="default" onClick={() => setStep(step + 1)}>
            {t('own.older')}
          </Button>
        </Stack>
      )}
      {activities.length === 100 && (
        <Text size="sm" c="dimmed" ta="center" mt="md">
          {t('own.most')}
        </Text>
      )}
      <ResultDialog activity={opened} onClose={() => setOpened(null)} />
    </>
  );
}
