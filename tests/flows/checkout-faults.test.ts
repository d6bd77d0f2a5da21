import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentWebhook } from '../../functions/src/billing/callables.ts';
import { type RoundTrip, type Seam, withSeam } from '../../functions/src/platform/rpc.ts';
import { type Fault, faultsOf } from './faults.ts';
import { begin, orderOf, refundEvent, sellPack, send, sessionEvent } from './payments.ts';
import {
  balanceOf,
  credits,
  must,
  newRequestId,
  type Person,
  signUp,
  theAdmin,
  userWith,
} from './support.ts';

/**
 * The webhook in this process, with trouble on its way to Firestore: whatever it answers, repeated it is done
 * once.
 */

let origin: string;
let server: Server;
let putBack: () => Promise<void>;

beforeAll(async () => {
  putBack = await sellPack(await signUp());
  if (!paymentWebhook) throw new Error('there is a webhook in emulators');
  http('paymentWebhook', paymentWebhook as never);
  server = getTestServer('paymentWebhook');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await putBack?.();
});

async function through<T>(seam: Seam, run: () => Promise<T>): Promise<T> {
  const restore = withSeam(seam);
  try {
    return await run();
  } finally {
    restore();
  }
}

/** The round trips of an event on which nothing goes wrong. */
async function tripsOf(event: object): Promise<RoundTrip[]> {
  const trips: RoundTrip[] = [];
  const seam: Seam = (trip, run) => {
    trips.push(trip);
    return run();
  };
  expect(await through(seam, () => send(event, { origin }))).toBe(200);
  return trips;
}

const grantTo = async ({ userId }: Person) =>
  must(
    'grantCreditsToUser',
    { requestId: newRequestId(), userId, amountMicro: credits(1), type: 'bonus', reason: 'meanwhile' },
    await theAdmin(),
  );

const EVENTS = {
  payment: (orderId: string) => sessionEvent('completed', orderId),
  refund: (orderId: string) => refundEvent(orderId, 100),
};

async function buyer(kind: keyof typeof EVENTS): Promise<{ ada: Person; orderId: string }> {
  // As many as everybody is welcomed with: nothing is to be spent first.
  const ada = await userWith(10);
  const { orderId } = await begin(ada);
  if (kind === 'refund') expect(await send(await EVENTS.payment(orderId), { origin })).toBe(200);
  return { ada, orderId };
}

/** What came of an event that met a fault at one round trip, and was sent again until it was taken. */
async function outcomeOf(kind: keyof typeof EVENTS, index: number, fault: Fault) {
  const { ada, orderId } = await buyer(kind);
  const event = await EVENTS[kind](orderId);
  const delayed: (() => Promise<unknown>)[] = [];
  let [trips, granted] = [0, 0];
  const seam: Seam = (_trip, run) => {
    if (trips++ !== index) return run();
    return fault({
      run,
      overtake: async () => {
        await grantTo(ada);
        granted++;
      },
      later: (late) => delayed.push(late),
      die: () => Promise.reject(new Error('the process is gone')),
    });
  };
  const status = await through(seam, () => send(event, { origin }));
  for (const late of delayed) await late().catch(() => null);
  expect([200, 500, 503]).toContain(status);
  // Not done is never said to be: only what was not taken is sent again.
  if (status !== 200) expect(await send(event, { origin })).toBe(200);
  const { status: order, reversedMicro } = await orderOf(orderId);
  const { violations } = await must('reconcileUser', { userId: ada.userId }, await theAdmin());
  return { order, reversedMicro, boughtMicro: (await balanceOf(ada)) - credits(10 + granted), violations };
}

describe.each(['payment', 'refund'] as const)('a %s', (kind) => {
  it('is done once, with any fault at any round trip', async () => {
    const { orderId } = await buyer(kind);
    const trips = await tripsOf(await EVENTS[kind](orderId));
    expect(trips.slice(0, 2).map((trip) => trip.kind)).toEqual(['getAll', 'transaction']);
    const takenMicro = kind === 'refund' ? 5_010_020 : 0;
    // After the commit that delivers, nothing but the receipt is looked for.
    for (const [index, trip] of trips.slice(0, 2).entries()) {
      for (const [name, fault] of faultsOf(trip))
        expect([index, name, await outcomeOf(kind, index, fault)]).toEqual([
          ...[index, name],
          {
            order: kind === 'refund' ? 'partly_refunded' : 'paid',
            reversedMicro: takenMicro,
            boughtMicro: credits(25) - takenMicro,
            violations: [],
          },
        ]);
    }
  }, 180_000);

  it('is not taken while Firestore is down, and done once it is back', async () => {
    const { ada, orderId } = await buyer(kind);
    const event = await EVENTS[kind](orderId);
    const before = await balanceOf(ada);
    const down: Seam = async () => {
      throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14 });
    };
    expect(await through(down, () => send(event, { origin }))).toBe(503);
    const gone: Seam = async () => {
      throw new Error('7 PERMISSION_DENIED');
    };
    expect(await through(gone, () => send(event, { origin }))).toBe(500);
    expect(await balanceOf(ada)).toBe(before);
    expect(await send(event, { origin })).toBe(200);
    expect(await balanceOf(ada)).toBe(credits(35) - (kind === 'refund' ? 5_010_020 : 0));
  });
});

it('a refund sees what another instance delivered since this one last wrote the user', async () => {
  const ada = await userWith(10);
  const { orderId: first } = await begin(ada);
  expect(await send(await sessionEvent('completed', first), { origin })).toBe(200);
  await must(
    'removeCreditsFromUser',
    { requestId: newRequestId(), userId: ada.userId, amountMicro: credits(34), reason: 'all but one' },
    await theAdmin(),
  );
  // The last credit is taken, and more was owed: this instance remembers order, record and a user without
  // credits.
  expect(await send(await refundEvent(first, 100), { origin })).toBe(200);
  const { orderId: second } = await begin(ada);
  expect(await send(await sessionEvent('completed', second))).toBe(200);
  expect(await send(await refundEvent(first, 499), { origin })).toBe(200);
  const { reversedMicro, unrecoveredMicro } = await orderOf(first);
  expect(reversedMicro).toBeGreaterThan(credits(14));
  expect([reversedMicro + unrecoveredMicro, await balanceOf(ada)]).toEqual([
    credits(25),
    credits(25 + 1) - reversedMicro,
  ]);
}, 60_000);
