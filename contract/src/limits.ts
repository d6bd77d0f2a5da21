import type { AiType, Tier } from './ai-types.ts';

/** Limits by hour and by month: what the functions hold people to, and what a console shows of it. */

const WINDOW_MS = 3_600_000;

/** Accepted calls of one kind in any 60 minutes, or of one service in a month: how many, and how many are left now. */
export interface LimitLeft {
  limit: number;
  left: number;
  /** When the next one is freed, if none is left; otherwise `null`. */
  freeAt: number | null;
}

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
export const callsOfHour = (times: readonly number[], nowMs: number): number[] =>
  times.filter((time) => time > nowMs - WINDOW_MS);

/** When the next call is admitted: when the call that is `limit` calls back leaves the window. */
export function freeAt(times: readonly number[], limit: number): number | null {
  const blocking = times[times.length - limit];
  return blocking === undefined ? null : blocking + WINDOW_MS;
}

export function limitLeft(times: readonly number[], limit: number, nowMs: number): LimitLeft {
  const counted = callsOfHour(times, nowMs);
  const left = Math.max(0, limit - counted.length);
  return { limit, left, freeAt: left > 0 ? null : freeAt(counted, limit) };
}

/** A user's accepted calls by service in one UTC month; an older month's count no more. */
export interface MonthlyCalls {
  /** `YYYY-MM`. */
  month: string;
  /** How often they were forgotten in this month: what was counted before is not taken out of what came after. */
  resets: number;
  services: Record<string, number>;
}

export const NO_MONTHLY_CALLS: MonthlyCalls = { month: '', resets: 0, services: {} };

/** What is counted now. A month does not come again when the clock of another instance is still in the one before. */
export function callsOfMonth(stored: MonthlyCalls, nowMs: number): MonthlyCalls {
  const month = new Date(nowMs).toISOString().slice(0, 7);
  return month > stored.month ? { month, resets: 0, services: {} } : stored;
}

/** A tier's monthly limits by service; a service that is not named has none. */
export function perMonthOf(
  {
    perMonthByTier = {},
  }: { perMonthByTier?: Partial<Record<Tier, Record<string, number> | undefined>> | undefined },
  tier: Tier,
): Map<string, number> {
  return new Map(Object.entries(perMonthByTier[tier] ?? {}));
}

/** When the day after `YYYY-MM-DD` begins, in UTC. */
export const endOfDay = (day: string): number => Date.parse(day) + 86_400_000;

/** When the month after `YYYY-MM` begins, in UTC. */
export function endOfMonth(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Date.UTC(year, number, 1);
}

export function monthLeft(stored: MonthlyCalls, service: string, limit: number, nowMs: number): LimitLeft {
  const { month, services } = callsOfMonth(stored, nowMs);
  const calls = Object.hasOwn(services, service) ? (services[service] ?? 0) : 0;
  const left = Math.max(0, limit - calls);
  // A limit of 0 is not freed by any month.
  return { limit, left, freeAt: left > 0 || limit === 0 ? null : endOfMonth(month) };
}
