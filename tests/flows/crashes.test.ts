import { DAY_MS } from '@tollgate/contract/common/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Command } from '../sequences/commands.ts';
import { violationsIn } from '../sequences/compare.ts';
import type { Instance } from '../sequences/perform.ts';
import { Life } from './life.ts';
import { newPair } from './pair.ts';
import { storedOf, wrongDays } from './stored.ts';
import { credits, db } from './support.ts';

/** Processes that die between two steps, clocks that go backward, and users who are gone in the middle. */

vi.mock('../../functions/src/platform/clock.ts', async () => {
  const { cases } = await import('./faults.ts');
  return { nowMs: () => cases.getStore()?.nowMs ?? Date.now() };
});
vi.mock('../../functions/src/platform/config.ts', async () => {
  const { configWith } = await import('../sequences/config.ts');
  const config = configWith(1);
  return { currentConfig: async () => config, forgetConfig: () => {} };
});

let pair: Awaited<ReturnType<typeof newPair>>;
beforeAll(async () => {
  pair = await newPair();
});
afterAll(() => pair.restore());

const nowMs = (Math.floor(Date.now() / DAY_MS) - 67.5) * DAY_MS;
const LEASE_MS = 60_000;
const DEADLINE_MS = 300_000;

const held: Command = { kind: 'hold', id: 's1', aiType: 'image', units: 3, holder: 'me' };
const heldByApp: Command = { ...held, id: 'a1', holder: null };
const settledBy = (holder: string, status: 'completed' | 'failed' = 'completed'): Command => ({
  kind: 'serverEnd',
  id: 's1',
  status,
  usedUnits: 2,
  holder,
});
const leasedBy = (holder: string): Command => ({ kind: 'lease', id: 's1', holder });
const sweep = { kind: 'sweepOne', id: 's1' } as const;

async function isInOrder(life: Life): Promise<void> {
  expect(await life.wrong()).toEqual([]);
  expect(await wrongDays((await storedOf(life.userId)).activities)).toEqual([]);
}

const balanceOf = async ({ userId }: Life) => {
  const { user } = await storedOf(userId);
  return { spendable: user.creditsMicro, held: user.heldMicro };
};

describe('a crash between hold and generation', () => {
  it('leaves the generation to the same request, once the lease has run out', async () => {
    const life = await Life.begin(pair.near, nowMs, [held]);
    expect(await life.send(pair.far, held, nowMs + 1)).toBe(`processing ${credits(3)} ${credits(7)}`);
    expect(await life.send(pair.far, leasedBy('you'), nowMs + LEASE_MS - 1)).toBe('taken');
    expect(await life.send(pair.far, leasedBy('you'), nowMs + LEASE_MS)).toBe('leased');
    expect(await life.send(pair.far, settledBy('you'), nowMs + LEASE_MS)).toBe(
      `completed ${credits(2)} ${credits(8)}`,
    );
    await isInOrder(life);
  });

  it('gives everything back at the deadline when nobody asks again', async () => {
    const life = await Life.begin(pair.near, nowMs, [held]);
    expect(await life.send(pair.far, sweep, nowMs + DEADLINE_MS - 1)).toBe('activity_ended');
    expect(await life.send(pair.far, sweep, nowMs + DEADLINE_MS)).toBe(`expired 0 ${credits(10)}`);
    await isInOrder(life);
  });

  it('of the app gives everything back at the deadline too, and its late report charges nothing', async () => {
    const life = await Life.begin(pair.near, nowMs, [heldByApp]);
    await life.send(pair.far, { kind: 'sweepOne', id: 'a1' }, nowMs + DEADLINE_MS);
    const late: Command = { kind: 'appEnd', id: 'a1', status: 'completed' };
    expect(await life.send(pair.near, late, nowMs + DEADLINE_MS)).toBe('activity_ended');
    expect(await balanceOf(life)).toEqual({ spendable: credits(10), held: 0 });
    await isInOrder(life);
  });
});

describe('a crash between generation and settle', () => {
  it('is made up for by the second delivery, and the first one’s late settle charges nothing more', async () => {
    const life = await Life.begin(pair.near, nowMs, [held]);
    await life.send(pair.far, leasedBy('you'), nowMs + LEASE_MS);
    expect(await life.send(pair.near, settledBy('me'), nowMs + LEASE_MS)).toBe('activity_ended');
    await life.send(pair.far, settledBy('you'), nowMs + LEASE_MS + 1);
    await life.send(pair.near, settledBy('me', 'failed'), nowMs + LEASE_MS + 2);
    expect(await balanceOf(life)).toEqual({ spendable: credits(8), held: 0 });
    await isInOrder(life);
  });

  it('costs nothing when the deadline comes first, whoever settles afterwards', async () => {
    const life = await Life.begin(pair.near, nowMs, [held]);
    await life.send(pair.far, sweep, nowMs + DEADLINE_MS);
    expect(await life.send(pair.near, settledBy('me'), nowMs + DEADLINE_MS)).toBe('activity_ended');
    expect(await balanceOf(life)).toEqual({ spendable: credits(10), held: 0 });
    await isInOrder(life);
  });
});

