import { randomUUID } from 'node:crypto';
import { isRefusal, refuse } from '@tollgate/contract/refusals/refusals';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { loadFirestore } from '../../functions/src/platform/firestore.ts';
import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';
import { transact } from '../../functions/src/platform/transact.ts';
import { db } from './support.ts';

/**
 * A till that pays out while a safe has enough, and never writes the safe: whatever it decides on the safe
 * must still be so when it is committed, as this instance remembers it or not.
 */

const schema = z.object({ amount: z.int() });
let till: { path: string; schema: typeof schema };
let safe: { path: string; schema: typeof schema };

beforeAll(loadFirestore);
beforeEach(() => {
  const id = randomUUID();
  till = { path: `receipts/till-${id}`, schema };
  safe = { path: `receipts/safe-${id}`, schema };
});

// Neither is a receipt: reconcile would name them.
afterEach(() => Promise.all([till, safe].map(({ path }) => db.doc(path).delete())));

/** Takes one from the till where the safe allows it; an absent safe allows it. */
const take = () =>
  transact({ till, safe }, (state) => {
    if (state.safe && state.safe.amount < 1) return refuse('insufficient_credits', 'The safe is empty.');
    const amount = (state.till?.amount ?? 0) - 1;
    return { kind: 'commit', answer: amount, writes: [{ path: till.path, data: { amount } }] };
  });

/** Has this instance remember both. */
const put = (inTill: number, inSafe: number) =>
  transact({ till, safe }, () => ({
    kind: 'commit',
    answer: null,
    writes: [
      { path: till.path, data: { amount: inTill } },
      { path: safe.path, data: { amount: inSafe } },
    ],
  }));

const elsewhere = (amount: number) => db.doc(safe.path).set({ amount });
const outcomeOf = (outcome: unknown) => (isRefusal(outcome) ? outcome.reason : outcome);
const inTill = async () => (await db.doc(till.path).get()).get('amount');

it('a document that this instance remembers, and does not write, is as others left it', async () => {
  await put(5, 1);
  await elsewhere(0);
  expect(outcomeOf(await take())).toBe('insufficient_credits');
  expect(await inTill()).toBe(5);
});

it('commands that meet in one commit hold each to all that they loaded', async () => {
  await put(5, 1);
  await elsewhere(0);
  const fill = () =>
    transact({ till }, (state) => {
      const amount = (state.till?.amount ?? 0) + 10;
      return { kind: 'commit', answer: amount, writes: [{ path: till.path, data: { amount } }] };
    });
  const outcomes = await Promise.all([fill(), take(), fill()]);
  expect(outcomes.map(outcomeOf)).toEqual([15, 'insufficient_credits', 25]);
  expect(await inTill()).toBe(25);
});

it.each(['there', 'absent'])(
  'nobody changes it between the read and the commit, while it is %s',
  async (was) => {
    if (was === 'there') await elsewhere(1);
    let changed: Promise<unknown> | undefined;
    const restore = withSeam(async (trip: RoundTrip, run) => {
      const read = await run();
      if (trip.kind === 'getAll' && !changed) {
        changed = elsewhere(0);
        await changed;
      }
      return read;
    });
    const outcome = await take().finally(restore);
    expect(outcomeOf(outcome)).toBe('insufficient_credits');
    expect(await inTill()).toBeUndefined();
  },
);

it('what another wrote in the same commit guards it too, without a further round trip', async () => {
  await put(5, 3);
  const trips: RoundTrip[] = [];
  const restore = withSeam((trip, run) => {
    trips.push(trip);
    return run();
  });
  const empty = transact({ till, safe }, (state) => ({
    kind: 'commit',
    answer: state.safe?.amount,
    writes: [{ path: safe.path, data: { amount: 1 } }],
  }));
  expect(await Promise.all([empty, take()]).finally(restore)).toEqual([3, 4]);
  expect(trips.map(({ kind }) => kind)).toEqual(['commit']);
});
