/** Durations counted in buckets, so that days can be added up and still give a median. */
export type Histogram = Readonly<Record<string, number>>;

/** Of generations: from a quarter of a second to a quarter of an hour. */
export const DURATION_BOUNDS_MS = [
  250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 900_000,
] as const;

/** Of calls, most of which take a few round trips. */
export const CALL_BOUNDS_MS = [
  10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 30_000, 120_000, 900_000,
] as const;

const nameOf = (upTo: number): string => `upTo${upTo}`;
const ABOVE_ALL = 'longer';

/** The name of the bucket for a time: `upTo500` is above the bound before it and at most 500 ms. */
export function bucketOf(bounds: readonly number[], ms: number): string {
  const bound = bounds.find((upTo) => ms <= upTo);
  return bound === undefined ? ABOVE_ALL : nameOf(bound);
}

/**
 * The quantile `part` (0.5: the median), interpolated evenly within its bucket. `null` when nothing was
 * counted; the highest bound for everything above it.
 */
export function quantileOf(bounds: readonly number[], histogram: Histogram, part: number): number | null {
  const names = [...bounds.map(nameOf), ABOVE_ALL];
  const total = names.reduce((sum, name) => sum + (histogram[name] ?? 0), 0);
  if (total === 0) return null;
  let before = 0;
  for (const [index, name] of names.entries()) {
    const count = histogram[name] ?? 0;
    if (count > 0 && before + count >= total * part) {
      const [from, upTo] = [bounds[index - 1] ?? 0, bounds[index] ?? bounds.at(-1) ?? 0];
      return from + ((total * part - before) / count) * (upTo - from);
    }
    before += count;
  }
  return bounds.at(-1) ?? null;
}
