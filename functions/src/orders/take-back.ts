import type { Order } from '@tollgate/contract/billing/order';
import { addMicro, type Micro, subtractMicro } from '@tollgate/contract/common/money';
import { isSameLot, type Lot } from '@tollgate/contract/ledger/lots';
import { type Account, type Cause, PRIORITY_BY_SOURCE, remove } from '../ledger/balance.ts';
import { amountOf, pick, split } from '../ledger/lots.ts';

/** Which lots the credits of a payment that went back are taken of, and to which they return. */

/** The request id is the order's: by it, an entry of the ledger names what was bought. */
export const causeOf = ({ requestId, label }: Order, what: string): Cause => ({
  actorId: 'system',
  reason: `${what}: ${label}`,
  requestId,
  activityId: null,
});

export const isDisputed = ({ disputes }: Pick<Order, 'disputes'>): boolean =>
  Object.values(disputes).some((state) => state === 'open' || state === 'lost');

/** The lot that the order's delivery made, by the number of its entry. */
const ownLotId = ({ entryId }: Order): string | null =>
  entryId === null ? null : String(Number(entryId.slice(entryId.lastIndexOf('.') + 1)));

const addLast = (lots: Lot[], lot: Lot): Lot[] => {
  const last = lots.at(-1);
  if (!last || !isSameLot(last, lot)) return [...lots, lot];
  return lots.with(-1, { ...last, amountMicro: addMicro(last.amountMicro, lot.amountMicro) });
};

/**
 * Takes so much of these lots for an order: of its own lot, then of others that were bought, then of the
 * rest.
 */
export function takeFor(
  order: Order,
  account: Account,
  lots: readonly Lot[],
  amountMicro: Micro,
  nowMs: number,
): { order: Order; account: Account; taken: Lot[] } {
  const own = ownLotId(order);
  const taken = pick(lots, amountMicro, ({ lotId, source }) => {
    if (source !== 'purchase') return 2;
    return lotId === own ? 0 : 1;
  });
  const why = isDisputed(order) ? 'Payment disputed' : 'Payment refunded';
  return {
    order: {
      ...order,
      reversedMicro: addMicro(order.reversedMicro, amountMicro),
      reversedLots: taken.reduce(addLast, order.reversedLots),
    },
    account: remove(account, { type: 'reversal', lots: taken }, causeOf(order, why), nowMs),
    taken,
  };
}

/**
 * The lots to which so much of what was taken for an order goes back, last taken first, and the order without
 * it. What was taken before orders named lots goes into the order's own.
 */
export function lotsGivenBack(order: Order, amountMicro: Micro): { order: Order; lots: Lot[] } {
  const unnamedMicro = subtractMicro(order.reversedMicro, amountOf(order.reversedLots));
  const own: Lot = {
    ...{ lotId: ownLotId(order) ?? '', source: 'purchase', expiresAt: null },
    priority: PRIORITY_BY_SOURCE.purchase,
    createdAt: order.paidAt ?? order.createdAt,
    amountMicro: unnamedMicro,
  };
  const all = unnamedMicro > 0 ? [own, ...order.reversedLots] : order.reversedLots;
  const keptMicro = subtractMicro(order.reversedMicro, amountMicro);
  const { first, rest: lots } = split(all, keptMicro);
  const reversedLots = first.slice(unnamedMicro > 0 && keptMicro > 0 ? 1 : 0);
  return { order: { ...order, reversedMicro: keptMicro, reversedLots }, lots };
}
