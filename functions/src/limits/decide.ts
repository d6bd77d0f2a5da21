import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { wholeUnits } from '@tollgate/contract/common/waits';
import { callsOfHour, freeAt } from '@tollgate/contract/limits/hourly';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';

const MINUTE_MS = 60_000;

/**
 * By so much may the clocks of two instances differ, and one be set back: a call that has left the window is
 * kept so long.
 */
export const MAX_SKEW_MS = 300_000;

/** The log with another call, in the order of time, which need not be the order in which they came. */
const logged = (times: readonly number[], nowMs: number): number[] =>
  [...callsOfHour(times, nowMs - MAX_SKEW_MS), nowMs].sort((a, b) => a - b);

/** Of a limit of 0 nothing is ever free: no wait is promised. */
export const refuseClosed = (): Refusal =>
  refuse(
    'rate_limited',
    'Generations of this kind are closed to you. Choose another kind, or change your plan.',
  );

/**
 * Admits a call, with the window that counts it, or refuses it with the time after which a retry is admitted.
 */
export function admit(
  times: readonly number[],
  limit: number,
  nowMs: number,
): { kind: 'admitted'; times: number[] } | Refusal {
  if (limit === 0) return refuseClosed();
  const counted = callsOfHour(times, nowMs);
  if (counted.length < limit) return { kind: 'admitted', times: logged(times, nowMs) };
  const retryAfterMs = Math.max(1, (freeAt(counted, limit) ?? nowMs + HOUR_MS) - nowMs);
  return refuse('rate_limited', `The limit is ${limit} an hour. Try again in ${inWords(retryAfterMs)}.`, {
    retryAfterMs,
  });
}

export function inWords(ms: number): string {
  if (ms < MINUTE_MS) return counted(wholeUnits(ms, 1_000), 'second');
  return ms <= 2 * HOUR_MS
    ? counted(wholeUnits(ms, MINUTE_MS), 'minute')
    : counted(wholeUnits(ms, HOUR_MS), 'hour');
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
