import type { User } from '@tollgate/contract/account/user';
import type { Order, OrderStatus } from '@tollgate/contract/billing/order';
import {
  addMicro,
  MAX_BALANCE_MICRO,
  type Micro,
  minMicro,
  subtractMicro,
  toMicro,
  ZERO_MICRO,
} from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import { type Account, give, giveBack, openAccount, writeOffExpired } from '../ledger/balance.ts';
import { stillValid } from '../ledger/lots.ts';
import { awaitHeld, waitNoMore } from '../orders/debts.ts';
import { causeOf, isDisputed, lotsGivenBack, takeFor } from '../orders/take-back.ts';

/**
 * What the processor says of a payment. Each may come more than once, late, and before what it follows from.
 */
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
      /** Credits that were to be taken back now, and had been spent. What is held may still come back. */
      lostMicro: Micro;
    };

/** How long credits come back for whose lot has expired meanwhile. */
export interface PaymentRules {
  refundGraceMs: number;
}

/**
 * What becomes of an order and its user's credits by what the processor says. The order keeps all that was
 * said; what was delivered and taken back is then brought to what follows from all of it. So the order in
 * which it is said does not matter.
 */
export function decidePayment(
  { order, user }: { order: Order; user: User | null },
  fact: PaymentFact,
  entryIdOf: (entry: LedgerEntry) => string,
  rules: PaymentRules,
  nowMs: number,
): PaymentDecision {
  if ('paymentId' in fact && order.paymentId !== null && order.paymentId !== fact.paymentId)
    return { kind: 'another_payment' };
  const told = withFact(order, fact, nowMs);
  if (!told) return { kind: 'unchanged' };
  const delivered = deliver(told, user, entryIdOf, nowMs);
  const settled = takeBack(delivered.order, delivered.account, rules, nowMs);
  const isChanged = settled.account !== null && settled.account.user !== user;
  // The processor's pages know the person, of whom nothing personal is kept any more.
  const receiptUrl = user?.status === 'deleted' ? null : settled.order.receiptUrl;
  return {
    kind: 'changed',
    order: { ...settled.order, receiptUrl, status: statusOf(settled.order), updatedAt: nowMs },
    user: isChanged && settled.account ? { ...settled.account.user, updatedAt: nowMs } : null,
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
type TakenBack = Settling & { lostMicro: Micro };

/** Gives what was paid for, once; or says why not. */
function deliver(
  order: Order,
  user: User | null,
  entryIdOf: (entry: LedgerEntry) => string,
  nowMs: number,
): Settling {
  const account = user && openAccount(user);
  if (order.paidAt === null || order.problem !== null || order.entryId !== null) return { order, account };
  if (!account || account.user.status === 'deleted')
    return { order: { ...order, problem: 'account_closed' }, account };
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

/**
 * The credits that are to have been taken back by now: of a part of the price the same part, rounded down.
 */
export function owedMicro({
  creditsMicro,
  priceCents,
  refundedCents,
  disputes,
}: Pick<Order, 'creditsMicro' | 'priceCents' | 'refundedCents' | 'disputes'>): Micro {
  if (isDisputed({ disputes }) || refundedCents >= priceCents) return creditsMicro;
  return toMicro(Number((BigInt(creditsMicro) * BigInt(refundedCents)) / BigInt(priceCents)));
}

/** Brings what was taken back, is waited for or is lost to what is owed by now. */
function takeBack(order: Order, account: Account | null, rules: PaymentRules, nowMs: number): TakenBack {
  const { reversedMicro, unrecoveredMicro, awaitedMicro } = order;
  if (order.entryId === null) return { order, account, lostMicro: ZERO_MICRO };
  const moreMicro = owedMicro(order) - reversedMicro - unrecoveredMicro - awaitedMicro;
  if (moreMicro > 0) return takeMore(order, account, toMicro(moreMicro), nowMs);
  return moreMicro < 0
    ? giveLess(order, account, toMicro(-moreMicro), rules, nowMs)
    : { order, account, lostMicro: ZERO_MICRO };
}

/**
 * What can be spent is taken; what running generations hold is waited for; the rest was spent, and is lost.
 */
function takeMore(order: Order, account: Account | null, moreMicro: Micro, nowMs: number): TakenBack {
  const lost = (next: Order, lostMicro: Micro) => ({
    order: { ...next, unrecoveredMicro: addMicro(next.unrecoveredMicro, lostMicro) },
    lostMicro,
  });
  if (!account) return { ...lost(order, moreMicro), account };
  const current = writeOffExpired(account, nowMs);
  const takenMicro = minMicro(spendableMicro(current.user.grants, nowMs), moreMicro);
  const taken =
    takenMicro === 0 ? { order, account } : takeFor(order, current, current.user.grants, takenMicro, nowMs);
  const missingMicro = subtractMicro(moreMicro, takenMicro);
  const { user, awaitedMicro } = awaitHeld(taken.account.user, order, missingMicro);
  const waiting = { ...taken.order, awaitedMicro: addMicro(order.awaitedMicro, awaitedMicro) };
  return {
    ...lost(waiting, subtractMicro(missingMicro, awaitedMicro)),
    account: { ...taken.account, user },
  };
}

/**
 * Less is owed than before, because a dispute was won: first what could not be had is forgiven, then what was
 * waited for, then what was taken is given back to its lots. A closed account has nobody to give it to.
 */
function giveLess(
  order: Order,
  account: Account | null,
  lessMicro: Micro,
  { refundGraceMs }: PaymentRules,
  nowMs: number,
): TakenBack {
  const forgivenMicro = minMicro(order.unrecoveredMicro, lessMicro);
  const unawaitedMicro = minMicro(order.awaitedMicro, subtractMicro(lessMicro, forgivenMicro));
  const backMicro = subtractMicro(subtractMicro(lessMicro, forgivenMicro), unawaitedMicro);
  const forgiven = {
    ...order,
    unrecoveredMicro: subtractMicro(order.unrecoveredMicro, forgivenMicro),
    awaitedMicro: subtractMicro(order.awaitedMicro, unawaitedMicro),
  };
  if (!account) return { order: forgiven, account, lostMicro: ZERO_MICRO };
  const current = { ...account, user: waitNoMore(account.user, order, unawaitedMicro) };
  if (backMicro === 0 || account.user.status === 'deleted')
    return { order: forgiven, account: current, lostMicro: ZERO_MICRO };
  const { order: next, lots } = lotsGivenBack(forgiven, backMicro);
  const given = { type: 'reversal', lots: lots.map((lot) => stillValid(lot, refundGraceMs, nowMs)) } as const;
  return {
    order: next,
    account: giveBack(writeOffExpired(current, nowMs), given, causeOf(order, 'Dispute settled'), nowMs),
    lostMicro: ZERO_MICRO,
  };
}

function statusOf({ status, paidAt, priceCents, refundedCents, disputes, problem }: Order): OrderStatus {
  if (paidAt === null) return status;
  if (isDisputed({ disputes })) return 'disputed';
  if (refundedCents >= priceCents) return 'refunded';
  if (problem !== null) return 'failed';
  return refundedCents > 0 ? 'partly_refunded' : 'paid';
}
