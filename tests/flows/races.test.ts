import { DAY_MS } from '@tollgate/contract/common/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Command } from '../sequences/commands.ts';
import { type Knowledge, type Operation, outcomeOf, tripsOf } from './fault-table.ts';
import { faultsOf } from './faults.ts';
import { Life } from './life.ts';
import { newPair } from './pair.ts';

/**
 * Two who want to end, open or give the same at the same moment, in two processes, in every order that there
 * is.
 */

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

const nowMs = (Math.floor(Date.now() / DAY_MS) - 65.5) * DAY_MS;
const DEADLINE_MS = 300_000;

const held: Command = { kind: 'hold', id: 's1', aiType: 'image', units: 3, holder: 'me' };
const unled: Command = { ...held, holder: null };
const heldByApp: Command = { ...held, id: 'a1', holder: null };
const settle: Command = { kind: 'serverEnd', id: 's1', status: 'completed', usedUnits: 2, holder: 'me' };
const release: Command = { ...settle, status: 'failed' };
const sweep: Command = { kind: 'sweepOne', id: 's1' };
const appEnd: Command = { kind: 'appEnd', id: 'a1', status: 'completed' };
const cancel: Command = { kind: 'cancel', id: 's1' };
const appCancel: Command = { kind: 'cancel', id: 'a1' };
const dear: Command = { kind: 'hold', id: 's2', aiType: 'video', units: 2, holder: 'me' };
const gift: Command = { kind: 'grant', id: 'g1', type: 'bonus', amountMicro: 5_000_000, lifetimeMs: null };

interface Race {
  name: string;
  before: Command[];
  one: Command;
  other: Command;
  /** The deadline of the hold has passed. */
  isLate?: true;
}

const RACES: Race[] = [
  { name: 'settle and sweep', before: [held], one: settle, other: sweep, isLate: true },
  { name: 'release and sweep', before: [held], one: release, other: sweep, isLate: true },
  { name: 'settle and release', before: [held], one: settle, other: release },
  { name: 'settle and cancel', before: [held], one: settle, other: cancel },
  { name: 'two settles', before: [held], one: settle, other: { ...settle, usedUnits: 1 } },
  { name: 'two sweeps', before: [held], one: sweep, other: sweep, isLate: true },
  {
    name: 'the app’s end and sweep',
    before: [heldByApp],
    one: appEnd,
    other: { ...sweep, id: 'a1' },
    isLate: true,
  },
  { name: 'the app’s end and cancel', before: [heldByApp], one: appEnd, other: appCancel },
  {
    name: 'two jobs that take the lease',
    before: [unled],
    one: { kind: 'lease', id: 's1', holder: 'me' },
    other: { kind: 'lease', id: 's1', holder: 'you' },
  },
  { name: 'two holds with credits for one', before: [], one: { ...dear, id: 's1' }, other: dear },
  { name: 'two holds of one request', before: [], one: dear, other: dear },
  { name: 'one request for two things', before: [], one: held, other: { ...dear, id: 's1' } },
  { name: 'two grants of one request', before: [], one: gift, other: gift },
  { name: 'hold and suspension', before: [], one: held, other: { kind: 'status', status: 'suspended' } },
];
const ROUNDS = 3;

const KNOWLEDGE: Knowledge[] = ['nothing', 'all'];

describe.each(RACES)('$name', ({ name, before, one, other, isLate }) => {
  const afterMs = isLate ? DEADLINE_MS : 0;

  it.each([
    ['overtaken by the other', one, other],
    ['overtaking the other', other, one],
  ])('%s, at each round trip', async (_, command, rival) => {
    const operation: Operation = {
      name,
      before,
      command,
      afterMs,
      otherwise: [],
      rival: { command: rival, afterMs },
    };
    for (const knowledge of KNOWLEDGE) {
      for (const [index, trip] of (await tripsOf(pair, operation, knowledge, nowMs)).entries()) {
        for (const [fault, happen] of faultsOf(trip)) {
          if (!fault.includes('has changed since')) continue;
          const trouble = { knowledge, index, fault: happen, isAnswered: true, isRepeated: false, nowMs };
          expect([fault, await outcomeOf(pair, operation, trouble)]).toEqual([fault, []]);
        }
      }
    }
  });

  it('truly at once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const life = await Life.begin(pair.near, nowMs, before);
      expect(await life.wrong()).toEqual([]);
      await Promise.all([
        life.send(pair.near, one, nowMs + afterMs),
        life.send(pair.far, other, nowMs + afterMs),
        life.send(pair.far, one, nowMs + afterMs),
      ]);
      expect(await life.wrong()).toEqual([]);
    }
  });
});

describe('two sweeps of the whole database', () => {
  it('release each hold once', async () => {
    const lives = await Promise.all(
      Array.from({ length: 6 }, () => Life.begin(pair.near, nowMs, [held, heldByApp])),
    );
    for (const life of lives) expect(await life.wrong()).toEqual([]);
    const swept: Command = { kind: 'sweep' };
    await Promise.all(
      [pair.near, pair.far].map((instance) =>
        Promise.all(lives.map((life) => life.send(instance, swept, nowMs + DEADLINE_MS))),
      ),
    );
    for (const life of lives) {
      expect(await life.wrong()).toEqual([]);
      expect([...life.model.generations.values()].map(({ status, charged }) => [status, charged])).toEqual([
        ['expired', 0n],
        ['expired', 0n],
      ]);
    }
  });
});
