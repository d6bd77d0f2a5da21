import type { AiType, Tier } from '@tollgate/contract/ai-types';
import type { LimitLeft } from '@tollgate/contract/calls';
import type { Limits } from '@tollgate/contract/config';
import { type Refusal, refuse } from '@tollgate/contract/refusals';

const WINDOW_MS = 3_600_000;

/** By so much may the clocks of two instances differ, and one be set back: a call that has left the window is kept so long. */
const MOST_SKEW_MS = 300_000;

/** The hourly limits of a tier: its own where it has one, everybody's otherwise. */
export function perHourOf(
  { perHour, perHourByTier }: Pick<Limits, 'perHour' | 'perHourByTier'>,
  tier: Tier,
): Record<AiType, number> {
  const own = perHourByTier[tier];
  return {
    image: own?.image ?? perHour.image,
    video: own?.video ?? perHour.video,
    voice: own?.voice ?? perHour.voice,
    chat: own?.chat ?? perHour.chat,
  };
}

/**
 * A sliding log: the times of the accepted calls of the last hour. Exact (no window of an hour, however it lies, ever
 * holds more than the limit) for the price of one number a call, which the user's document has room for.
 */
const recent = (times: readonly number[], nowMs: number): number[] =>
  times.filter((time) => time > nowMs - WINDOW_MS);

/** The log with another call, in the order of time, which need not be the order in which they came. */
const logged = (times: readonly number[], nowMs: number): number[] =>
  [...recent(times, nowMs - MOST_SKEW_MS), nowMs].sort((a, b) => a - b);

/** When the next call is admitted: when the call that is `limit` calls back leaves the window. */
function freeAt(times: readonly number[], limit: number): number | null {
  const blocking = times[times.length - limit];
  return blocking === undefined ? null : blocking + WINDOW_MS;
}

export function limitLeft(times: readonly number[], limit: number, nowMs: number): LimitLeft {
  const counted = recent(times, nowMs);
  const left = Math.max(0, limit - counted.length);
  return { limit, left, freeAt: left > 0 ? null : freeAt(counted, limit) };
}

/** Admits a call, with the window that counts it, or refuses it with the time after which a retry is admitted. */
export function admit(
  times: readonly number[],
  limit: number,
  nowMs: number,
): { kind: 'admitted'; times: number[] } | Refusal {
  const counted = recent(times, nowMs);
  if (counted.length < limit) return { kind: 'admitted', times: logged(times, nowMs) };
  const retryAfterMs = Math.max(1, (freeAt(counted, limit) ?? nowMs + WINDOW_MS) - nowMs);
  return refuse('rate_limited', `The limit is ${limit} an hour. Try again in ${inWords(retryAfterMs)}.`, {
    retryAfterMs,
  });
}

export const inWords = (ms: number): string =>
  ms < 60_000 ? counted(Math.ceil(ms / 1_000), 'second') : counted(Math.ceil(ms / 60_000), 'minute');

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
