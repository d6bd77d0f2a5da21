import { dayOf } from '@tollgate/contract/common/calendar';
import { describe, expect, it } from 'vitest';
import {
  begin,
  disputeEvent,
  orderOf,
  pay,
  refundEvent,
  sellsPackMeanwhile,
  send,
  sessionEvent,
} from './payments.ts';
import {
  balanceOf,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  theAdmin,
  userWith,
} from './support.ts';
import { usageOn } from './time.ts';

/** What the processor tells the webhook: who it believes, and what becomes of the credits. */

sellsPackMeanwhile();

/** Somebody with an order of 25 credits for $4.99 that is to be paid. */
async function buyer(amount = 0): Promise<{ ada: Person; orderId: string }> {
  const ada = await userWith(amount);
  return { ada, orderId: (await begin(ada)).orderId };
}

async function paidBuyer(amount = 0) {
  const bought = await buyer(amount);
  await pay(bought.orderId);
  return bought;
}

const purchasesOf = async (person: Person) =>
  (await must('getCreditLogs', {}, person)).entries.filter(({ type }) => type === 'purchase');

const abuseOf = async ({ userId }: Person) =>
  (await db.collection('abuse_detection').where('userId', '==', userId).get()).docs.map((one) => one.data());

const wrongWith = async ({ userId }: Person) =>
  (await must('reconcileUser', { userId }, await theAdmin())).violations;

/** Spends credits: an image is one each, at most ten at once. */
async function spend(person: Person, images: number): Promise<void> {
  for (let left = images; left > 0; left -= 10) await end(person, await hold(person, Math.min(left, 10)));
}

async function hold(person: Person, units: number): Promise<string> {
  const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units } as const;
  const held = await must('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, person);
  return held.activityId;
}

const end = (person: Person, activityId: string, status: 'completed' | 'failed' = 'completed') =>
  must('updateAIActivityStatus', { activityId, status }, person);

describe('an event is believed', () => {
  it('if it is signed with our secret, now, over just these bytes', async () => {
    const { ada, orderId } = await buyer();
    const event = await sessionEvent('completed', orderId);
    const pretty = (payload: string) => JSON.stringify(JSON.parse(payload), null, 1);
    const dearer = (payload: string) => payload.replace('"usd"', '"eur"');
    const minutes = (count: number) => Date.now() - count * 60_000 - 1_000;
    for (const forged of [
      { secret: 'whsec_of_somebody_else' },
      { secret: '' },
      { atMs: minutes(5) },
      { altered: pretty },
      { altered: dearer },
      { altered: () => '' },
      { altered: () => 'no JSON' },
      { signature: '' },
      { signature: 't=1,v1=00' },
    ])
      expect([forged, await send(event, forged)]).toEqual([forged, 400]);
    expect(await send('{"of":', {})).toBe(400);
    expect(await send(event, { method: 'GET' })).toBe(405);
    expect((await orderOf(orderId)).status).toBe('open');
    expect(await balanceOf(ada)).toBe(0);
    expect(await send(event, { atMs: minutes(4) })).toBe(200);
    expect(await balanceOf(ada)).toBe(credits(25));
  });

  it('if it is of the mode of its order, and nothing is moved otherwise', async () => {
    const { ada, orderId } = await buyer();
    expect(await send(await sessionEvent('completed', orderId, {}, { isLive: true }))).toBe(400);
    await db.doc(`orders/${orderId}`).update({ mode: 'live' });
    expect(await send(await sessionEvent('completed', orderId), { origin: instances[1] })).toBe(400);
    expect([(await orderOf(orderId)).status, await balanceOf(ada)]).toEqual(['open', 0]);
    expect(await send(await sessionEvent('completed', orderId, {}, { isLive: true }))).toBe(200);
    expect(await balanceOf(ada)).toBe(credits(25));
  });

  it('and is none of ours, which is no fault, if it is about anything else', async () => {
    const { ada, orderId } = await buyer();
    const other = [
      await sessionEvent('completed', orderId, { metadata: {} }),
      await sessionEvent('completed', orderId, { metadata: null }),
      await sessionEvent('completed', orderId, {}, { project: 'another-shop' }),
      await sessionEvent('completed', orderId, {
        metadata: { tollgateOrder: `${ada.userId}.nothing`, tollgateProject: process.env.GCLOUD_PROJECT },
      }),
      { ...(await sessionEvent('completed', orderId)), type: 'invoice.paid' },
      await refundEvent(orderId, 499, { metadata: {} }),
      {
        ...(await disputeEvent('created', orderId, 'needs_response')),
        data: { object: { id: 'dp', status: 'lost', payment_intent: 'pi_other' } },
      },
    ];
    for (const event of other) expect(await send(event)).toBe(200);
    expect([(await orderOf(orderId)).status, await balanceOf(ada)]).toEqual(['open', 0]);
  });
});

