import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { describe, expect, it } from 'vitest';
import type { Processor } from '../../functions/src/billing/processor.ts';
import { beginCheckout } from '../../functions/src/billing/store.ts';
import {
  begin,
  checkoutOf,
  orderOf,
  PACK,
  pay,
  press,
  RETURN_URL,
  sell,
  sellsPackMeanwhile,
} from './payments.ts';
import {
  balanceOf,
  call,
  callRaw,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refusal,
  signInAsGuest,
  signUp,
  signUpStaff,
  theAdmin,
  userWith,
} from './support.ts';

/** Buying a pack: from the call to the page where one pays, and from there to the credits. */

sellsPackMeanwhile();

const ledgerOf = async (person: Person) => (await must('getCreditLogs', {}, person)).entries;

describe('buying a pack', () => {
  it('leads to a page that says it is simulated, and from there back with the credits', async () => {
    const ada = await userWith(3);
    const { orderId, status, checkoutUrl } = await begin(ada);
    expect({ orderId, status }).toEqual({
      orderId: expect.stringContaining(`${ada.userId}.`),
      status: 'open',
    });
    const page = await fetch(checkoutUrl ?? '');
    const shown = await page.text();
    expect(shown).toContain('Simulated checkout: no money moves.');
    expect(shown).toContain('$4.99');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    const paid = await press(checkoutUrl, 'pay');
    expect(paid.status).toBe(303);
    expect(paid.location).toBe(`${RETURN_URL}&order=${encodeURIComponent(orderId)}&checkout=done`);
    expect(await balanceOf(ada)).toBe(credits(28));
    const [entry] = await ledgerOf(ada);
    expect(entry).toMatchObject({
      ...{ type: 'purchase', source: 'purchase', amountMicro: credits(25), reason: 'Bought: Test pack' },
    });
    expect(await orderOf(orderId)).toMatchObject({
      ...{ status: 'paid', mode: 'simulated', label: 'Test pack', creditsMicro: PACK.creditsMicro },
      ...{ priceCents: 499, entryId: entry?.entryId, receiptUrl: checkoutUrl, paidAt: expect.any(Number) },
    });
    const { grants, notices } = await must('getUserProfile', {}, ada);
    expect(grants.find(({ source }) => source === 'purchase')).toMatchObject({ expiresAt: null });
    expect(notices.at(-1)).toMatchObject({ kind: 'credits_received', amountMicro: credits(25) });
  });

  it('is one order however often it is asked for and paid', async () => {
    const ada = await userWith(0);
    const wanted = checkoutOf();
    const answers = await Promise.all([1, 2, 3, 4].map(() => must('createCheckout', wanted, ada)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [first] = answers;
    await Promise.all([press(first?.checkoutUrl ?? '', 'pay'), press(first?.checkoutUrl ?? '', 'pay')]);
    expect(await press(first?.checkoutUrl ?? '', 'decline')).toMatchObject({ status: 200 });
    expect(await balanceOf(ada)).toBe(credits(25));
    expect(await must('createCheckout', wanted, ada)).toEqual({
      ...first,
      status: 'paid',
      checkoutUrl: null,
    });
  });

  it('gives nothing where the payment is declined, or the buyer turns back', async () => {
    const ada = await userWith(0);
    const declined = await begin(ada);
    expect(await press(declined.checkoutUrl, 'decline')).toMatchObject({ status: 303 });
    expect(await orderOf(declined.orderId)).toMatchObject({ status: 'failed', problem: 'declined' });
    expect((await fetch(declined.checkoutUrl ?? '')).status).toBe(410);
    const left = await begin(ada);
    expect(await press(left.checkoutUrl, 'cancel')).toMatchObject({
      location: `${RETURN_URL}&order=${encodeURIComponent(left.orderId)}&checkout=cancelled`,
    });
    expect((await orderOf(left.orderId)).status).toBe('open');
    expect(await balanceOf(ada)).toBe(0);
  });
});

describe('beginning to buy', () => {
  it('is refused to guests, and to who is paused or suspended', async () => {
    expect(await refusal('createCheckout', checkoutOf(), await signInAsGuest())).toMatchObject({
      ...{ status: 401, message: expect.stringContaining('Sign up first') },
    });
    for (const status of ['paused', 'suspended'] as const) {
      const ada = await userWith(0);
      await must('setUserStatus', { userId: ada.userId, status, reason: 'x' }, await theAdmin());
      expect(await refusal('createCheckout', checkoutOf(), ada)).toMatchObject({
        details: { reason: status },
      });
    }
  });

  it('works as the first thing that somebody does', async () => {
    const ada = await signUp();
    expect(await begin(ada)).toMatchObject({ status: 'open' });
  });

  it.each([
    'https://evil.example/bought',
    'https://evil.example/?x=http://127.0.0.1:5002',
    'http://127.0.0.1:5002@evil.example/',
    'javascript:alert(1)',
    '/bought',
  ])('is refused with a way back to %s', async (returnUrl) => {
    const ada = await userWith(0);
    expect(await refusal('createCheckout', { ...checkoutOf(), returnUrl }, ada)).toMatchObject({
      details: { reason: 'invalid_argument', issues: [{ path: 'returnUrl' }] },
    });
    expect((await db.collection('orders').where('userId', '==', ada.userId).get()).size).toBe(0);
  });

  it.each([
    ['a price of one’s own', { priceCents: 1 }, ''],
    ['credits of one’s own', { creditsMicro: credits(1_000) }, ''],
    ['somebody else as the buyer', { userId: 'eve' }, ''],
    ['no pack', { packId: '' }, 'packId'],
    ['a pack that is a number', { packId: 7 }, 'packId'],
    ['a request id with a path in it', { requestId: '../x' }, 'requestId'],
    ['an address that is none', { returnUrl: 'back' }, 'returnUrl'],
  ])('takes no %s', async (_, change, path) => {
    const ada = await userWith(0);
    const answer = await callRaw('createCheckout', { ...checkoutOf(), ...change }, ada.token);
    expect(answer).toMatchObject({ ok: false, error: { details: { issues: [{ path }] } } });
  });

  it('is refused for what is not for sale', async () => {
    const ada = await userWith(0);
    for (const packId of ['nope', 'constructor', '__proto__'])
      expect(await refusal('createCheckout', checkoutOf(newRequestId(), packId), ada)).toMatchObject({
        ...{ code: 'FAILED_PRECONDITION', details: { reason: 'not_for_sale' } },
      });
  });

  it('keeps orders apart: one’s request id reaches no order of another, and stands for one thing', async () => {
    const [ada, eve] = [await userWith(0), await userWith(0)];
    const wanted = checkoutOf();
    const [hers, evil] = [
      await must('createCheckout', wanted, ada),
      await must('createCheckout', wanted, eve, instances[1]),
    ];
    expect(evil.orderId).not.toBe(hers.orderId);
    const asAda = { ...wanted, requestId: hers.orderId };
    expect(await refusal('createCheckout', asAda, eve)).toMatchObject({
      details: { reason: 'invalid_argument' },
    });
    for (const change of [{ packId: 'other' }, { returnUrl: 'http://127.0.0.1:5002/elsewhere' }])
      expect(await refusal('createCheckout', { ...wanted, ...change }, ada)).toMatchObject({
        details: { reason: 'request_reused' },
      });
  });

  it('is admitted ten times an hour, of many at once on two instances too', async () => {
    const ada = await userWith(0);
    const wanted = Array.from({ length: 24 }, () => checkoutOf());
    const burst = await Promise.all(
      wanted.map((input, index) => call('createCheckout', input, ada, instances[index % 2])),
    );
    // While four of a user's calls wait for the processor, others are sent away: they come again.
    const answers: typeof burst = [];
    for (const [index, input] of wanted.entries()) {
      const first = burst[index];
      const isBusy = first && !first.ok && first.error.details.reason === 'payment_unavailable';
      answers.push(first && !isBusy ? first : await call('createCheckout', input, ada));
    }
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(answers.length - refused.length).toBe(10);
    for (const { status, details } of refused)
      expect([status, details.reason, (details.retryAfterMs ?? 0) > 3_500_000]).toEqual([
        ...[429, 'rate_limited', true],
      ]);
    expect((await db.collection('orders').where('userId', '==', ada.userId).get()).size).toBe(10);
  });
});

describe('the simulated page', () => {
  it('is there for nobody who made its address up', async () => {
    const ada = await userWith(0);
    const { checkoutUrl } = await begin(ada);
    const url = new URL(checkoutUrl ?? '');
    const session = url.searchParams.get('session') ?? '';
    for (const other of [
      '',
      'cs_simulated_',
      `${session.slice(0, -1)}x`,
      `../${session}`,
      'cs_simulated_0123abcd',
    ]) {
      url.searchParams.set('session', other);
      expect((await press(url.href, 'pay')).status).toBe(404);
    }
    expect(await balanceOf(ada)).toBe(0);
  });
});

describe('leaving', () => {
  it('takes orders along, and leaves them without the person behind the account', async () => {
    const ada = await userWith(0);
    const bought = await begin(ada);
    await press(bought.checkoutUrl, 'pay');
    const open = await begin(ada);
    const paths: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const part: { documents: { path: string; data: object }[]; cursor: string | null } = await must(
        'exportData',
        cursor === undefined ? {} : { cursor },
        ada,
      );
      paths.push(...part.documents.map(({ path }) => path));
      for (const { data } of part.documents) expect(data).not.toHaveProperty('payloadHash');
      cursor = part.cursor ?? undefined;
    }
    expect(paths).toEqual(expect.arrayContaining([`orders/${bought.orderId}`, `orders/${open.orderId}`]));
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    expect(await orderOf(bought.orderId)).toMatchObject({
      ...{ status: 'paid', priceCents: 499, paymentId: expect.any(String), receiptUrl: null, checkout: null },
    });
    // A page that was open is paid after all: said, and nothing moves.
    expect((await press(open.checkoutUrl, 'pay')).status).toBe(303);
    expect(await orderOf(open.orderId)).toMatchObject({
      ...{ status: 'failed', problem: 'account_closed', entryId: null, receiptUrl: null, checkout: null },
    });
    const { violations } = await must('reconcileUser', { userId: ada.userId }, await theAdmin());
    expect(violations).toEqual([]);
  });
});

/** A call in this process, at a processor of which nothing is known but that it takes every order. */
function beginAs(
  { userId, email }: Person,
  { mode = 'simulated', staffClaim = null, isReached = Promise.resolve(), ...wanted }: BeginOptions,
) {
  const checkout = { sessionId: 'cs_1', url: 'https://pay.test/', expiresAt: Date.now() + 3_600_000 };
  const told = { referenceOf: async () => null, receiptOf: async () => null };
  const openCheckout = async () => {
    await isReached;
    return checkout;
  };
  const processor: Processor = { mode, webhookSecret: '', openCheckout, ...told };
  const nobody = { displayName: null, isGuest: false, country: null, address: null };
  return beginCheckout({ ...checkoutOf(), ...wanted }, { ...nobody, userId, email, staffClaim }, processor);
}

interface BeginOptions {
  mode?: Processor['mode'];
  staffClaim?: string | null;
  requestId?: string;
  /** When the processor answers. */
  isReached?: Promise<void>;
}

describe('a processor', () => {
  it('sells in its test mode to staff alone: its cards pay nothing, and the credits would be real', async () => {
    const ada = await userWith(0);
    for (const staffClaim of [null, 'admin'])
      expect(await beginAs(ada, { mode: 'test', staffClaim })).toMatchObject({ reason: 'not_for_sale' });
    expect((await db.collection('orders').where('userId', '==', ada.userId).get()).size).toBe(0);
    const tester = await signUpStaff('moderator');
    const begun = await beginAs(tester, { mode: 'test', staffClaim: 'moderator' });
    expect(begun).toMatchObject({ checkoutUrl: 'https://pay.test/' });
  });

  it('that does not answer keeps four calls of a user waiting, not all that they can make', async () => {
    const ada = await userWith(0);
    const { promise: isReached, resolve: answer } = Promise.withResolvers<void>();
    const requestId = newRequestId();
    const outcomes: unknown[] = [];
    const asked = Array.from({ length: 12 }, async () => {
      const outcome = await beginAs(ada, { requestId, isReached });
      outcomes.push(outcome);
      return outcome;
    });
    await expect.poll(() => outcomes.length).toBe(8);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: 'payment_unavailable', details: { retryAfterMs: 5_000 } });
    answer();
    const begun = (await Promise.all(asked)).filter((outcome) => !isRefusal(outcome));
    expect(begun).toHaveLength(4);
    expect(await beginAs(ada, { requestId })).toEqual(begun[0]);
  });

  it('is not asked for another page of an order whose buyer has another address for mail by now', async () => {
    const ada = await userWith(0);
    const requestId = newRequestId();
    expect(await beginAs(ada, { requestId })).toMatchObject({ status: 'open' });
    expect(await beginAs(ada, { requestId })).toMatchObject({ status: 'open' });
    const changed = { ...ada, email: 'new@example.com' };
    expect(await beginAs(changed, { requestId })).toMatchObject({ reason: 'request_reused' });
  });
});

describe('an order that was begun', () => {
  it('stays at its price and can be paid, though the pack has changed since and is not sold any more', async () => {
    const ada = await userWith(0);
    const wanted = checkoutOf();
    const { orderId } = await must('createCheckout', wanted, ada);
    const dearer = { ...PACK, creditsMicro: credits(1_000), priceCents: 1 };
    await sell(await signUp(), ({ packs }) => ({
      sellsPacks: false,
      packs: { ...packs, [wanted.packId]: dearer },
    }));
    expect(await refusal('createCheckout', checkoutOf(), ada)).toMatchObject({
      details: { reason: 'not_for_sale' },
    });
    expect(await must('createCheckout', wanted, ada)).toMatchObject({ orderId, status: 'open' });
    await pay(orderId);
    expect(await balanceOf(ada)).toBe(credits(25));
  });
});
