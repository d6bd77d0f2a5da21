import type { Order } from '@tollgate/contract/billing/order';
import type { Reference } from './events.ts';

export type Checkout = NonNullable<Order['checkout']>;

/** Who takes the money. */
export interface Processor {
  mode: Order['mode'];
  /** With which it signs what it tells us. */
  webhookSecret: string;
  /** The page where an order is paid. The same order has the same one, however often this is asked. */
  openCheckout(order: Order, orderId: string, buyer: Buyer): Promise<Checkout>;
  /** What we wrote on a payment; `null`: it is none of ours. */
  referenceOf(paymentId: string): Promise<Reference | null>;
  /** The page of a payment's receipt, where there is one. */
  receiptOf(paymentId: string): Promise<string | null>;
}

export interface Buyer {
  email: string | null;
  returnUrl: string;
}

/** The processor gave no answer that could be used. What was asked of it can be asked again. */
export class ProcessorUnavailable extends Error {}

/** Where a buyer comes back to. */
export function returnAddress(returnUrl: string, orderId: string, checkout: 'done' | 'cancelled'): string {
  const url = new URL(returnUrl);
  url.searchParams.set('order', orderId);
  url.searchParams.set('checkout', checkout);
  return url.href;
}
