import { refuse } from '@tollgate/contract/refusals/refusals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inDatabase, type Measured, measured, onMeasured } from './measure.ts';

let told: Measured[];

beforeEach(() => {
  told = [];
  onMeasured(async (one) => void told.push(one));
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
});
afterEach(() => void vi.useRealTimers());

const taking = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

async function finished<T>(running: Promise<T>): Promise<T> {
  const settled = running.then(
    () => {},
    () => {},
  );
  await Promise.all([settled, vi.advanceTimersByTimeAsync(1_000)]);
  return running;
}

describe('a call', () => {
  it('is told with its time and how long of that it waited for the database, waits at once counted once', async () => {
    const call = measured('generate', async () => {
      await Promise.all([inDatabase(() => taking(30)), inDatabase(() => taking(50))]);
      await taking(20);
      await inDatabase(() => taking(10));
      return 'answer';
    });
    expect(await finished(call)).toBe('answer');
    expect(told).toEqual([{ name: 'generate', outcome: 'answered', reason: null, ms: 80, databaseMs: 60 }]);
  });

  it('counts its own waiting, not that of another which runs meanwhile', async () => {
    const slow = measured('slow', () => inDatabase(() => taking(100)));
    const quick = measured('quick', () => taking(40));
    await finished(Promise.all([slow, quick]));
    expect(told.map(({ name, databaseMs }) => [name, databaseMs])).toEqual([
      ['quick', 0],
      ['slow', 100],
    ]);
  });

  it('is told with the reason of its refusal, and when it throws', async () => {
    await finished(measured('refused', async () => refuse('paused', 'Paused.')));
    await expect(
      finished(measured('thrown', () => inDatabase(() => Promise.reject(new Error('down'))))),
    ).rejects.toThrow('down');
    expect(told).toMatchObject([
      { name: 'refused', outcome: 'refused', reason: 'paused' },
      { name: 'thrown', outcome: 'failed', reason: null },
    ]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no line'))],
    ['never answers', () => new Promise<void>(() => {})],
  ])('is answered when whoever is told %s', async (_, listener) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    onMeasured(listener);
    expect(await finished(measured('generate', async () => 'answer'))).toBe('answer');
  });
});
