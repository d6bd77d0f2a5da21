import { dayOf, endOfDay } from '@tollgate/contract/common/calendar';
import { countedOf, type GuestLog, type GuestRule, guestLeft } from '@tollgate/contract/limits/guests';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { inWords, MAX_SKEW_MS } from './decide.ts';

/** Where a guest's generation counts beside the session, which is the user's own document. */
export interface GuestPlaces {
  /** The generation, under a hash of its activity's id. */
  callId: string;
  /**
   * Documents of `rate_limits`: of the browser and of the address. What is not known counts with the session.
   */
  logIds: string[];
}

export type GuestLogs = Record<string, GuestLog | null>;

/**
 * Counts a guest's generation in the session, the browser and the address, or refuses it because one of them
 * is full. So neither a new session, nor a cleared browser, nor another network makes the allowance larger by
 * itself.
 */
export function admitGuest(
  counted: { session: readonly number[]; logs: GuestLogs },
  { callId, logIds }: GuestPlaces,
  rule: GuestRule,
  nowMs: number,
): { kind: 'admitted'; session: number[]; logs: Record<string, GuestLog>; guestLeft: LimitLeft } | Refusal {
  const stored = logIds.map(
    (logId) => [logId, counted.logs[logId]?.calls ?? [], counted.logs[logId]?.streamedFailures] as const,
  );
  const times = stored.map(([, calls]) => calls.map(({ countedAt }) => countedAt));
  const { left, freeAt } = guestLeft([counted.session, ...times], rule, nowMs);
  if (left === 0) return refuseGuest(rule, freeAt, nowMs);
  const kept = { ...rule, windowMs: rule.windowMs + MAX_SKEW_MS };
  const next = stored.map(([logId, calls, streamedFailures]): [string, GuestLog] => [
    logId,
    {
      ...counted.logs[logId],
      calls: [
        ...calls.filter(({ countedAt }) => countedAt > nowMs - kept.windowMs),
        { id: callId, countedAt: nowMs },
      ],
      expiresAt: Math.max(nowMs + kept.windowMs, streamedFailures ? endOfDay(streamedFailures.day) : 0),
    },
  ]);
  const session = [...countedOf(counted.session, kept, nowMs), nowMs];
  const after = next.map(([, { calls }]) => calls.map(({ countedAt }) => countedAt));
  const logs = Object.fromEntries(next);
  return { kind: 'admitted', session, logs, guestLeft: guestLeft([session, ...after], rule, nowMs) };
}

/** One generation is taken out of the session and of every log, so each of them leaves one more. */
export const restoreGuestCall = (known: LimitLeft | null): LimitLeft | null =>
  known && { ...known, left: Math.min(known.limit, known.left + 1), freeAt: null };

/**
 * Of a generation whose provider failed when a part of its text had gone out: when that was, and how many a
 * day has.
 */
interface StreamedFailure {
  failedAt: number;
  perDay: number;
}

/**
 * A log without a generation that came to nothing; `null` when there is nothing to take out. Of those that
 * had given a part of their text, a day takes so many out and no more: a new session would otherwise have
 * them all for itself again.
 */
export function withdrawGuest(
  log: GuestLog | null,
  callId: string,
  streamed: StreamedFailure | null = null,
): GuestLog | null {
  if (!log?.calls.some(({ id }) => id === callId)) return null;
  const without = { ...log, calls: log.calls.filter(({ id }) => id !== callId) };
  if (!streamed) return without;
  const day = dayOf(streamed.failedAt);
  const known = log.streamedFailures;
  const before = known && known.day >= day ? known : { day, count: 0 };
  if (before.count >= streamed.perDay) return null;
  const streamedFailures = { ...before, count: before.count + 1 };
  return { ...without, streamedFailures, expiresAt: Math.max(log.expiresAt, endOfDay(streamedFailures.day)) };
}

function refuseGuest({ generations, windowMs }: GuestRule, freeAt: number | null, nowMs: number): Refusal {
  if (generations === 0) return refuse('guest_limit', 'Sign up to generate.');
  const retryAfterMs = Math.max(1, (freeAt ?? nowMs + windowMs) - nowMs);
  const most = `Without an account there are ${generations} generations in ${inWords(windowMs)}`;
  const message = `${most}, and here they are used. Sign up to go on, or come back in ${inWords(retryAfterMs)}.`;
  return refuse('guest_limit', message, { retryAfterMs });
}
