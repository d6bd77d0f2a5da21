import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { begin, checkoutOf, orderOf, PACK, press, RETURN_URL, sellPack } from './payments.ts';
import { balanceOf, credits, must, type Person, signUp, userWith } from './support.ts';

/** Buying a pack: from the call to the page where one pays, and from there to the credits. */

let putBack: () => Promise<void>;

beforeAll(async () => {
  putBack = await sellPack(await signUp());
});
afterAll(() => putBack());

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
