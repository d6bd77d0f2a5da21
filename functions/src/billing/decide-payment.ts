import type { LedgerEntry, Order, User } from '@tollgate/contract/documents';
import { spendableMicro } from '@tollgate/contract/documents';
import {
  addMicro,
  MAX_BALANCE_MICRO,
  type Micro,
  minMicro,
  subtractMicro,
  toMicro,
  ZERO_MICRO,
} from '@tollgate/contract/money';
import { type Account, type Cause, give, openAccount, remove, writeOffExpired } from '../credits/account.ts';

/** What the processor says of a payment. Each may come more than once, late, and before what it follows from. */
export type PaymentFact =
  | { kind: 'paid'; paymentId: string; amountCents: number; currency: string }
  | { kind: 'ended'; as: 'expired' | 'failed' }
  /** All that has gone back by now, in cents. */
  | { kind: 'refunded'; paymentId: string; refundedCents: number; receiptUrl: string | null }
  | { kind: 'disputed'; paymentId: string; disputeId: string; state: DisputeState };

export type DisputeState = Order['disputes'][string];

export type PaymentDecision =
  /** It says nothing new; or it is about another payment than the one that delivered the order. */
  | { kind: 'unchanged' | 'another_payment' }
  | {
      kind: 'changed';
      order: Order;
      /** `null` where nothing of the user changes. */
      user: User | null;
      entries: LedgerEntry[];
      /** Credits that were to be taken back now, and had been spent. */
      lostMicro: Micro;
    };

/**
 * What becomes of an order and its user's credits by what the processor says. The order keeps all that was said; what
 * was delivered and taken back is then brought to what follows from all of it. So the order in which it is said does not matter.
 */
export function decidePayment(
  { order, user }: { order: Order; user: User | null },
  fact: PaymentFact,
  entryIdOf: (entry: LedgerEntry) => string,
  nowMs: number,
): PaymentDecision {
  if ('paymentId' in fact && order.paymentId !== null && order.paymentId !== fact.paymentId)
    return { kind: 'another_payment' };
  const told = withFact(order, fact, nowMs);
  if (!told) return { kind: 'unchanged' };
  const delivered = deliver(told, user, entryIdOf, nowMs);
  const settled = takeBack(delivered.order, delivered.account, nowMs);
  const isMoved = (settled.account?.entries.length ?? 0) > 0;
  // The processor's pages know the person, of whom nothing personal is kept any more.
  const receiptUrl = user?.status === 'deleted' ? null : settled.order.receiptUrl;
  return {
    kind: 'changed',
    order: { ...settled.order, receiptUrl, status: statusOf(settled.order), updatedAt: nowMs },
    user: isMoved && settled.account ? { ...settled.account.user, updatedAt: nowMs } : null,
    entries: settled.account?.entries ?? [],
    lostMicro: settled.lostMicro,
  };
}

/** The order with what was said, or `null` where it knew. */
function withFact(order: Order, fact: PaymentFact, nowMs: number): Order | null {
  switch (fact.kind) {
    case 'paid': {
      if (order.paidAt !== null) return null;
      const isRight = fact.amountCents === order.priceCents && fact.currency === 'usd';
      const problem = isRight ? null : 'amount_differs';
      return { ...order, paymentId: fact.paymentId, paidAt: nowMs, problem };
    }
    case 'ended':
      // What was paid was paid, whatever is said late of the page where that was done.
      if (order.paidAt !== null || order.status !== 'open') return null;
      return { ...order, status: fact.as, problem: fact.as === 'failed' ? 'declined' : null };
    case 'refunded': {
      const refundedCents = Math.min(fact.refundedCents, order.priceCents);
      if (refundedCents <= order.refundedCents) return null;
      const receiptUrl = order.receiptUrl ?? fact.receiptUrl;
      return { ...order, paymentId: fact.paymentId, refundedCents, receiptUrl };
    }
    case 'disputed': {
      const known = order.disputes[fact.disputeId];
      if (known !== undefined && FINALITY[known] >= FINALITY[fact.state]) return null;
      const disputes = { ...order.disputes, [fact.disputeId]: fact.state };
      return { ...order, paymentId: fact.paymentId, disputes };
    }
  }
}

/** What is said of a dispute later never goes back; one that was lost may still be won in the end. */
const FINALITY: Record<DisputeState, number> = { inquiry: 0, open: 1, lost: 2, won: 3 };

type Settling = { order: Order; account: Account | null };

