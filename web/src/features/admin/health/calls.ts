import { CALL_BOUNDS_MS, quantileOf } from '@tollgate/contract/analytics/histogram';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { groupAt, numberAt } from '../shared/usage-days.ts';

const part = (some: number, all: number): number | null => (all === 0 ? null : some / all);

const timesOf = (tally: Counts): Record<string, number> =>
  Object.fromEntries(
    Object.keys(groupAt(tally, 'times')).map((bucket) => [bucket, numberAt(tally, 'times', bucket)]),
  );

const figuresOf = (tally: Counts) => ({
  count: numberAt(tally, 'count'),
  refused: numberAt(tally, 'refused'),
  errors: numberAt(tally, 'errors'),
  errorShare: part(numberAt(tally, 'errors'), numberAt(tally, 'count')),
  p50: quantileOf(CALL_BOUNDS_MS, timesOf(tally), 0.5),
  p95: quantileOf(CALL_BOUNDS_MS, timesOf(tally), 0.95),
  database: part(numberAt(tally, 'databaseMs'), numberAt(tally, 'ms')),
});

/** Calls by name, those with errors first, then the most frequent. */
export function callsOf(total: Counts) {
  const calls = groupAt(total, 'approximate', 'calls');
  const rows = Object.keys(calls)
    .map((name) => ({ name, ...figuresOf(groupAt(calls, name)) }))
    .sort((a, b) => b.errors - a.errors || b.count - a.count);
  const columns = [
    { key: 'name', kind: 'text' },
    { key: 'count', kind: 'count' },
    { key: 'refused', kind: 'count' },
    { key: 'errors', kind: 'count' },
    { key: 'errorShare', kind: 'share' },
    { key: 'p50', kind: 'ms' },
    { key: 'p95', kind: 'ms' },
    { key: 'database', kind: 'share' },
  ] as const;
  return { columns, rows };
}

/** All calls together. What generates waits for a provider, so its times say little about the rest. */
export const allCallsOf = (total: Counts) =>
  figuresOf(
    Object.values(groupAt(total, 'approximate', 'calls'))
      .filter((tally) => typeof tally !== 'number')
      .reduce(addCounts, {}),
  );
