import type { User } from '@tollgate/contract/account/user';
import type { Order } from '@tollgate/contract/billing/order';
import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { MAX_BALANCE_MICRO, MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { designStudio } from '@tollgate/contract/config/presets/design-studio';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import {
  CHECKOUT_LIFETIME_MS,
  type CheckoutCommand,
  decideCheckout,
  decideOpened,
  MAX_CHECKOUTS_PER_HOUR,
} from './decide-checkout.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const credit = { ...designStudio.credit_config, version: 7 };
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};
const ada: User = decideEnsure(null, identity, toMicro(0), NOW).user;
const command: CheckoutCommand = {
  ...{ userId: 'ada', requestId: 'r', packId: 'starter', payloadHash: 'h', mode: 'simulated' },
};

const ordered = (user = ada, nowMs = NOW) => decideCheckout({ user, order: null }, command, credit, nowMs);

function open(): { user: User; order: Order } {
  const decision = ordered();
  if (decision.kind !== 'ordered') throw new Error('it is for sale');
  return decision;
}

const checkout = {
  sessionId: 'cs_1',
  url: 'https://pay.example/cs_1',
  expiresAt: NOW + CHECKOUT_LIFETIME_MS,
};

describe('beginning to buy', () => {
  it('takes price and credits from the configuration of now', () => {
    expect(open().order).toMatchObject({
      ...{ status: 'open', label: 'Starter', creditsMicro: 25 * MICRO_PER_CREDIT, priceCents: 499 },
      ...{ priceVersion: 7, checkout: null, paymentId: null, entryId: null, createdAt: NOW },
    });
  });

  it.each([
    ['nobody', null, 'not_found'],
    ['somebody who is suspended', { ...ada, status: 'suspended' as const }, 'suspended'],
    ['somebody whose account is deleted', { ...ada, status: 'deleted' as const }, 'suspended'],
    ['somebody who is paused', { ...ada, status: 'paused' as const }, 'paused'],
  ])('is refused to %s', (_, user, reason) => {
    expect(decideCheckout({ user, order: null }, command, credit, NOW)).toMatchObject({ reason });
  });

  it('is refused for what is not sold, and for names that only objects have', () => {
    const refused = [
      decideCheckout({ user: ada, order: null }, { ...command, packId: 'nope' }, credit, NOW),
      decideCheckout({ user: ada, order: null }, { ...command, packId: 'constructor' }, credit, NOW),
      decideCheckout({ user: ada, order: null }, command, { ...credit, sellsPacks: false }, NOW),
    ];
    for (const refusal of refused) expect(refusal).toMatchObject({ reason: 'not_for_sale' });
  });

  it('is refused for more than anybody may own', () => {
    const rich = { ...ada, creditsMicro: toMicro(MAX_BALANCE_MICRO) };
    expect(ordered(rich)).toMatchObject({
      reason: 'invalid_argument',
      details: { issues: [{ path: 'packId' }] },
    });
  });

  it('is admitted ten times in any hour', () => {
    let user = ada;
    for (let nth = 0; nth < MAX_CHECKOUTS_PER_HOUR; nth++) {
      const decision = ordered(user, NOW + nth);
      if (decision.kind !== 'ordered') throw new Error(`the ${nth + 1}th was refused`);
      user = decision.user;
    }
    expect(ordered(user, NOW + 60_000)).toMatchObject({
      ...{ reason: 'rate_limited', details: { retryAfterMs: HOUR_MS - 60_000 } },
    });
    expect(ordered(user, NOW + HOUR_MS)).toMatchObject({ kind: 'ordered' });
  });
});

describe('the same request again', () => {
  const again = (order: Order, nowMs = NOW + 1_000, payloadHash = 'h') =>
    decideCheckout(
      { user: ada, order },
      { ...command, payloadHash },
      { ...credit, sellsPacks: false },
      nowMs,
    );

  it('is the same order, whatever is sold by now', () => {
    const { order } = open();
    expect(again(order)).toEqual({ kind: 'repeat', order, isChanged: false });
    expect(again(order, NOW, 'another')).toMatchObject({ reason: 'request_reused' });
  });

  it('is refused once the account is closed, and not while it is only suspended', () => {
    const { order } = open();
    const of = (status: User['status']) =>
      decideCheckout({ user: { ...ada, status }, order }, command, credit, NOW);
    expect(of('deleted')).toMatchObject({ reason: 'suspended' });
    expect(of('suspended')).toMatchObject({ kind: 'repeat' });
  });

  it('says that it is over once its page is, and when it never got one in time', () => {
    const { order } = open();
    const opened = { ...order, checkout };
    expect(again(opened, checkout.expiresAt - 1)).toMatchObject({ isChanged: false });
    expect(again(opened, checkout.expiresAt)).toMatchObject({
      isChanged: true,
      order: { status: 'expired' },
    });
    // Stripe makes no page that ends in less than half an hour.
    expect(again(order, NOW + CHECKOUT_LIFETIME_MS - 30 * 60_000)).toMatchObject({
      order: { status: 'expired' },
    });
    expect(again({ ...opened, status: 'paid' }, checkout.expiresAt)).toMatchObject({ isChanged: false });
  });

  it('keeps the page that came first', () => {
    const { order } = open();
    const opened = decideOpened(order, checkout, NOW + 1);
    expect(opened).toMatchObject({ checkout, updatedAt: NOW + 1 });
    expect(opened && decideOpened(opened, { ...checkout, sessionId: 'cs_2' }, NOW + 2)).toBeNull();
    expect(decideOpened({ ...order, status: 'failed' }, checkout, NOW)).toBeNull();
  });
});
