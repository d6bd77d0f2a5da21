import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';

/** A line of the table: what was measured, what it must be, and whether that is met. */
export interface Row {
  id: string;
  what: string;
  target: string;
  measured: string;
  verdict: 'met' | 'missed' | 'missed, a time' | 'reported';
}

/** A miss fails the run if it is of a count, and not if it is of a time. */
export const row = (
  id: string,
  what: string,
  target: string,
  measured: string,
  isMet: boolean,
  kind: 'count' | 'time',
): Row => ({
  id,
  what,
  target,
  measured,
  verdict: isMet ? 'met' : kind === 'count' ? 'missed' : 'missed, a time',
});

/** A row without a target. */
export const noted = (id: string, what: string, measured: string): Row => ({
  ...{ id, what, measured },
  target: '',
  verdict: 'reported',
});

export const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Runs with every round trip recorded. */
export async function counted<T>(run: () => Promise<T>): Promise<{ value: T; trips: RoundTrip[] }> {
  const trips: RoundTrip[] = [];
  const restore = withSeam((trip, go) => {
    trips.push(trip);
    return go();
  });
  try {
    return { value: await run(), trips };
  } finally {
    restore();
  }
}

/** Two places of a ratio are what such a measurement can tell; it is judged as it is shown. */
export const twoPlaces = (value: number): number => Math.round(value * 100) / 100;

export const ratio = (value: number): string => `${value.toFixed(2)}×`;
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(3)} s`;
