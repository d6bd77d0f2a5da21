import { describe, expect, it } from 'vitest';
import { CallLimiter } from './call-limiter.ts';

const takeAll = (limiter: CallLimiter, key: string, times: number, nowMs: number) =>
  Array.from({ length: times }, () => limiter.take(key, 30, nowMs));

describe('a limit in memory', () => {
  it('lets as many pass at once as a minute has, and tells when the next one may', () => {
    const limiter = new CallLimiter(10);
    expect(takeAll(limiter, 'ada', 300, 0).filter((wait) => wait === null)).toHaveLength(30);
    expect(limiter.take('ada', 30, 0)).toBe(2_000);
    expect(limiter.take('ada', 30, 1_999)).toBe(1);
    expect(limiter.take('ada', 30, 2_000)).toBeNull();
    expect(limiter.take('ada', 30, 2_000)).toBe(2_000);
  });

  it('is each one’s own, and whole again after a minute', () => {
    const limiter = new CallLimiter(10);
    takeAll(limiter, 'ada', 31, 0);
    expect(limiter.take('bob', 30, 0)).toBeNull();
    expect(takeAll(limiter, 'ada', 31, 60_000).filter((wait) => wait === null)).toHaveLength(30);
  });

  it('is not put back by refusals: who goes on asking waits no longer than who asks once', () => {
    const limiter = new CallLimiter(10);
    takeAll(limiter, 'ada', 1_000, 0);
    expect(limiter.take('ada', 30, 2_000)).toBeNull();
  });
});
