import { dayOf, endOfDay } from '@tollgate/contract/common/calendar';
import { countedOf, type GuestLog, type GuestRule, guestLeft } from '@tollgate/contract/limits/guests';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { inWords, MAX_SKEW_MS } from './decide.ts';

/** Where a guest's generation counts besides the session, which is the user's own document. */
export interface GuestPlaces {
  /** The generation, as a hash of its activity's id. */
  callId: string;
  /**
   * Documents of `rate_limits` for the browser and the address. If one is unknown, the session counts alone.
   */
  logIds: string[];
}

export type GuestLogs = Record<string, GuestLog | null>;

/**
 * Counts a guest's generation in the session, the browser and the address, or refuses it because one of them
 * is full. So a new session, a cleared browser or another network alone doesn't enlarge the allowance.
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

/** Removing a generation from the session and every log leaves one more in each. */
export const restoreGuestCall = (known: LimitLeft | null): LimitLeft | null =>
  known && { ...known, left: Math.min(known.limit, known.left + 1), freeAt: null };

/** When a generation failed after part of its text was sent, and how many of those a day forgives. */
interface StreamedFailure {
  failedAt: number;
  perDay: number;
}

/**
 * A log without a generation that delivered nothing; `null` if there is nothing to remove. If part of its
 * text was sent, only so many are removed a day: otherwise each new session would get them all again.
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
