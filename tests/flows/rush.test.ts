import { randomUUID } from 'node:crypto';
import { DAY_MS, HOUR_MS } from '@tollgate/contract/common/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Command } from '../sequences/commands.ts';
import { violationsIn } from '../sequences/compare.ts';
import { type Instance, perform, personOf } from '../sequences/perform.ts';
import { cases } from './faults.ts';
import { newPair } from './pair.ts';
import { storedOf } from './stored.ts';
import { call, credits, instances, newRequestId, userWith } from './support.ts';

/** More than the limit at once, and over the edge of the window. */

vi.mock('../../functions/src/platform/clock.ts', async () => {
  const { cases } = await import('./faults.ts');
  return { nowMs: () => cases.getStore()?.nowMs ?? Date.now() };
});
vi.mock('../../functions/src/platform/config.ts', async () => {
  const { configWith } = await import('../sequences/config.ts');
  const { studio } = await import('@tollgate/contract/config/presets/studio');
  const config = { ...configWith(1), limits: studio.limits };
  return { currentConfig: async () => config, forgetConfig: () => {} };
});

let pair: Awaited<ReturnType<typeof newPair>>;
beforeAll(async () => {
  pair = await newPair();
});
afterAll(() => pair.restore());

describe('sixty requests at once', () => {
  const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units: 1 } as const;

  it('over two instances: fifty accepted, ten told the exact time from which there is room', async () => {
    const ada = await userWith(70);
    const askedAt = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        call('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, ada, instances[index % 2]),
      ),
    );
    const answeredAt = Date.now();
    expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
    const { user } = await storedOf(ada.userId);
    expect(user).toMatchObject({ creditsMicro: credits(20), heldMicro: credits(50) });
    const [first = 0] = user.windows.image;
    for (const answer of answers) {
      if (answer.ok) continue;
      expect(answer.error.details.reason).toBe('rate_limited');
      const decidedAt = first + HOUR_MS - (answer.error.details.retryAfterMs ?? 0);
      expect(decidedAt).toBeGreaterThanOrEqual(askedAt);
      expect(decidedAt).toBeLessThanOrEqual(answeredAt);
    }
  });

  it('and again over the edge of the window: no hour has more than fifty, and a retry in time is admitted', async () => {
    const userId = `rush-${randomUUID()}`;
    const begun = (Math.floor(Date.now() / DAY_MS) - 69.5) * DAY_MS;
    const accepted: number[] = [];
    let request = 0;
    const at = <T>(nowMs: number, run: () => Promise<T>) => cases.run({ nowMs, seam: null, factor: 1 }, run);
    /** So many at once, half of them at each instance; how long those who are refused are to wait. */
    const rush = (count: number, nowMs: number): Promise<number[]> =>
      at(nowMs, async () => {
        const commands = Array.from({ length: count }, (_, index): [Instance, Command] => [
          index % 2 === 0 ? pair.near : pair.far,
          { kind: 'hold', id: `s${request++}`, aiType: 'image', units: 1, holder: 'me' },
        ]);
        const answers = await Promise.all(commands.map(([on, command]) => perform(on, userId, command)));
        const refused = answers.filter((answer) => answer.startsWith('rate_limited'));
        accepted.push(...Array<number>(answers.length - refused.length).fill(nowMs));
        return refused.map((answer) => Number(answer.split(' ')[1]));
      });
    await at(begun, () => pair.near.credits.ensureUser(personOf(userId)));
    const gift: Command = {
      kind: 'grant',
      id: 'g1',
      type: 'bonus',
      amountMicro: credits(200),
      lifetimeMs: null,
    };
    await at(begun, () => perform(pair.near, userId, gift));

    expect(await rush(30, begun)).toEqual([]);
    const waits = await rush(30, begun + 1_000);
    expect(waits).toEqual(Array(10).fill(HOUR_MS - 1_000));
    expect(await rush(10, begun + HOUR_MS - 1)).toEqual(Array(10).fill(1));
    // Thirty leave the window at once: thirty of sixty get in, the others wait for the next to leave.
    expect(await rush(60, begun + HOUR_MS)).toEqual(Array(30).fill(1_000));
    expect(await rush(1, begun + HOUR_MS + 999)).toEqual([1]);
    expect(await rush(30, begun + HOUR_MS + 1_000)).toEqual(Array(10).fill(HOUR_MS - 1_000));
    for (const end of accepted) {
      expect(accepted.filter((time) => time > end - HOUR_MS && time <= end).length).toBeLessThanOrEqual(50);
    }
    const stored = await storedOf(userId);
    expect(stored.user.heldMicro).toBe(credits(accepted.length));
    expect(violationsIn(stored)).toEqual([]);
  });
});
