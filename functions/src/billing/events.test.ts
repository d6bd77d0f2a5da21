import { describe, expect, it } from 'vitest';
import { readEvent } from './events.ts';

const metadata = { tollgateOrder: 'ada.r', tollgateProject: 'shop', colour: 'blue' };
const reference = { tollgateOrder: 'ada.r', tollgateProject: 'shop' };
const session = {
  ...{
    id: 'cs_1',
    payment_status: 'paid',
    payment_intent: 'pi_1',
    amount_total: 499,
    currency: 'usd',
    metadata,
  },
};
const event = (type: string, object: object, livemode = false) => ({
  ...{ id: 'evt_1', object: 'event', type, livemode, created: 1, data: { object } },
});
const read = (type: string, object: object) => readEvent(event(type, object))?.fact ?? null;

describe('events of Stripe', () => {
  it('tell that an order is paid, at once or later', () => {
    const paid = { kind: 'paid', paymentId: 'pi_1', amountCents: 499, currency: 'usd' };
    for (const type of ['checkout.session.completed', 'checkout.session.async_payment_succeeded'])
      expect(readEvent(event(type, session, true))).toEqual({ isLive: true, reference, fact: paid });
    expect(read('checkout.session.completed', { ...session, payment_intent: { id: 'pi_1' } })).toEqual(paid);
  });

  it('tell nothing while the money is on its way, or where none was asked for', () => {
    for (const payment_status of ['unpaid', 'no_payment_required'])
      expect(read('checkout.session.completed', { ...session, payment_status })).toBeNull();
  });

  it('tell that a page is over, or that the bank said no', () => {
    const unpaid = { ...session, payment_status: 'unpaid', payment_intent: null };
    expect(read('checkout.session.expired', unpaid)).toEqual({ kind: 'ended', as: 'expired' });
    expect(read('checkout.session.async_payment_failed', unpaid)).toEqual({ kind: 'ended', as: 'failed' });
  });

  it('tell how much went back', () => {
    const charge = { amount_refunded: 100, payment_intent: 'pi_1', receipt_url: 'https://r', metadata };
    expect(read('charge.refunded', charge)).toEqual({
      ...{ kind: 'refunded', paymentId: 'pi_1', refundedCents: 100, receiptUrl: 'https://r' },
    });
    expect(read('charge.refunded', { ...charge, payment_intent: null })).toBeNull();
  });

  it.each([
    ['created', 'warning_needs_response', 'inquiry'],
    ['created', 'needs_response', 'open'],
    ['updated', 'under_review', 'open'],
    ['closed', 'won', 'won'],
    ['closed', 'prevented', 'won'],
    ['closed', 'lost', 'lost'],
    ['closed', 'warning_closed', 'inquiry'],
  ])('tell of a dispute, %s with %s: %s', (kind, status, state) => {
    const dispute = { id: 'dp_1', payment_intent: 'pi_1', status };
    expect(readEvent(event(`charge.dispute.${kind}`, dispute))).toMatchObject({
      ...{ reference: null, fact: { kind: 'disputed', disputeId: 'dp_1', paymentId: 'pi_1', state } },
    });
  });

  it('are none of ours without our reference, or of a kind that says nothing', () => {
    for (const other of [{}, null, { tollgateOrder: 'ada.r' }, { tollgateOrder: 1, tollgateProject: 'x' }])
      expect(read('checkout.session.completed', { ...session, metadata: other })).toBeNull();
    expect(read('customer.created', { id: 'cus_1' })).toBeNull();
  });

  it('in a form that nobody knows are no quiet nothing', () => {
    expect(() => readEvent({ object: 'event' })).toThrow();
    expect(() => read('checkout.session.completed', { metadata })).toThrow();
  });
});
