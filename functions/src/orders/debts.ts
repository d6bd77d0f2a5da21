import type { Debt, User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { Order } from '@tollgate/contract/billing/order';
import {
  addMicro,
  type Micro,
  minMicro,
  subtractMicro,
  sumMicro,
  toMicro,
} from '@tollgate/contract/common/money';
import { orderIdOf } from '@tollgate/contract/common/owned-ids';
import type { Lot } from '@tollgate/contract/ledger/lots';
import type { Account } from '../ledger/balance.ts';
import { amountOf, without } from '../ledger/lots.ts';
import { takeFor } from './take-back.ts';

/**
 * A payment that goes back while generations hold the credits can't take those. Their user's document keeps a
 * debt of the order's, and whatever ends one of these generations pays it of what that gives back, in the
 * same commit. When the last of them has ended, what is still missing is lost.
 */

const idOf = ({ userId, requestId }: Order): string => orderIdOf(userId, requestId);

/**
 * Has an order wait for what generations give back, up to what they hold and nobody waits for yet: for more,
 * nothing can come. All that is held now was held before.
 */
export function awaitHeld(user: User, order: Order, amountMicro: Micro): { user: User; awaitedMicro: Micro } {
  const { debts, heldMicro } = user;
  const orderId = idOf(order);
  const waitedForMicro = sumMicro(debts.map((debt) => debt.amountMicro));
  const awaitedMicro = minMicro(amountMicro, toMicro(Math.max(0, heldMicro - waitedForMicro)));
  if (awaitedMicro === 0) return { user, awaitedMicro };
  const last = debts.at(-1);
  // The same generations owe both: nothing that is open now was held after it.
  if (last && last.orderId === orderId && last.heldMicro === heldMicro) {
    const more = { ...last, amountMicro: addMicro(last.amountMicro, awaitedMicro) };
    return { user: { ...user, debts: debts.with(-1, more) }, awaitedMicro };
  }
  const debtId = user.lastDebtId + 1;
  const debt = { debtId, orderId, amountMicro: awaitedMicro, heldMicro };
  return { user: { ...user, debts: [...debts, debt], lastDebtId: debtId }, awaitedMicro };
}

/** Forgives so much of what an order waits for, the newest first. */
export function waitNoMore(user: User, order: Order, amountMicro: Micro): User {
  if (amountMicro === 0) return user;
  let left = amountMicro;
  const debts: Debt[] = [];
  for (const debt of [...user.debts].reverse()) {
    const part = debt.orderId === idOf(order) ? minMicro(debt.amountMicro, left) : toMicro(0);
    left = subtractMicro(left, part);
    if (part < debt.amountMicro)
      debts.unshift({ ...debt, amountMicro: subtractMicro(debt.amountMicro, part) });
  }
  return { ...user, debts };
}

const isOwedBy = ({ lastDebtId }: Pick<Activity, 'lastDebtId'>, { debtId }: Debt): boolean =>
  debtId > lastDebtId;

/** The orders that wait for what an open activity gives back: whoever ends it needs them. */
export const ordersAwaiting = ({ debts }: User, activity: Activity): string[] => [
  ...new Set(debts.filter((debt) => isOwedBy(activity, debt)).map(({ orderId }) => orderId)),
];

export interface DebtsPaid {
  account: Account;
  /** As they are now; those that nothing changed are not among them. */
  orders: Order[];
  /** Of these, what was still missing is lost from now on. */
  lost: Order[];
}

/**
 * Pays the debts that an activity owes, which has just ended and given these parts of lots back. The oldest
 * first.
 */
export function payDebts(
  account: Account,
  { activity, returned, orders }: { activity: Activity; returned: readonly Lot[]; orders: readonly Order[] },
  nowMs: number,
): DebtsPaid {
  const byId = new Map(orders.map((order) => [idOf(order), order]));
  const changed = new Map<string, Order>();
  const lost = new Set<string>();
  const kept: Debt[] = [];
  let next = account;
  // What expired while it was held has been written off.
  let back = returned.filter(({ expiresAt }) => expiresAt === null || expiresAt > nowMs);
  for (const debt of account.user.debts) {
    if (!isOwedBy(activity, debt)) {
      kept.push(debt);
      continue;
    }
    const { orderId } = debt;
    let order = byId.get(orderId);
    // Nobody removes orders. Where one is gone all the same, nothing can be taken for it, and the hold still
    // has to end.
    if (!order) continue;
    const paidMicro = minMicro(debt.amountMicro, amountOf(back));
    if (paidMicro > 0) {
      const taken = takeFor(order, next, back, paidMicro, nowMs);
      next = taken.account;
      back = without(back, taken.taken);
      order = { ...taken.order, awaitedMicro: subtractMicro(order.awaitedMicro, paidMicro) };
    }
    const amountMicro = subtractMicro(debt.amountMicro, paidMicro);
    // A version that knows no debts may have opened it later, and it seems to owe: the sum is short then, and
    // it still ends.
    const heldMicro = toMicro(Math.max(0, debt.heldMicro - activity.heldMicro));
    const isLost = amountMicro > 0 && heldMicro === 0;
    if (amountMicro > 0 && heldMicro > 0) kept.push({ ...debt, amountMicro, heldMicro });
    if (isLost) {
      const { awaitedMicro, unrecoveredMicro } = order;
      order = {
        ...order,
        awaitedMicro: subtractMicro(awaitedMicro, amountMicro),
        unrecoveredMicro: addMicro(unrecoveredMicro, amountMicro),
      };
      lost.add(orderId);
    }
    if (paidMicro === 0 && !isLost) continue;
    order = { ...order, updatedAt: nowMs };
    byId.set(orderId, order);
    changed.set(orderId, order);
  }
  const all = [...changed.values()];
  return {
    account: { ...next, user: { ...next.user, debts: kept } },
    orders: all,
    lost: all.filter((order) => lost.has(idOf(order))),
  };
}
