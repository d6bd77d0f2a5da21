import { type Micro, toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import type { CreditEntry } from '@tollgate/contract/ledger/entry';
import type { Lot } from '@tollgate/contract/ledger/lots';
import type { Pack, PricedService, PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { PackOrder } from '../order.ts';

/** For tests: prices, packs and lots with round numbers. */

export const CREDIT = toMicro(1_000_000);
export const credits = (amount: number): Micro => toMicro(amount * CREDIT);

export const lot = (amount: number, change: Partial<Lot> = {}): Lot => ({
  lotId: '1',
  source: 'welcome',
  priority: 50,
  expiresAt: null,
  createdAt: 1,
  amountMicro: credits(amount),
  ...change,
});

const image = (label: string, price: number): PricedService => ({
  label,
  description: `What ${label} is good at`,
  aiType: 'image',
  unit: 'image',
  priceMicro: price * CREDIT,
  per: 1,
  minimumMicro: 0,
  defaultUnits: 1,
  maxUnits: 10,
  runsOnServer: true,
});

const pack = (label: string, amount: number, bonus: number, priceCents: number): Pack => ({
  label,
  creditsMicro: amount * CREDIT,
  bonusMicro: bonus * CREDIT,
  priceCents,
});

export const prices: PublicPriceBook = {
  version: 1,
  services: {
    nano: image('Nano', 0.5),
    flux: image('Flux', 1),
    pro: image('Pro', 2),
    gemini: {
      ...image('Gemini', 1),
      aiType: 'chat',
      unit: 'token',
      priceMicro: 1_000,
      defaultUnits: 500,
      maxUnits: 8_000,
    },
  },
  packs: {
    pro: pack('Pro', 300, 50, 2_999),
    starter: pack('Starter', 25, 0, 499),
    creator: pack('Creator', 110, 10, 1_499),
  },
  sellsPacks: true,
  plans: {},
  lowBalanceMicro: 10 * CREDIT,
};

export const packOrder = (change: Partial<PackOrder> = {}): PackOrder => ({
  orderId: 'ada.request-1',
  userId: 'ada',
  packId: 'creator',
  label: 'Creator',
  creditsMicro: 110 * CREDIT,
  bonusMicro: 10 * CREDIT,
  priceCents: 1_499,
  mode: 'simulated',
  status: 'open',
  problem: null,
  checkoutUrl: 'https://checkout.example.com/request-1',
  checkoutExpiresAt: null,
  receiptUrl: null,
  refundedCents: 0,
  reversedMicro: 0,
  unrecoveredMicro: 0,
  awaitedMicro: 0,
  createdAt: 1,
  paidAt: null,
  ...change,
});

export const entry = (sequence: number, amount: number, createdAt: number): CreditEntry => ({
  entryId: `ada.${sequence}`,
  userId: 'ada',
  sequence,
  type: amount < 0 ? 'deduction' : 'grant',
  source: null,
  amountMicro: credits(amount),
  bySource: {},
  lots: [],
  balanceBeforeMicro: ZERO_MICRO,
  balanceAfterMicro: ZERO_MICRO,
  activityId: null,
  actorId: 'system',
  reason: 'a test',
  requestId: `request-${sequence}`,
  createdAt,
});
