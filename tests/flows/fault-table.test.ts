import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reconcileDay } from '../../scripts/lib/reconcile-days.ts';
import type { Command } from '../sequences/commands.ts';
import { type Knowledge, type Operation, outcomeOf, type Trouble, tripsOf } from './fault-table.ts';
import { faultsOf, isSilent } from './faults.ts';
import { newPair } from './pair.ts';
import { db } from './support.ts';

/**
 * Every fault at every round trip of everything that moves credits, and what follows it: whatever the caller
 * heard, it has happened once or never, once if it was repeated, and I1 to I5 hold.
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

const hold: Command = { kind: 'hold', id: 's1', aiType: 'image', units: 3, holder: 'me' };
const appHold: Command = { kind: 'hold', id: 'a1', aiType: 'image', units: 3, holder: null };
const swept: Command[] = [{ kind: 'sweepOne', id: 's1' }];
const appSwept: Command[] = [{ kind: 'sweepOne', id: 'a1' }];
const brief: Command = {
  kind: 'deposit',
  source: 'plan',
  type: 'grant',
  amountMicro: 7_000_000,
  lifetimeMs: 60_000,
};
const ends = { kind: 'serverEnd', id: 's1', usedUnits: 2, holder: 'me' } as const;

const OPERATIONS: Operation[] = [
  { name: 'hold', before: [brief], command: hold, otherwise: swept },
  { name: 'settle', before: [hold], command: { ...ends, status: 'completed' }, otherwise: swept },
  { name: 'release of a failure', before: [hold], command: { ...ends, status: 'failed' }, otherwise: swept },
  { name: 'settle of a part', before: [hold], command: { ...ends, status: 'cancelled' }, otherwise: swept },
  {
    name: 'settle by the app',
    before: [appHold],
    command: { kind: 'appEnd', id: 'a1', status: 'completed' },
    otherwise: appSwept,
  },
  { name: 'cancel', before: [appHold], command: { kind: 'cancel', id: 'a1' }, otherwise: appSwept },
  {
    name: 'grant',
    before: [],
    command: { kind: 'grant', id: 'g1', type: 'bonus', amountMicro: 5, lifetimeMs: 60_000 },
    otherwise: [],
  },
];

/** These look through the whole database, and so run one after the other. */
const UPKEEP: Operation[] = [
  {
    name: 'sweep',
    before: [hold],
    afterMs: 300_000,
    command: { kind: 'sweep' },
    otherwise: [{ kind: 'sweep' }],
  },
  {
    name: 'expiry',
    before: [brief],
    afterMs: 120_000,
    command: { kind: 'expire' },
    otherwise: [{ kind: 'expire' }],
  },
];

const KNOWLEDGE: Knowledge[] = ['nothing', 'all', 'something old'];
const AT_ONCE = 8;

let pair: Awaited<ReturnType<typeof newPair>>;
beforeAll(async () => {
  pair = await newPair();
});
afterAll(() => pair.restore());

interface Row extends Omit<Trouble, 'nowMs'> {
  operation: Operation;
  name: string;
}

async function rowsOf(operation: Operation, known: Knowledge[], nowMs: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const knowledge of known) {
    const trips = await tripsOf(pair, operation, knowledge, nowMs);
    expect(trips.length).toBeGreaterThan(0);
    for (const [index, trip] of trips.entries()) {
      for (const [name, fault] of faultsOf(trip)) {
        const what = { operation, knowledge, index, name: `${trip.kind} ${name}`, fault };
        const isAnswered = !isSilent(name);
        rows.push({ ...what, isAnswered, isRepeated: true });
        if (!isAnswered) rows.push({ ...what, isAnswered, isRepeated: false });
      }
    }
  }
  return rows;
}

/** Runs all rows and names those that came out wrong. */
async function failuresOf(rows: Row[], atOnce: number, nowMs: number): Promise<string[]> {
  const waiting = [...rows];
  const failures: string[] = [];
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const wrong = await outcomeOf(pair, row.operation, { ...row, nowMs });
      const then = row.isRepeated ? 'then repeated' : 'then left alone';
      const where = `${row.operation.name}, knowing ${row.knowledge}, trip ${row.index}: ${row.name}, ${then}`;
      failures.push(...wrong.map((message) => `${where}: ${message}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const wrong = await reconcileDay(db, dayOf(nowMs));
  return [...failures, ...wrong.map(({ document, message }) => `${document} ${message}`)];
}

/** Noon of a day that nothing else looks at. */
const daysAgo = (days: number) => (Math.floor(Date.now() / DAY_MS) - days + 0.5) * DAY_MS;

describe('a fault at any round trip', () => {
  it.each(OPERATIONS.map((operation, index) => [operation.name, operation, index] as const))(
    'of a %s',
    async (name, operation, index) => {
      const nowMs = daysAgo(41 + index);
      const rows = await rowsOf(operation, KNOWLEDGE, nowMs);
      expect(await failuresOf(rows, AT_ONCE, nowMs)).toEqual([]);
      console.info(`${name}: ${rows.length} cases`);
    },
  );

  it.each(UPKEEP.map((operation, index) => [operation.name, operation, index] as const))(
    'of the %s',
    async (name, operation, index) => {
      const nowMs = daysAgo(61 + index);
      await pair.far.upkeep.releaseOverdueHolds();
      await pair.far.upkeep.expireDueGrants();
      const rows = await rowsOf(operation, ['nothing', 'all'], nowMs);
      expect(await failuresOf(rows, 1, nowMs)).toEqual([]);
      console.info(`${name}: ${rows.length} cases`);
    },
  );
});
