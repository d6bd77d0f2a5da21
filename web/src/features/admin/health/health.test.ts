import { describe, expect, it } from 'vitest';
import { allCallsOf, callsOf } from './calls.ts';
import { readHealthSearch } from './health-search.ts';
import { jobStatesOf } from './jobs.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;

describe('calls', () => {
  const generate = { count: 4, refused: 1, ms: 1_000, databaseMs: 250, times: { upTo250: 4 } };
  const total = {
    approximate: { calls: { generate, getResult: { count: 1, errors: 1, ms: 10, times: { upTo10: 1 } } } },
  };

  it('are told by name, what fails first, with times and the share of the database', () => {
    expect(callsOf(total).rows).toEqual([
      { name: 'getResult', count: 1, refused: 0, errors: 1, errorShare: 1, p50: 5, p95: 9.5, database: 0 },
      {
        name: 'generate',
        ...{ count: 4, refused: 1, errors: 0, errorShare: 0, p50: 175, p95: 242.5, database: 0.25 },
      },
    ]);
    expect(allCallsOf(total)).toMatchObject({ count: 5, errors: 1, database: 250 / 1_010 });
    expect(allCallsOf({})).toMatchObject({ count: 0, p95: null, database: null });
  });
});

describe('jobs', () => {
  const run = (id: string, startedAt: number, changes: object = {}) => ({
    ...{ id, startedAt, endedAt: startedAt + 10, outcome: 'done' as const, did: {}, error: null },
    violations: [],
    ...changes,
  });

  it('are all there, with how late each is, and whether it failed or never ran', () => {
    const states = jobStatesOf(
      [
        run('releaseExpiredHolds', NOON - 3 * MINUTE),
        run('expireGrants', NOON - 20 * MINUTE),
        run('foldDailyUsage', NOON - 12 * 60 * MINUTE, { outcome: 'failed', error: 'no line' }),
        run('reconcile', NOON),
      ],
      NOON,
    );
    expect(states.map(({ name, state, lateMs }) => [name, state, lateMs])).toEqual([
      ['releaseExpiredHolds', 'done', 0],
      ['expireGrants', 'late', 15 * MINUTE],
      ['resetRateLimits', 'never', 0],
      ['foldDailyUsage', 'failed', 0],
      ['cleanupOldData', 'never', 0],
    ]);
  });
});

it('reads the period from the address', () => {
  expect([{}, { days: '7' }, { days: 1 }, { days: 90 }].map(readHealthSearch)).toEqual([
    {},
    { days: 7 },
    {},
    {},
  ]);
});
