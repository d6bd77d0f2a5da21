import type { LiveActivity } from '@tollgate/client';

/** The arithmetic of the strip: what ended lately, as far as this page has seen it. Pure. */

export interface MinutePoint {
  /** The minute's beginning. */
  atMs: number;
  chargedMicro: number;
  generations: number;
}

export type Ended = Pick<LiveActivity, 'status' | 'chargedMicro' | 'processingTimeMs'> & { endedAt: number };

/**
 * What ended within the last half hour, by activity id, in about the order of the ends; complete since
 * `sinceMs`.
 */
export interface Recent {
  ended: Map<string, Ended>;
  sinceMs: number;
  /** What ran when the rows were last seen. */
  running: readonly string[];
  /** When rows left while they ran: so many ends were not seen. */
  missedAtMs: number[];
}

const MINUTE_MS = 60_000;
const KEPT_MS = 30 * MINUTE_MS;
export const MAX_KEPT = 5_000;

export const nothingRecent = (): Recent => ({ ended: new Map(), sinceMs: 0, running: [], missedAtMs: [] });

/**
 * Adds to `recent` what has ended among the rows of a snapshot, and lets go what is old. The rows are the
 * newest `limit`: fewer are all there are. Where none of them was known before, some may have been missed,
 * and the record begins anew; where one that was running is no row any more, its end won't be seen here: it
 * is counted as missed.
 */
export function remember(
  recent: Recent,
  rows: readonly LiveActivity[],
  { known, limit, nowMs }: { known: ReadonlySet<string>; limit: number; nowMs: number },
): void {
  const { ended } = recent;
  const isWhole = rows.length < limit;
  const there = new Set(rows.map(({ activityId }) => activityId));
  for (const activityId of recent.running) if (!there.has(activityId)) recent.missedAtMs.push(nowMs);
  recent.missedAtMs = recent.missedAtMs.filter((atMs) => atMs >= nowMs - KEPT_MS).slice(-MAX_KEPT);
  recent.running = rows.flatMap(({ activityId, endedAt }) => (endedAt === null ? [activityId] : []));
  if (!isWhole && !rows.some(({ activityId }) => known.has(activityId))) {
    ended.clear();
    recent.sinceMs = Math.min(...rows.map(({ createdAt }) => createdAt));
  }
  const added = rows
    .flatMap((row) => (row.endedAt === null || ended.has(row.activityId) ? [] : [endOf(row, row.endedAt)]))
    .sort(([, a], [, b]) => a.endedAt - b.endedAt);
  for (const [activityId, end] of added) ended.set(activityId, end);
  for (const [activityId, { endedAt }] of ended) {
    const isTooMany = ended.size > MAX_KEPT;
    if (!isTooMany && endedAt >= nowMs - KEPT_MS) break;
    ended.delete(activityId);
    if (isTooMany) recent.sinceMs = Math.max(recent.sinceMs, endedAt);
  }
}

const endOf = (
  { activityId, status, chargedMicro, processingTimeMs }: LiveActivity,
  endedAt: number,
): [string, Ended] => [activityId, { endedAt, status, chargedMicro, processingTimeMs }];

export interface Summary {
  /** How far back it goes. */
  spanMs: number;
  ended: number;
  /** How many outlived the rows, so that their end is in none of these. */
  missed: number;
  chargedMicroPerMinute: number;
  /** Of what was not cancelled; `null` where nothing ended. */
  successRate: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
}

/** Of the time before `nowMs`, `windowMs` long or as far back as the record goes. */
export function summarise(recent: Recent, nowMs: number, windowMs: number): Summary {
  const spanMs = Math.max(1_000, Math.min(windowMs, nowMs - recent.sinceMs));
  const times: number[] = [];
  let [count, chargedMicro, completed, decided] = [0, 0, 0, 0];
  for (const { endedAt, status, chargedMicro: charged, processingTimeMs } of recent.ended.values()) {
    if (endedAt <= nowMs - spanMs) continue;
    count += 1;
    chargedMicro += charged;
    if (status !== 'cancelled') decided += 1;
    if (status !== 'completed') continue;
    completed += 1;
    if (processingTimeMs !== null) times.push(processingTimeMs);
  }
  times.sort((a, b) => a - b);
  return {
    missed: recent.missedAtMs.filter((atMs) => atMs > nowMs - spanMs).length,
    spanMs,
    ended: count,
    // Within the first minute, what came so far is no rate yet.
    chargedMicroPerMinute: chargedMicro / Math.max(1, spanMs / MINUTE_MS),
    successRate: decided === 0 ? null : completed / decided,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}

/** The nearest-rank percentile of numbers in ascending order. */
export const percentile = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null;

/**
 * What was charged in each of the last `minutes` minutes, the running one last; minutes without a charge are
 * there with 0. An activity counts in the minute in which it ended.
 */
export function chargedPerMinute(
  activities: Iterable<{ endedAt: number | null; chargedMicro: number }>,
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
