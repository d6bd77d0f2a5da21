import type { User } from '@tollgate/contract/account/user';
import type { Order } from '@tollgate/contract/billing/order';
import { HOUR_MS } from '@tollgate/contract/common/calendar';
import {
  addMicro,
  formatCredits,
  MAX_BALANCE_MICRO,
  toMicro,
  ZERO_MICRO,
} from '@tollgate/contract/common/money';
import type { CreditConfig } from '@tollgate/contract/config/config';
import { type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import { refuseByStatus } from '../credits/status.ts';
import { admit } from '../limits/decide.ts';

export interface CheckoutCommand {
  userId: string;
  requestId: string;
  packId: string;
  payloadHash: string;
  mode: Order['mode'];
}

/** Whoever tries cards that are not theirs tries many. */
export const MAX_CHECKOUTS_PER_HOUR = 10;

/** How long a checkout can be paid: Stripe lets it be at most a day, counted from when the page is made. */
export const CHECKOUT_LIFETIME_MS = 23 * HOUR_MS;

/** An order that has no page after so long gets none any more: it would end before Stripe takes it. */
const LAST_OPENING_MS = CHECKOUT_LIFETIME_MS - HOUR_MS;

export type CheckoutDecision =
  | { kind: 'ordered'; order: Order; user: User }
  /** The order of an earlier call of the same request; `changed` where time has passed over it. */
  | { kind: 'repeat'; order: Order; isChanged: boolean }
  | Refusal;

/** Orders a pack at its price and credits of now, once for each request. */
export function decideCheckout(
  { user, order }: { user: User | null; order: Order | null },
  command: CheckoutCommand,
  credit: Pick<CreditConfig, 'packs' | 'sellsPacks'> & { version: number },
  nowMs: number,
): CheckoutDecision {
  const barred = user && refuseByStatus(user);
  // Who is paused or suspended still sees what they began; of a closed account nothing goes on.
  if (barred && (order === null || user.status === 'deleted')) return barred;
  if (order && order.payloadHash !== command.payloadHash) {
    return refuse(
      'request_reused',
      'This requestId was used for another order. Make a new id for each order.',
    );
  }
  if (order) return repeated(order, nowMs);
  if (!user) return refuse('not_found', 'There is no such user. Call ensureUser first.');
  const pack = Object.hasOwn(credit.packs, command.packId) ? credit.packs[command.packId] : undefined;
  if (!pack || !credit.sellsPacks) {
    return refuse('not_for_sale', 'This pack is not for sale now. Look which ones are.');
  }
  const ownedMicro = addMicro(user.creditsMicro, user.heldMicro);
  if (ownedMicro + pack.creditsMicro > MAX_BALANCE_MICRO) {
    return refuseField('packId', `nobody may own more than ${formatCredits(MAX_BALANCE_MICRO)} credits`);
  }
  const admitted = admit(user.checkouts, MAX_CHECKOUTS_PER_HOUR, nowMs);
  if (admitted.kind === 'refusal') return admitted;
  const opened: Order = {
    ...command,
    label: pack.label,
    creditsMicro: toMicro(pack.creditsMicro),
    bonusMicro: toMicro(pack.bonusMicro),
    priceCents: pack.priceCents,
    priceVersion: credit.version,
    status: 'open',
    ...{ checkout: null, paymentId: null, problem: null, disputes: {}, entryId: null, receiptUrl: null },
    ...{ refundedCents: 0, reversedMicro: ZERO_MICRO, unrecoveredMicro: ZERO_MICRO },
    ...{ awaitedMicro: ZERO_MICRO, reversedLots: [] },
    ...{ createdAt: nowMs, paidAt: null, updatedAt: nowMs },
  };
  return { kind: 'ordered', order: opened, user: { ...user, checkouts: admitted.times, updatedAt: nowMs } };
}

function repeated(order: Order, nowMs: number): CheckoutDecision {
  const endsAt = order.checkout?.expiresAt ?? order.createdAt + LAST_OPENING_MS;
  if (order.status !== 'open' || nowMs < endsAt) return { kind: 'repeat', order, isChanged: false };
  // What is paid in the last moment counts all the same: the processor's word does, whatever stands here.
  return { kind: 'repeat', order: { ...order, status: 'expired', updatedAt: nowMs }, isChanged: true };
}

/** The order with its page, or `null` where it has one, or needs none any more. */
export function decideOpened(order: Order, checkout: Order['checkout'], nowMs: number): Order | null {
  if (order.checkout !== null || order.status !== 'open') return null;
  return { ...order, checkout, updatedAt: nowMs };
}