describe('a payment', () => {
  it('is delivered once, though it is told often, by different events, to both instances at once', async () => {
    const { ada, orderId } = await buyer(2);
    const events = await Promise.all([
      sessionEvent('completed', orderId),
      sessionEvent('async_payment_succeeded', orderId),
      sessionEvent('completed', orderId),
    ]);
    const sent = [...events, ...events, ...events].map((event, index) =>
      send(event, { origin: instances[index % 2] }),
    );
    expect(new Set(await Promise.all(sent))).toEqual(new Set([200]));
    expect(await purchasesOf(ada)).toHaveLength(1);
    expect(await balanceOf(ada)).toBe(credits(27));
    expect(await wrongWith(ada)).toEqual([]);
  });

  it('counts as a sale of the day, and what went back of it too', async () => {
    const day = dayOf(Date.now());
    const before = JSON.parse(JSON.stringify((await usageOn(day)).sales ?? {}));
    const { orderId } = await paidBuyer();
    for (const cents of [100, 100, 499]) await send(await refundEvent(orderId, cents));
    expect((await usageOn(day)).sales).toEqual({
      packs: (before.packs ?? 0) + 1,
      paidCents: (before.paidCents ?? 0) + 499,
      refundedCents: (before.refundedCents ?? 0) + 499,
    });
  });

  it('meets a user whom the instance knows, and their next call knows of it', async () => {
    const { ada, orderId } = await buyer(1);
    await spend(ada, 1);
    await pay(orderId, instances[1]);
    // The first instance wrote the user last, and knows them without the credits.
    await spend(ada, 3);
    expect(await balanceOf(ada)).toBe(credits(22));
    expect(await wrongWith(ada)).toEqual([]);
  });

  it('on its way is waited for; a page that is over, or a bank that says no, gives nothing', async () => {
    const { ada, orderId } = await buyer();
    expect(await send(await sessionEvent('completed', orderId, { payment_status: 'unpaid' }))).toBe(200);
    expect((await orderOf(orderId)).status).toBe('open');
    expect(await send(await sessionEvent('async_payment_failed', orderId))).toBe(200);
    expect(await orderOf(orderId)).toMatchObject({ status: 'failed', problem: 'declined' });
    const other = await buyer();
    expect(await send(await sessionEvent('expired', other.orderId))).toBe(200);
    expect((await orderOf(other.orderId)).status).toBe('expired');
    expect([await balanceOf(ada), await balanceOf(other.ada)]).toEqual([0, 0]);
  });

  it('stands, whatever is said late of its page', async () => {
    const { ada, orderId } = await paidBuyer();
    for (const kind of ['expired', 'async_payment_failed'] as const)
      expect(await send(await sessionEvent(kind, orderId))).toBe(200);
    expect([(await orderOf(orderId)).status, await balanceOf(ada)]).toEqual(['paid', credits(25)]);
  });

  it.each([
    ['another amount', { amount_total: 498 }],
    ['no amount', { amount_total: null }],
    ['another currency', { currency: 'eur' }],
  ])('of %s delivers nothing, and is said', async (_, change) => {
    const { ada, orderId } = await buyer();
    expect(await send(await sessionEvent('completed', orderId, change))).toBe(200);
    expect(await send(await sessionEvent('completed', orderId))).toBe(200);
    expect(await orderOf(orderId)).toMatchObject({
      ...{ status: 'failed', problem: 'amount_differs', entryId: null, paymentId: expect.any(String) },
    });
    expect(await balanceOf(ada)).toBe(0);
  });

  it('a second time for one order moves nothing, and neither does its refund', async () => {
    const { ada, orderId } = await paidBuyer();
    expect(await send(await sessionEvent('completed', orderId, { payment_intent: 'pi_second' }))).toBe(200);
    expect(await send(await refundEvent(orderId, 499, { payment_intent: 'pi_second' }))).toBe(200);
    expect([(await orderOf(orderId)).status, await balanceOf(ada)]).toEqual(['paid', credits(25)]);
  });

  it('reaches somebody who is suspended meanwhile: they paid', async () => {
    const { ada, orderId } = await buyer();
    await must('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'x' }, await theAdmin());
    await pay(orderId);
    expect(await balanceOf(ada)).toBe(credits(25));
  });
});

describe('money that goes back', () => {
  it('takes back the same part of the credits, once, and is told', async () => {
    const { ada, orderId } = await paidBuyer(3);
    const event = await refundEvent(orderId, 100);
    const sent = [0, 1, 0, 1].map((instance) => send(event, { origin: instances[instance] }));
    expect(await Promise.all(sent)).toEqual([200, 200, 200, 200]);
    // 25 × 100 / 499, rounded down to a microcredit.
    expect(await balanceOf(ada)).toBe(credits(28) - 5_010_020);
    expect(await orderOf(orderId)).toMatchObject({
      ...{ status: 'partly_refunded', refundedCents: 100, reversedMicro: 5_010_020, unrecoveredMicro: 0 },
    });
    await send(await refundEvent(orderId, 499));
    await send(event);
    expect(await balanceOf(ada)).toBe(credits(3));
    expect(await orderOf(orderId)).toMatchObject({ status: 'refunded', reversedMicro: credits(25) });
    const { notices } = await must('getUserProfile', {}, ada);
    expect(notices.at(-1)).toMatchObject({ kind: 'credits_removed', reason: 'Payment refunded: Test pack' });
    expect(await wrongWith(ada)).toEqual([]);
  });

  it('before the payment is told of, comes to the same', async () => {
    const { ada, orderId } = await buyer();
    await send(await refundEvent(orderId, 100));
    await send(await disputeEvent('closed', orderId, 'won'));
    await send(await disputeEvent('created', orderId, 'needs_response'));
    expect((await orderOf(orderId)).status).toBe('open');
    await pay(orderId);
    expect((await orderOf(orderId)).status).toBe('partly_refunded');
    expect(await balanceOf(ada)).toBe(credits(25) - 5_010_020);
    expect(await wrongWith(ada)).toEqual([]);
  });

  it('by a chargeback, after the credits are spent, leaves nobody below zero and is for a person to see', async () => {
    const { ada, orderId } = await paidBuyer();
    await spend(ada, 20);
    const event = await disputeEvent('created', orderId, 'needs_response');
    await Promise.all([send(event), send(event, { origin: instances[1] })]);
    await send(await disputeEvent('closed', orderId, 'lost'));
    expect(await balanceOf(ada)).toBe(0);
    expect(await orderOf(orderId)).toMatchObject({
      ...{ status: 'disputed', reversedMicro: credits(5), unrecoveredMicro: credits(20) },
    });
    expect(await abuseOf(ada)).toMatchObject([
      {
        signal: 'unrecoveredPayments',
        type: 'suspicious_activity',
        severity: 'medium',
        count: 1,
        state: 'open',
      },
    ]);
    expect(await wrongWith(ada)).toEqual([]);
  });

  it('by a dispute that is won comes back, once', async () => {
    const { ada, orderId } = await paidBuyer();
    await send(await disputeEvent('created', orderId, 'needs_response'));
    expect(await balanceOf(ada)).toBe(0);
    const won = await disputeEvent('closed', orderId, 'won');
    await Promise.all([send(won), send(won, { origin: instances[1] })]);
    await send(await disputeEvent('updated', orderId, 'under_review'));
    expect([(await orderOf(orderId)).status, await balanceOf(ada)]).toEqual(['paid', credits(25)]);
    expect(await abuseOf(ada)).toEqual([]);
    expect(await wrongWith(ada)).toEqual([]);
  });

  it('takes nothing from under a generation that is running, and is lost if that uses it', async () => {
    const { ada, orderId } = await paidBuyer();
    const activityId = await hold(ada, 10);
    await send(await refundEvent(orderId, 499));
    expect(await must('getUserProfile', {}, ada)).toMatchObject({ creditsMicro: 0, heldMicro: credits(10) });
    expect(await orderOf(orderId)).toMatchObject({
      ...{ reversedMicro: credits(15), awaitedMicro: credits(10), unrecoveredMicro: 0 },
    });
    expect(await abuseOf(ada)).toEqual([]);
    expect(await wrongWith(ada)).toEqual([]);
    expect(await end(ada, activityId)).toMatchObject({ chargedMicro: credits(10), creditsMicro: 0 });
    expect(await orderOf(orderId)).toMatchObject({ awaitedMicro: 0, unrecoveredMicro: credits(10) });
    expect(await abuseOf(ada)).toMatchObject([{ signal: 'unrecoveredPayments', count: 1 }]);
    expect(await wrongWith(ada)).toEqual([]);
  });

  it.each([
    ['a refund', 'failed', (orderId: string) => refundEvent(orderId, 499)],
    ['a chargeback', 'failed', (orderId: string) => disputeEvent('created', orderId, 'needs_response')],
    ['a refund', 'cancelled', (orderId: string) => refundEvent(orderId, 499)],
  ] as const)('by %s is not outrun by a generation that is %s then', async (_, how, eventOf) => {
    const { ada, orderId } = await paidBuyer(3);
    const activityIds = [await hold(ada, 10), await hold(ada, 10), await hold(ada, 8)];
    await send(await eventOf(orderId));
    // What comes later is nobody's business.
    await must(
      'grantCreditsToUser',
      { requestId: newRequestId(), userId: ada.userId, amountMicro: credits(2), type: 'bonus', reason: 'x' },
      await theAdmin(),
    );
    await Promise.all(
      activityIds.map((activityId, index) =>
        how === 'failed'
          ? must('updateAIActivityStatus', { activityId, status: how }, ada, instances[index % 2])
          : must('cancelActivity', { activityId }, ada),
      ),
    );
    expect(await orderOf(orderId)).toMatchObject({
      ...{ reversedMicro: credits(25), awaitedMicro: 0, unrecoveredMicro: 0 },
    });
    expect(await balanceOf(ada)).toBe(credits(5));
    const stored = (await db.doc(`users/${ada.userId}`).get()).data();
    expect(stored).toMatchObject({ debts: [], heldMicro: 0 });
    expect([await abuseOf(ada), await wrongWith(ada)]).toEqual([[], []]);
    expect(await end(ada, activityIds[0] ?? '', 'failed').catch((error: unknown) => error)).toBeDefined();
    expect(await balanceOf(ada)).toBe(credits(5));
  });

  it('is paid by what the sweep releases of a closed account, whose rest is nobody’s', async () => {
    const { ada, orderId } = await paidBuyer(5);
    const activityId = await hold(ada, 10);
    await send(await refundEvent(orderId, 499));
    expect(await orderOf(orderId)).toMatchObject({ reversedMicro: credits(20), awaitedMicro: credits(5) });
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    expect((await db.doc(`ai_activity/${activityId}`).get()).get('status')).not.toBe('processing');
    expect(await orderOf(orderId)).toMatchObject({ reversedMicro: credits(25), unrecoveredMicro: 0 });
    expect((await db.doc(`users/${ada.userId}`).get()).data()).toMatchObject({ creditsMicro: 0, debts: [] });
    expect(await wrongWith(ada)).toEqual([]);
  });
});
