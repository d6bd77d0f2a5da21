import type { UsageDay } from '@tollgate/contract/account/usage';
import { DAY_MS } from '@tollgate/contract/common/calendar';

export interface UsagePoint {
  /** The beginning of its UTC day, in milliseconds. */
  dayMs: number;
  usedMicro: number;
}

/**
 * What was charged on each of the last `count` UTC days, today included, the oldest first; days without
 * anything are among them. `days` are those of `getUsage`, which have what was used alone.
 */
export function usageByDay(days: readonly UsageDay[], count: number, nowMs: number): UsagePoint[] {
  const used = new Map(
    days.map(({ day, services }) => [
      Date.parse(day),
      Object.values(services).reduce((sum, { spentMicro }) => sum + spentMicro, 0),
    ]),
  );
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const dayMs = today - (count - 1 - index) * DAY_MS;
    return { dayMs, usedMicro: used.get(dayMs) ?? 0 };
  });
}

/** Round numbers of credits that an axis can end at. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}
