const DAY = 86_400_000;

export interface UsagePoint {
  /** The beginning of its UTC day, in milliseconds. */
  dayMs: number;
  usedMicro: number;
}

interface Movement {
  type: string;
  amountMicro: number;
  createdAt: number;
}

/**
 * What was charged on each of the last `days` UTC days, today included, the oldest first. UTC, as the usage that
 * admins see is: a day's bar and a day's total are the same.
 */
export function usageByDay(entries: readonly Movement[], days: number, nowMs: number): UsagePoint[] {
  const today = Math.floor(nowMs / DAY) * DAY;
  const points = Array.from({ length: days }, (_, index) => ({
    dayMs: today - (days - 1 - index) * DAY,
    usedMicro: 0,
  }));
  const first = points[0]?.dayMs ?? today;
  for (const { type, amountMicro, createdAt } of entries) {
    const point = points[Math.floor((createdAt - first) / DAY)];
    if (type === 'deduction' && point) point.usedMicro -= amountMicro;
  }
  return points;
}

/** Round numbers of credits that an axis can end at. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}
