import type { Micro } from '../common/money.ts';
import type { Lot } from '../ledger/lots.ts';

/** `open`: not paid yet. The last three say what became of the money later. */
export const ORDER_STATUSES = [
  'open',
  'paid',
  'expired',
  'failed',
  'partly_refunded',
  'refunded',
  'disputed',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Who takes the money. `simulated`: nobody, in emulators; `test`: the processor's test mode. */
export const PAYMENT_MODES = ['live', 'test', 'simulated'] as const;
export type PaymentMode = (typeof PAYMENT_MODES)[number];

/**
 * Why an order failed: the payment was declined; or it was paid and not delivered, because another amount
 * came than was asked for, because the account was closed meanwhile, or because nobody may own so much. What
 * was paid is then to be paid back.
 */
export const ORDER_PROBLEMS = ['declined', 'amount_differs', 'account_closed', 'balance_full'] as const;
export type OrderProblem = (typeof ORDER_PROBLEMS)[number];

/** What became of a dispute; of an inquiry no money has moved. */
export const DISPUTE_STATES = ['inquiry', 'open', 'lost', 'won'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/**
 * `orders/{uid}.{requestId}`: a pack that somebody buys, from the checkout to the delivery and to what became
 * of it. What the payment processor says decides, never a page that somebody came back to.
 */
export interface Order {
  userId: string;
  requestId: string;
  payloadHash: string;
  packId: string;
  /** What was offered when it was ordered: a later change of the pack doesn't reach it. */
  label: string;
  creditsMicro: Micro;
  bonusMicro: Micro;
  /** US cents. */
  priceCents: number;
  priceVersion: number;
  mode: PaymentMode;
  status: OrderStatus;
  /** The processor's checkout page; `null` until it is made. */
  checkout: { sessionId: string; url: string; expiresAt: number } | null;
  /** The processor's id of the payment, by which refunds and disputes name it. */
  paymentId: string | null;
  problem: OrderProblem | null;
  /** By the processor's id. */
  disputes: Record<string, DisputeState>;
  /** The ledger entry that delivered the credits. */
  entryId: string | null;
  /** The processor's receipt, a page. */
  receiptUrl: string | null;
  /** US cents that went back. */
  refundedCents: number;
  /** Credits that were taken back for it, and those that were spent already and could not be. */
  reversedMicro: Micro;
  unrecoveredMicro: Micro;
  /** Credits that running generations held when they were to be taken back: owed by what those give back. */
  awaitedMicro: Micro;
  /** The lots from which `reversedMicro` was taken, in that order: a dispute that is won gives back there. */
  reversedLots: Lot[];
  createdAt: number;
  paidAt: number | null;
  updatedAt: number;
}

/** A purchase that was begun: lead the buyer to `checkoutUrl`. */
export interface Checkout {
  orderId: string;
  status: OrderStatus;
  /** Where to pay; `null` once it is paid, or can't be any more. */
  checkoutUrl: string | null;
}
