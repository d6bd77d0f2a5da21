import type { PackOrder } from '@tollgate/client/buying';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import words from '../../locales/en/bought.json';
import common from '../../locales/en/common.json';
import { summarizeOrder } from './summarize-order.ts';

beforeAll(() =>
  i18next.init({ lng: 'en', defaultNS: 'common', resources: { en: { bought: words, common } } }),
);

const CREDIT = 1_000_000;
const order = (change: Partial<PackOrder>): PackOrder => ({
  ...{ orderId: 'ada.1', userId: 'ada', packId: 'small', label: 'Small' },
  ...{
    creditsMicro: 100 * CREDIT,
    bonusMicro: 0,
    priceCents: 999,
    mode: 'live',
    status: 'open',
    problem: null,
  },
  ...{ checkoutUrl: null, checkoutExpiresAt: null, receiptUrl: null },
  ...{ refundedCents: 0, reversedMicro: 0, unrecoveredMicro: 0, awaitedMicro: 0, createdAt: 1, paidAt: null },
  ...change,
});

const told = (change: Partial<PackOrder>, isCancelled = false, balance: string | null = '103 credits') => {
  const t = i18next.getFixedT('en', 'bought');
  const { title, lines, ...rest } = summarizeOrder(t, order(change), { isCancelled, balance });
  return { said: [title, ...lines].join(' '), ...rest };
};

describe('what became of a purchase', () => {
  it('is not decided by coming back: an open order is waited for, whoever says that it is done', () => {
    const { said, tone, offersCheckout } = told({});
    expect(said).toMatch(/Waiting.*You may leave it: the credits come anyway/);
    expect({ tone, offersCheckout }).toEqual({ tone: 'waiting', offersCheckout: true });
  });

  it('is nothing paid where the buyer left, unless it has been paid meanwhile', () => {
    expect(told({}, true)).toMatchObject({
      said: expect.stringContaining('Nothing was paid'),
      offersPacks: true,
    });
    expect(told({ status: 'paid' }, true).said).toContain('100 credits are yours');
  });

  it('is told with the new balance, where that is known', () => {
    expect(told({ status: 'paid' }).said).toContain('You can now spend 103 credits.');
    expect(told({ status: 'paid' }, false, null).said).not.toContain('spend');
  });

  it.each([
    ['expired', null, 'Nothing was paid', true],
    ['failed', 'declined', 'declined Nothing was paid', true],
    ['failed', 'balance_full', 'can’t take so many more credits. What you paid is paid back', false],
    ['failed', 'account_closed', 'closed before', false],
    ['failed', 'amount_differs', 'Another amount', false],
  ] as const)(
    '%s, %s: says what was paid and whether to try again',
    (status, problem, sentence, offersPacks) => {
      const { said, ...rest } = told({ status, problem });
      expect(said).toContain(sentence);
      expect(rest.offersPacks).toBe(offersPacks);
    },
  );

  it('says what went back, what was taken for it, and what could not be', () => {
    const back = { refundedCents: 999, reversedMicro: 60 * CREDIT, unrecoveredMicro: 40 * CREDIT };
    expect(told({ status: 'refunded', ...back }).said).toMatch(
      /refunded \$9\.99 went back to you\. 60 credits were taken back\. 40 credits of it had been spent already\./,
    );
    const waiting = { ...back, awaitedMicro: 5 * CREDIT };
    expect(told({ status: 'refunded', ...waiting }).said).toContain(
      '5 credits are held by generations that run.',
    );
    expect(told({ status: 'refunded', refundedCents: 999 }).said).not.toContain('taken');
    expect(told({ status: 'partly_refunded', ...back }).said).toContain('A part');
    expect(told({ status: 'disputed', ...back }).said).toMatch(/disputed.*60 credits were taken back/);
  });
});