/** Gives what was paid for, once; or says why not. */
function deliver(
  order: Order,
  user: User | null,
  entryIdOf: (entry: LedgerEntry) => string,
  nowMs: number,
): Settling {
  const isOpen = user !== null && user.status !== 'deleted';
  const account = isOpen ? openAccount(user) : null;
  if (order.paidAt === null || order.problem !== null || order.entryId !== null) return { order, account };
  if (!account) return { order: { ...order, problem: 'account_closed' }, account };
  const ownedMicro = addMicro(account.user.creditsMicro, account.user.heldMicro);
  const { creditsMicro: amountMicro } = order;
  if (ownedMicro + amountMicro > MAX_BALANCE_MICRO)
    return { order: { ...order, problem: 'balance_full' }, account };
  const given = { type: 'purchase', source: 'purchase', amountMicro, expiresAt: null } as const;
  const next = give(writeOffExpired(account, nowMs), given, causeOf(order, 'Bought'), nowMs);
  const entry = next.entries.at(-1);
  if (!entry) throw new Error('a delivery makes an entry');
  return { order: { ...order, entryId: entryIdOf(entry) }, account: next };
}

/** The credits that are to have been taken back by now: of a part of the price the same part, rounded down. */
export function owedMicro({ creditsMicro, priceCents, refundedCents, disputes }: Order): Micro {
  if (isDisputed(disputes) || refundedCents >= priceCents) return creditsMicro;
  return toMicro(Number((BigInt(creditsMicro) * BigInt(refundedCents)) / BigInt(priceCents)));
}

const isDisputed = (disputes: Order['disputes']): boolean =>
  Object.values(disputes).some((state) => state === 'open' || state === 'lost');

/**
 * Takes back what is owed and can be spent; what is held by a running generation stays where it is and counts as spent. When
 * less is owed than before, because a dispute was won, first what could not be had is forgiven, then the rest given back.
 */
function takeBack(order: Order, account: Account | null, nowMs: number): Settling & { lostMicro: Micro } {
  const nothing = { order, account, lostMicro: ZERO_MICRO };
  const { reversedMicro, unrecoveredMicro } = order;
  if (order.entryId === null) return nothing;
  const moreMicro = owedMicro(order) - addMicro(reversedMicro, unrecoveredMicro);
  if (moreMicro === 0) return nothing;
  if (moreMicro < 0) {
    if (!account) return nothing;
    const tooMuchMicro = toMicro(-moreMicro);
    const forgivenMicro = minMicro(unrecoveredMicro, tooMuchMicro);
    const backMicro = subtractMicro(tooMuchMicro, forgivenMicro);
    return {
      ...nothing,
      order: {
        ...order,
        unrecoveredMicro: subtractMicro(unrecoveredMicro, forgivenMicro),
        reversedMicro: subtractMicro(reversedMicro, backMicro),
      },
      account: backMicro === 0 ? account : givenBack(order, account, backMicro, nowMs),
    };
  }
  const current = account && writeOffExpired(account, nowMs);
  const thereMicro = current ? spendableMicro(current.user.grants, nowMs) : ZERO_MICRO;
  const takenMicro = minMicro(thereMicro, toMicro(moreMicro));
  const lostMicro = subtractMicro(toMicro(moreMicro), takenMicro);
  const why = isDisputed(order.disputes) ? 'Payment disputed' : 'Payment refunded';
  const removed = { type: 'reversal', amountMicro: takenMicro, from: 'purchase' } as const;
  return {
    order: {
      ...order,
      reversedMicro: addMicro(reversedMicro, takenMicro),
      unrecoveredMicro: addMicro(unrecoveredMicro, lostMicro),
    },
    account: current && takenMicro > 0 ? remove(current, removed, causeOf(order, why), nowMs) : account,
    lostMicro,
  };
}

function givenBack(order: Order, account: Account, amountMicro: Micro, nowMs: number): Account {
  const given = { type: 'reversal', source: 'purchase', amountMicro, expiresAt: null } as const;
  return give(writeOffExpired(account, nowMs), given, causeOf(order, 'Dispute settled'), nowMs);
}

/** The request id is the order's: by it, an entry of the ledger names what was bought. */
const causeOf = ({ requestId, label }: Order, what: string): Cause => ({
  actorId: 'system',
  reason: `${what}: ${label}`,
  requestId,
  activityId: null,
});

function statusOf({ status, paidAt, priceCents, refundedCents, disputes, problem }: Order): Order['status'] {
  if (paidAt === null) return status;
  if (isDisputed(disputes)) return 'disputed';
  if (refundedCents >= priceCents) return 'refunded';
  if (problem !== null) return 'failed';
  return refundedCents > 0 ? 'partly_refunded' : 'paid';
}
