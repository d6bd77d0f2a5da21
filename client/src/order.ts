import {
  ORDER_PROBLEMS,
  ORDER_STATUSES,
  type OrderProblem,
  type OrderStatus,
  PAYMENT_MODES,
  type PaymentMode,
} from '@tollgate/contract/billing/order';
import { count, fieldsOf, member, millis, text, textOrNull } from './activity.ts';

/** What `createCheckout` takes. */
export interface CheckoutRequest {
  requestId: string;
  /** Of the price book. */
  packId: string;
  /** An http or https address. */
  returnUrl: string;
}

/** A pack that somebody buys, from the checkout to what became of it. Times are milliseconds since 1970. */
export interface PackOrder {
  orderId: string;
  userId: string;
  packId: string;
  /** The pack as it was when it was ordered: a later change of the price book doesn't reach it. */
  label: string;
  /** What is delivered, with the bonus in it. */
  creditsMicro: number;
  /** How many of those are a bonus. */
  bonusMicro: number;
  /** US cents. */
  priceCents: number;
  /** `test` and `simulated`: no money moves. */
  mode: PaymentMode;
  status: OrderStatus;
  /**
   * Why it failed. `declined`: nothing was paid. The others were paid and not delivered, and are paid back:
   * another amount came than was asked for, the account was closed meanwhile, nobody may own so much.
   */
  problem: OrderProblem | null;
  /** Where to pay, until `checkoutExpiresAt`; `null` where nothing can be paid any more. */
  checkoutUrl: string | null;
  checkoutExpiresAt: number | null;
  /** The processor's receipt, a page. */
  receiptUrl: string | null;
  /** US cents that went back. */
  refundedCents: number;
  /** Credits that were taken back with them, and those that were spent already. */
  reversedMicro: number;
  unrecoveredMicro: number;
  /** Credits that running generations hold: they are taken as far as those give them back. */
  awaitedMicro: number;
  createdAt: number;
  paidAt: number | null;
}

/** Only a web page is a place to send somebody to. */
const pageOrNull = (value: unknown): string | null => {
  const address = textOrNull(value);
  return address !== null && /^https?:\/\//.test(address) ? address : null;
};

/** Reads a document of `orders`; `undefined` when it is not one, so that one bad document spoils no list. */
export function readOrder(orderId: string, document: unknown): PackOrder | undefined {
  const fields = fieldsOf(document);
  const status = member(ORDER_STATUSES, fields.status);
  const mode = member(PAYMENT_MODES, fields.mode);
  const createdAt = millis(fields.createdAt);
  if (!status || !mode || createdAt === null) return undefined;
  const checkout = fieldsOf(fields.checkout);
  const isOpen = status === 'open';
  return {
    orderId,
    userId: text(fields.userId),
    packId: text(fields.packId),
    label: text(fields.label),
    creditsMicro: count(fields.creditsMicro),
    bonusMicro: count(fields.bonusMicro),
    priceCents: count(fields.priceCents),
    mode,
    status,
    problem: member(ORDER_PROBLEMS, fields.problem) ?? null,
    checkoutUrl: isOpen ? pageOrNull(checkout.url) : null,
    checkoutExpiresAt: isOpen ? millis(checkout.expiresAt) : null,
    receiptUrl: pageOrNull(fields.receiptUrl),
    refundedCents: count(fields.refundedCents),
    reversedMicro: count(fields.reversedMicro),
    unrecoveredMicro: count(fields.unrecoveredMicro),
    awaitedMicro: count(fields.awaitedMicro),
    createdAt,
    paidAt: millis(fields.paidAt),
  };
}
