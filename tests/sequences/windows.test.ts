import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit } from '../../functions/src/limits/decide.ts';
import { holds } from './seed.ts';

const LIMIT = 50;
const NOON = Date.UTC(2026, 10, 21, 12);

/** A user's log of one kind, which takes what is admitted and says what was refused. */
function newLog(limit: number) {
  let times: number[] = [];
  const accepted: number[] = [];
  /** Milliseconds after which a retry is admitted, or `null` for an admitted call. */
  const ask = (nowMs: number): number | null => {
    const outcome = admit(times, limit, nowMs);
    if (isRefusal(outcome)) return outcome.details.retryAfterMs ?? Number.NaN;
    times = outcome.times;
    accepted.push(nowMs);
    return null;
  };
  return { ask, accepted, stored: () => times };
}

const mostInAnHour = (times: number[]): number =>
  Math.max(0, ...times.map((end) => times.filter((at) => at > end - HOUR_MS && at <= end).length));

describe('sixty requests', () => {
  it('at once: fifty accepted, ten told the exact time at which they are', () => {
    const { ask } = newLog(LIMIT);
    const answers = Array.from({ length: 60 }, () => ask(NOON));
    expect(answers.filter((answer) => answer === null)).toHaveLength(50);
    for (const retryAfterMs of answers.slice(50)) expect(retryAfterMs).toBe(HOUR_MS);
    expect(ask(NOON + HOUR_MS - 1)).toBe(1);
    for (let retry = 0; retry < 10; retry++) expect(ask(NOON + HOUR_MS)).toBeNull();
  });

  it('over the edge of the window: each retry waits for the call that it replaces', () => {
    const { ask, accepted } = newLog(LIMIT);
    for (let request = 0; request < 50; request++) expect(ask(NOON + request * 1_000)).toBeNull();
    for (let request = 0; request < 10; request++) {
      const dueAt = NOON + HOUR_MS + request * 1_000;
      expect(ask(dueAt - 1)).toBe(1);
      expect(ask(dueAt)).toBeNull();
      expect(ask(dueAt)).toBe(1_000);
    }
    expect(mostInAnHour(accepted)).toBe(LIMIT);
  });
});

describe('clocks that disagree', () => {
  it('by up to five minutes never let more than the limit into any hour, and a retry in time is admitted', async () => {
    /** True time goes on; whoever decides may see it wrong. */
    const request = fc.record({
      afterMs: fc.oneof(fc.nat({ max: 60_000 }), fc.constantFrom(0, HOUR_MS - 1, HOUR_MS, HOUR_MS / 3)),
      wrongByMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 299_999 })),
    });
    const asked = async (limit: number, requests: { afterMs: number; wrongByMs: number }[]) => {
      const log = newLog(limit);
      let trueMs = NOON;
      for (const { afterMs, wrongByMs } of requests) {
        trueMs += afterMs;
        const seenMs = trueMs - wrongByMs;
        const retryAfterMs = log.ask(seenMs);
        if (retryAfterMs === null) continue;
        const times = log.stored();
        expect(isRefusal(admit(times, limit, seenMs + retryAfterMs - 1))).toBe(true);
        expect(isRefusal(admit(times, limit, seenMs + retryAfterMs))).toBe(false);
      }
      expect(mostInAnHour(log.accepted)).toBeLessThanOrEqual(limit);
      expect(log.stored().length).toBeLessThanOrEqual(requests.length);
    };
    const many = fc.array(request, { maxLength: 30, size: 'max' });
    await holds('clocks that disagree', fc.asyncProperty(fc.integer({ min: 1, max: 4 }), many, asked), {
      sequences: 2_000,
    });
  });
});
