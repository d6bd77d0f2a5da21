import type { GrantSource } from '@tollgate/contract/ledger/sources';

/** Credits that were given together: `id` is the number of the entry that gave them. */
export interface Lot {
  source: GrantSource;
  /** Infinity: never. */
  until: number;
  id: string;
  born: number;
  amount: bigint;
}

/** In no order; credits of one lot with two expiries, after a refund that came late, are two. */
export type Lots = Lot[];

const BURNS_FIRST: GrantSource[] = ['promotion', 'plan', 'welcome', 'bonus', 'refund', 'purchase'];

export const lotText = ({ source, until, id, amount }: Lot): string =>
  `${source} ${until === Number.POSITIVE_INFINITY ? 'never' : until} ${id}: ${amount}`;

export const total = (amounts: Iterable<bigint>): bigint => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};

export const totalOf = (lots: Lots): bigint => total(lots.map(({ amount }) => amount));

/** `Math.min` takes no bigint. */
export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

const isSame = (a: Lot, b: Lot): boolean => a.id === b.id && a.source === b.source && a.until === b.until;

export const amountIn = (lots: Lots, lot: Lot): bigint => lots.find((one) => isSame(one, lot))?.amount ?? 0n;

/** Adds to the lots, or takes of them where the amount is negative. */
export function put(lots: Lots, lot: Lot): void {
  const amount = amountIn(lots, lot) + lot.amount;
  const index = lots.findIndex((one) => isSame(one, lot));
  if (index >= 0) lots.splice(index, 1);
  if (amount > 0n) lots.push({ ...lot, amount });
}

/** The soonest to expire, then the source that burns first, then the oldest. */
export const inOrder = (lots: Lots): Lots =>
  [...lots].sort((a, b) => {
    if (a.until !== b.until) return a.until < b.until ? -1 : 1;
    const priority = BURNS_FIRST.indexOf(a.source) - BURNS_FIRST.indexOf(b.source);
    return priority || a.born - b.born || Number(a.id) - Number(b.id);
  });

/** The parts of lots that pay so much. */
export function partsOf(lots: Lots, cost: bigint): Lots {
  let left = cost;
  return inOrder(lots).flatMap((lot) => {
    const amount = lesser(lot.amount, left);
    left -= amount;
    return amount > 0n ? [{ ...lot, amount }] : [];
  });
}

export function take(lots: Lots, parts: Lots): void {
  for (const part of parts) put(lots, { ...part, amount: -part.amount });
}

/** What is left of a list of lots once these parts of it are gone. */
export function rest(lots: Lots, parts: Lots): Lots {
  const left = structuredClone(lots);
  take(left, parts);
  return left;
}
