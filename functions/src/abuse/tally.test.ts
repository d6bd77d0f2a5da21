import type { Thresholds } from '@tollgate/contract/config/abuse-limits';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentCalls } from './bursts.ts';
import { Tally } from './tally.ts';

const thresholds = { low: 3, medium: 6, high: 12, critical: 25 };

/** The numbers that were told, one call after the other. */
function told(calls: number, counted: Thresholds = thresholds): number[] {
  const tally = new Tally(10);
  return Array.from({ length: calls }, () => tally.add('ada', 1, counted)?.more ?? []).flat();
}

describe('the tally', () => {
  it('tells at each threshold exactly, however the calls are spread', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (calls) => {
        let sum = 0;
        const sums = told(calls).map((due) => {
          sum += due;
          return sum;
        });
        const reached = Object.values(thresholds).filter((threshold) => threshold <= calls);
        expect(sums).toEqual(expect.arrayContaining(reached));
        expect(calls - sum).toBeLessThanOrEqual(Math.max(2, sum / 8));
      }),
    );
  });

  it('writes ever more seldom: 100,000 refusals are fewer than 100 writes', () => {
    expect(told(100_000).length).toBeLessThan(100);
  });

  it('tells nothing when every threshold is off', () => {
    expect(told(1_000, { low: null, medium: null, high: null, critical: null })).toEqual([]);
  });

  it('tells again what could not be told', () => {
    const tally = new Tally(10);
    const due = tally.add('ada', 3, thresholds);
    expect(due).toEqual({ more: 3, expected: 3 });
    if (due) tally.takeBack('ada', due);
    expect(tally.add('ada', 1, thresholds)).toEqual({ more: 4, expected: 4 });
  });

  it('learns what others told, and is not confused by answers that come late', () => {
    const tally = new Tally(10);
    const [first, second] = [tally.add('ada', 3, thresholds), tally.add('ada', 3, thresholds)];
    if (!first || !second) throw new Error('both are due');
    tally.correct('ada', second, 6);
    tally.correct('ada', first, 3);
    expect(tally.add('ada', 1, thresholds)?.expected).toBe(7);
    // Another instance told 17 meanwhile: the next threshold is one away.
    tally.correct('ada', { more: 1, expected: 7 }, 24);
    expect(tally.add('ada', 1, thresholds)?.expected).toBe(25);
  });

  it('counts a total only upwards', () => {
    const tally = new Tally(10);
    expect([2, 4, 4, 3, 5, 6].map((total) => tally.raiseTo('x', total, thresholds)?.more ?? 0)).toEqual([
      0, 4, 0, 0, 1, 1,
    ]);
  });

  it('forgets what was noticed longest ago', () => {
    const tally = new Tally(2);
    for (const key of ['ada', 'ada', 'bo', 'cy']) tally.add(key, 1, thresholds);
    expect(tally.add('ada', 1, thresholds)).toBeNull();
    expect(tally.add('cy', 2, thresholds)?.more).toBe(3);
  });
});

describe('a burst', () => {
  const burst = { calls: 3, seconds: 10 };

  it('is so many calls within so many seconds', () => {
    const recent = new RecentCalls(10);
    const at = (seconds: number) => recent.isBurst('ada', burst, seconds * 1_000);
    expect([0, 5, 9, 12, 19, 30].map(at)).toEqual([false, false, true, true, false, false]);
  });

  it("is one user's, and forgotten with the user", () => {
    const recent = new RecentCalls(1);
    for (const userId of ['ada', 'ada', 'bo', 'ada', 'ada'])
      expect(recent.isBurst(userId, burst, 0)).toBe(false);
    expect(recent.isBurst('ada', burst, 0)).toBe(true);
  });
});
