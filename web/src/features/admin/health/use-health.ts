import { serverNow } from '@tollgate/client/clock';
import { OPEN_STATUSES } from '@tollgate/contract/activity/status';
import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import type { JobRun } from '@tollgate/contract/operations/job-run';
import type { Setting } from '@tollgate/contract/operations/settings';
import { useCallback, useEffect, useState } from 'react';
import { admin } from '../shared/admin.ts';
import { readDaysFrom, type UsageByDay } from '../shared/usage-days.ts';
import { HEALTH_PERIODS } from './health-search.ts';

export interface Health {
  days: UsageByDay;
  runs: (JobRun & { id: string })[];
  openHolds: number;
  overdueHolds: number;
  heldMicro: number;
  settings: Setting[];
  readAtMs: number;
}

type State = { kind: 'loading' } | { kind: 'failed'; why: string } | { kind: 'ready'; health: Health };

/** More runs than there are jobs. */
const MAX_RUNS = 50;
/** Instances tell about once a minute, and the quickest job runs every two. */
const EVERY_MS = 60_000;

async function readHealth(): Promise<State> {
  const readAtMs = serverNow();
  const { call, page, total } = admin();
  const open = { status: [...OPEN_STATUSES] };
  const from = dayOf(readAtMs - (Math.max(...HEALTH_PERIODS) - 1) * DAY_MS);
  const [days, runs, openHolds, overdue, held, settings] = await Promise.all([
    readDaysFrom(page, from),
    page('latestJobRuns', {}, { size: MAX_RUNS }),
    total('openActivities', open),
    total('overdueHolds', { ...open, holdExpiresAt: readAtMs }),
    total('allUsers', {}, 'heldMicro'),
    call('getSettings', {}),
  ]);
  if (!days.success) return { kind: 'failed', why: days.error };
  if (!runs.success) return { kind: 'failed', why: runs.error };
  if (!openHolds.success) return { kind: 'failed', why: openHolds.error };
  if (!overdue.success) return { kind: 'failed', why: overdue.error };
  if (!held.success) return { kind: 'failed', why: held.error };
  if (!settings.success) return { kind: 'failed', why: settings.error };
  const health = {
    days: days.data.days,
    runs: runs.data.documents,
    openHolds: openHolds.data.count,
    overdueHolds: overdue.data.count,
    heldMicro: held.data.sum,
    settings: settings.data.settings,
    readAtMs,
  };
  return { kind: 'ready', health };
}

/** What the page shows, again every minute while it is open and seen. */
export function useHealth(): { state: State; busy: boolean; read(): void } {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [asked, setAsked] = useState(0);
  const [busy, setBusy] = useState(false);
  const read = useCallback(() => setAsked((times) => times + 1), []);
  useEffect(() => {
    let isCurrent = true;
    setBusy(true);
    void readHealth().then((next) => {
      if (!isCurrent) return;
      setState(next);
      setBusy(false);
    });
    return () => {
      isCurrent = false;
    };
  }, [asked]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') read();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  return { state, busy, read };
}
