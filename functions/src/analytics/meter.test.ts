import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Measured } from '../platform/measure.ts';
import { Meter } from './meter.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const DAY = '2026-01-05';

const call = (changes: Partial<Measured> = {}): Measured => ({
  name: 'generate',
  outcome: 'answered',
  reason: null,
  ms: 42.4,
  databaseMs: 12.3,
  ...changes,
});

let clockMs = NOON;
let written: [day: string, counts: Counts][];
let isDown: boolean;
let meter: Meter;

beforeEach(() => {
  vi.useFakeTimers();
  [clockMs, written, isDown] = [NOON, [], false];
  const write = async (day: string, counts: Counts) => {
    if (isDown) throw new Error('the database is down');
    written.push([day, counts]);
  };
  meter = new Meter(write, () => clockMs);
});
afterEach(() => void vi.useRealTimers());

const total = () => written.map(([, counts]) => counts).reduce(addCounts, {});

describe('what is counted in memory', () => {
  it('is written with the first call, and then at most once a minute', async () => {
    await meter.note(call());
    for (let index = 0; index < 50; index++) await meter.note(call());
    expect(written).toHaveLength(1);
    clockMs += 60_000;
    await meter.note(call());
    expect(written).toHaveLength(2);
    expect(total()).toMatchObject({ calls: { generate: { count: 52, times: { upTo50: 52 } } } });
  });

  it('is written by a timer when no further call comes', async () => {
    await meter.note(call());
    await meter.note(call());
    clockMs += 60_000;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(total()).toMatchObject({ calls: { generate: { count: 2 } } });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(written).toHaveLength(2);
  });

  it('counts refusals by reason, errors, and times with the share of the database', async () => {
    await meter.note(call({ outcome: 'refused', reason: 'rate_limited', ms: 5, databaseMs: 5.4 }));
    await meter.note(call({ name: 'getResult', outcome: 'failed', ms: 3_000, databaseMs: 0 }));
    await meter.flush();
    expect(total()).toEqual({
      refusals: { rate_limited: 1 },
      calls: {
        generate: { count: 1, refused: 1, ms: 5, databaseMs: 5, times: { upTo10: 1 } },
        getResult: { count: 1, errors: 1, ms: 3_000, databaseMs: 0, times: { upTo10000: 1 } },
      },
    });
  });

  it('counts for the day on which it came', async () => {
    await meter.note(call());
    await meter.note(call());
    clockMs += 86_400_000;
    await meter.note(call());
    expect(written.map(([day]) => day)).toEqual([DAY, DAY, '2026-01-06']);
  });

  it('is kept when it could not be written', async () => {
    isDown = true;
    await expect(Promise.resolve(meter.note(call()))).rejects.toThrow('down');
    await meter.note(call());
    isDown = false;
    clockMs += 60_000;
    await meter.note(call());
    expect(total()).toMatchObject({ calls: { generate: { count: 3 } } });
  });
});
