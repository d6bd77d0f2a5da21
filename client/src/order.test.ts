import { Timestamp } from 'firebase/firestore';
import { describe, expect, it } from 'vitest';
import { readOrder } from './order.ts';

const stored = (change: object = {}) => ({
  userId: 'ada',
  packId: 'creator',
  label: 'Creator',
  creditsMicro: 110_000_000,
  bonusMicro: 10_000_000,
  priceCents: 1_499,
  mode: 'live',
  status: 'open',
  checkout: {
    sessionId: 'cs_1',
    url: 'https://pay.example.com/1',
    expiresAt: Timestamp.fromMillis(3_000),
  },
  receiptUrl: null,
  refundedCents: 0,
  reversedMicro: 0,
  unrecoveredMicro: 0,
  awaitedMicro: 0,
  createdAt: Timestamp.fromMillis(1_000),
  paidAt: null,
  ...change,
});

describe('an order, read', () => {
  it('leads to the checkout while it is open', () => {
    expect(readOrder('ada.1', stored())).toMatchObject({
      orderId: 'ada.1',
      status: 'open',
      problem: null,
      checkoutUrl: 'https://pay.example.com/1',
      checkoutExpiresAt: 3_000,
      createdAt: 1_000,
      paidAt: null,
    });
  });

  it('leads nowhere once it is paid, and to the receipt', () => {
    const paid = {
      status: 'paid',
      paidAt: Timestamp.fromMillis(2_000),
      receiptUrl: 'https://pay.example.com/r',
    };
    expect(readOrder('ada.1', stored(paid))).toMatchObject({
      checkoutUrl: null,
      receiptUrl: 'https://pay.example.com/r',
      paidAt: 2_000,
    });
  });

  it('sends nobody to an address that is no page', () => {
    const checkout = { url: 'javascript:alert(1)' };
    expect(readOrder('ada.1', stored({ checkout, receiptUrl: 'data:text/html,1' }))).toMatchObject({
      checkoutUrl: null,
      receiptUrl: null,
    });
  });

  it.each([[undefined], [{}], [stored({ status: 'dreamt' })], [stored({ createdAt: null })]])(
    'is nothing where the document is none: %o',
    (document) => {
      expect(readOrder('ada.1', document)).toBeUndefined();
    },
  );
});
