import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { wholeUnits } from '@tollgate/contract/common/waits';
import { callsOfHour, freeAt } from '@tollgate/contract/limits/hourly';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';

const MINUTE_MS = 60_000;

/**
 * How far the clocks of two instances may differ, or one may be set back: calls that have left the window are
 * kept this much longer.
 */
export const MAX_SKEW_MS = 300_000;

/** The log with one more call, sorted by time, which may differ from the order of arrival. */
const logged = (times: readonly number[], nowMs: number): number[] =>
  [...callsOfHour(times, nowMs - MAX_SKEW_MS), nowMs].sort((a, b) => a - b);

/** A limit of 0 never has room: no wait is promised. */
export const refuseClosed = (): Refusal =>
  refuse(
    'rate_limited',
    'Generations of this kind are closed to you. Choose another kind, or change your plan.',
  );

/** Admits a call and returns the window that counts it, or refuses it and says when a retry is admitted. */
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
