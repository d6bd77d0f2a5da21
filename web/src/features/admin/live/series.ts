import type { LiveActivity } from '@tollgate/client';

export interface MinutePoint {
  /** The minute's beginning. */
  atMs: number;
  chargedMicro: number;
  generations: number;
}

const MINUTE_MS = 60_000;

/**
 * What was charged in each of the last `minutes` minutes, the running one last; minutes without a charge are there
 * with 0. An activity counts in the minute in which it ended.
 */
export function chargedPerMinute(
  activities: readonly Pick<LiveActivity, 'endedAt' | 'chargedMicro'>[],
  nowMs: number,
  minutes: number,
): MinutePoint[] {
  const lastMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const firstMs = lastMs - (minutes - 1) * MINUTE_MS;
  const points = Array.from({ length: minutes }, (_, index) => ({
    atMs: firstMs + index * MINUTE_MS,
    chargedMicro: 0,
    generations: 0,
  }));
  for (const { endedAt, chargedMicro } of activities) {
    if (endedAt === null) continue;
    const point = points[Math.floor((endedAt - firstMs) / MINUTE_MS)];
    if (!point) continue;
    point.chargedMicro += chargedMicro;
    point.generations += 1;
  }
  return points;
}
