import { HOUR_MS } from '../common/calendar.ts';
import { recordOf } from '../common/records.ts';
import { AI_TYPES, type AiType } from '../kinds/kinds.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { LimitLeft } from './limit-left.ts';

/** Limits by the hour: the functions enforce them, and clients show what is left. */

/** The hourly limits of a tier: its own where it has one, everybody's otherwise. */
export function perHourOf(
  {
    perHour,
    perHourByTier = {},
  }: {
    perHour: Record<AiType, number>;
    perHourByTier?: Partial<Record<Tier, Partial<Record<AiType, number | undefined>> | undefined>>;
  },
  tier: Tier,
): Record<AiType, number> {
  const own = perHourByTier[tier];
  return recordOf(AI_TYPES, (aiType) => own?.[aiType] ?? perHour[aiType]);
}

/** The windows of a user who has made no calls. */
export const noWindows = (): Record<AiType, number[]> => recordOf(AI_TYPES, () => []);

/**
 * A sliding log: the times of the accepted calls of the last hour. Exact (no window of an hour, however it
 * lies, ever holds more than the limit) for the price of one number a call, which the user's document has
 * room for.
 */
export const callsOfHour = (times: readonly number[], nowMs: number): number[] =>
  times.filter((time) => time > nowMs - HOUR_MS);

/** When the next call is admitted: when the call that is `limit` calls back leaves the window. */
export function freeAt(times: readonly number[], limit: number): number | null {
  const blocking = times[times.length - limit];
  return blocking === undefined ? null : blocking + HOUR_MS;
}

export function limitLeft(times: readonly number[], limit: number, nowMs: number): LimitLeft {
  const counted = callsOfHour(times, nowMs);
  const left = Math.max(0, limit - counted.length);
  return { limit, left, freeAt: left > 0 ? null : freeAt(counted, limit) };
}
