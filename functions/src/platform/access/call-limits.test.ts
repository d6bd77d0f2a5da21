import { CALL_NAMES, CALLS, type CallLimit } from '@tollgate/contract/calls/table';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Call, workOf } from '../work.ts';
import { refuseTooMany } from './call-limits.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.UTC(2030, 0, 1) }));
afterEach(() => void vi.useRealTimers());

const callOf = (userId: string, input: unknown = {}, door: Call['door'] = 'callable'): Call => ({
  ...{ input, door, gone: new AbortController().signal, stream: async () => {} },
  caller: {
    ...{ userId, email: null, displayName: null, isGuest: false },
    ...{ country: null, staffClaim: null, address: null, signedInAtMs: Date.now() },
  },
});

const times = <T>(count: number, run: () => T): T[] => Array.from({ length: count }, run);

describe('a call outside the gate', () => {
  it('reaches its handler only so often in a minute, whichever door it comes through; others are not concerned', async () => {
    const handler = vi.fn(async () => ({ dayMicro: null, monthMicro: null }));
    const work = workOf('setSpendingLimit', handler);
    const input = { dayMicro: null, monthMicro: null };
    const answers = await Promise.all([
      ...times(150, () => work(callOf('ada', input))),
      ...times(150, () => work(callOf('ada', input, 'http'))),
    ]);
    expect(handler).toHaveBeenCalledTimes(30);
    const refused = answers.filter(isRefusal);
    expect(refused).toHaveLength(270);
    for (const refusal of refused)
      expect(refusal).toMatchObject({ reason: 'rate_limited', details: { retryAfterMs: 2_000 } });
    expect(await work(callOf('bob', input))).toEqual(input);
    vi.advanceTimersByTime(2_000);
    expect(await work(callOf('ada', input))).toEqual(input);
    expect(await work(callOf('ada', input))).toMatchObject({ reason: 'rate_limited' });
  });

  it('counts when it can’t be read, too', async () => {
    const work = workOf('updateProfile', vi.fn());
    const answers = await Promise.all(times(40, () => work(callOf('carla', { nonsense: true }))));
    const reasons = answers.map((answer) => isRefusal(answer) && answer.reason);
    expect(reasons.filter((one) => one === 'invalid_argument')).toHaveLength(30);
    expect(reasons.filter((one) => one === 'rate_limited')).toHaveLength(10);
  });

  it('has a limit, every one; the gate counts its own exactly', () => {
    const ofGate = CALL_NAMES.filter((name) => CALLS[name].limit === 'gate');
    expect([...ofGate].sort()).toEqual(['generate', 'validateAndDeductCredits']);
    for (const name of CALL_NAMES) {
      const limit: CallLimit = CALLS[name].limit;
      const refused = times(1_500, () => refuseTooMany(name, { userId: 'dora' }, 0)).filter(Boolean);
      expect([name, refused.length]).toEqual([name, limit === 'gate' ? 0 : 1_500 - limit]);
    }
  });
});
