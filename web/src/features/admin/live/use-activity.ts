import type { LiveActivity } from '@tollgate/client';
import type { Found } from '@tollgate/client/admin';
import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { useCallback, useEffect, useState } from 'react';
import { admin } from '../shared/admin.ts';
import { useLive } from './live-store.ts';
import { liveOf } from './stored.ts';

/** One part of what the drawer reads. */
export type Part<T> = { kind: 'loading' } | { kind: 'read'; value: T } | { kind: 'failed'; why: string };

const LOADING = { kind: 'loading' } as const;
const ABUSE_SHOWN = 5;

interface Read {
  activityId: string;
  whole: Part<Found<Activity> | null>;
  ledger: Part<Found<LedgerEntry>[]>;
  abuse: Part<Found<AbuseRecord>[]>;
}

const nothing = (activityId: string): Read => ({
  activityId,
  whole: LOADING,
  ledger: LOADING,
  abuse: LOADING,
});

const partOf = <T, U>(
  answer: { success: true; data: T } | { success: false; error: string },
  value: (data: T) => U,
): Part<U> =>
  answer.success ? { kind: 'read', value: value(answer.data) } : { kind: 'failed', why: answer.error };

/**
 * An activity, followed by itself, because it may outlive its row; and what is stored about it: read when it
 * is opened, and again with each change of its state.
 */
export function useActivity(activityId: string) {
  const row = useLive((live) => live.shown.find((one) => one.activityId === activityId));
  const [read, setRead] = useState(() => nothing(activityId));
  const [attempt, setAttempt] = useState(0);
  const current = read.activityId === activityId ? read : nothing(activityId);
  const whole = current.whole.kind === 'read' ? current.whole.value : null;
  const activity: LiveActivity | null = (whole && liveOf(whole)) ?? row ?? null;
  const tell = useCallback(
    (part: Partial<Read>) =>
      setRead((before) => ({
        ...(before.activityId === activityId ? before : nothing(activityId)),
        ...part,
      })),
    [activityId],
  );
  useEffect(
    () =>
      admin().followOne(
        'ai_activity',
        activityId,
        (found) => tell({ whole: { kind: 'read', value: found } }),
        ({ message }) => tell({ whole: { kind: 'failed', why: message } }),
      ),
    [activityId, attempt, tell],
  );
  const changedBy = activity && `${activity.status} ${activity.startedAt} ${activity.cancelRequestedAt}`;
  useEffect(() => {
    let isOver = false;
    const tellNow = (part: Partial<Read>) => !isOver && tell(part);
    const userId = activityId.slice(0, activityId.lastIndexOf('.'));
    void admin()
      .page('ledgerOfActivity', { activityId })
      .then((answer) =>
        tellNow({
          ledger: partOf(answer, ({ documents }) => documents.sort((a, b) => a.sequence - b.sequence)),
        }),
      );
    void admin()
      .page('abuseOfUser', { userId }, { size: ABUSE_SHOWN })
      .then((answer) => tellNow({ abuse: partOf(answer, ({ documents }) => documents) }));
    return () => {
      isOver = true;
    };
  }, [activityId, changedBy, attempt, tell]);
  return { ...current, activity, stored: whole, retry: () => setAttempt(attempt + 1) };
}
