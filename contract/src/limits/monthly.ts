import { endOfMonth, monthOf } from '../common/calendar.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { LimitLeft } from './limit-left.ts';

/** Limits by the UTC month. */

/** A user's accepted calls by service in one UTC month. Older months no longer count. */
export interface MonthlyCalls {
  /** `YYYY-MM`. */
  month: string;
  /**
   * How often the counts were reset this month. What was counted before a reset is not subtracted after it.
   */
  resets: number;
  services: Record<string, number>;
}

export const NO_MONTHLY_CALLS: MonthlyCalls = { month: '', resets: 0, services: {} };

/** The counts of this month. Never goes back a month, even if another instance's clock is behind. */
export function callsOfMonth(stored: MonthlyCalls, nowMs: number): MonthlyCalls {
  const month = monthOf(nowMs);
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

export function monthLeft(stored: MonthlyCalls, service: string, limit: number, nowMs: number): LimitLeft {
  const { month, services } = callsOfMonth(stored, nowMs);
  const calls = Object.hasOwn(services, service) ? (services[service] ?? 0) : 0;
  const left = Math.max(0, limit - calls);
  // A limit of 0 is not freed by any month.
  return { limit, left, freeAt: left > 0 || limit === 0 ? null : endOfMonth(month) };
}