describe('a clock that goes backward', () => {
  it('between hold and settle takes no time and changes no charge', async () => {
    const life = await Life.begin(pair.near, nowMs, [held]);
    expect(await life.send(pair.far, settledBy('me'), nowMs - 30_000)).toBe(
      `completed ${credits(2)} ${credits(8)}`,
    );
    const [[, activity] = []] = (await storedOf(life.userId)).activities;
    expect(activity).toMatchObject({ processingTimeMs: 0, chargedMicro: credits(2) });
    await isInOrder(life);
  });

  it('between two instances never lets more than the limit into an hour, and says when the next may come', async () => {
    const life = await Life.begin(pair.near, nowMs);
    // Of a service that has no limit of a month, which would come first.
    const voice = (id: string): Command => ({ kind: 'hold', id, aiType: 'voice', units: 60, holder: 'me' });
    expect(await life.send(pair.near, voice('s1'), nowMs)).toMatch(/^processing/);
    expect(await life.send(pair.far, voice('s2'), nowMs - 40_000)).toMatch(/^processing/);
    expect(await life.send(pair.near, voice('s3'), nowMs - 20_000)).toMatch(/^processing/);
    const hour = 3_600_000;
    expect(await life.send(pair.far, voice('a1'), nowMs - 50_000)).toBe(`rate_limited ${hour + 10_000}`);
    expect(await life.send(pair.far, voice('a1'), nowMs - 40_001 + hour)).toBe('rate_limited 1');
    expect(await life.send(pair.far, voice('a1'), nowMs - 40_000 + hour)).toMatch(/^pending/);
    expect(await life.send(pair.near, voice('a2'), nowMs - 40_001 + hour)).toMatch(/^rate_limited/);
    await isInOrder(life);
  });
});

describe('a user who is gone', () => {
  /** Takes the user's document away after the hold; puts it back, as it was before the hold, at the end. */
  async function withoutUser(knows: Instance, meanwhile: (life: Life) => Promise<void>): Promise<void> {
    const life = await Life.begin(knows, nowMs);
    const user = db.doc(`users/${life.userId}`);
    const before = (await user.get()).data() ?? {};
    await life.send(knows, held, nowMs);
    await user.delete();
    await meanwhile(life);
    expect((await user.get()).exists).toBe(false);
    const activity = (await db.doc(`ai_activity/${life.userId}.s1`).get()).data();
    expect(activity).toMatchObject({ status: 'expired', chargedMicro: 0, error: { code: 'user_gone' } });
    expect((await db.collection('credit_logs').where('userId', '==', life.userId).get()).size).toBe(1);
    await user.set(before);
    expect(await wrongDays((await storedOf(life.userId)).activities)).toEqual([]);
  }

  it.each([
    ['an instance that knew the user', () => pair.near],
    ['one that did not', () => pair.far],
  ])(
    'cannot be charged, given back or granted anything by %s; the sweep ends the hold',
    async (_, instance) => {
      await withoutUser(pair.near, async (life) => {
        const gift: Command = { kind: 'grant', id: 'g1', type: 'bonus', amountMicro: 5, lifetimeMs: null };
        const refused: Command[] = [settledBy('me'), settledBy('me', 'failed'), gift];
        for (const command of [...refused, { kind: 'cancel', id: 's1' } as const]) {
          expect(await life.send(instance(), command, nowMs + 1)).toBe('not_found');
        }
        expect(await life.send(instance(), { ...held, id: 's2' }, nowMs + 1)).toBe('not_found');
        expect(await life.send(instance(), sweep, nowMs + DEADLINE_MS)).toBe('expired 0 0');
        expect(await life.send(pair.far, sweep, nowMs + DEADLINE_MS)).toBe('not_found');
      });
    },
  );

  it('by an account marked as deleted while it holds: what runs is settled, what is left is taken, nothing new begins', async () => {
    const life = await Life.begin(pair.near, nowMs, [held, { ...held, id: 's2' }]);
    await isInOrder(life);
    await db.doc(`users/${life.userId}`).update({ status: 'deleted' });
    const gift: Command = { kind: 'grant', id: 'g1', type: 'bonus', amountMicro: 5, lifetimeMs: null };
    expect(await life.send(pair.near, { ...held, id: 's3' }, nowMs + 1)).toBe('suspended');
    expect(await life.send(pair.near, gift, nowMs + 1)).toBe('not_found');
    expect(await life.send(pair.near, settledBy('me'), nowMs + 1)).toBe(`completed ${credits(2)} 0`);
    expect(await life.send(pair.far, { ...sweep, id: 's2' }, nowMs + DEADLINE_MS)).toBe('expired 0 0');
    const stored = await storedOf(life.userId);
    expect(stored.user).toMatchObject({ creditsMicro: 0, heldMicro: 0 });
    expect(violationsIn(stored)).toEqual([]);
  });
});
