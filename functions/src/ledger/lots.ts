import { addMicro, type Micro, minMicro, subtractMicro, sumMicro } from '@tollgate/contract/common/money';
import { byBurnOrder, isSameLot, type Lot } from '@tollgate/contract/ledger/lots';

/** Arithmetic on lists of lots. Nothing here knows users or the ledger. */

export const amountOf = (lots: readonly Lot[]): Micro => sumMicro(lots.map((lot) => lot.amountMicro));

/**
 * The parts of lots that add up to an amount: lowest `rank` first, and within a rank first to burn first. The
 * caller has checked that there are enough.
 */
export function pick(lots: readonly Lot[], amountMicro: Micro, rank: (lot: Lot) => number = () => 0): Lot[] {
  const inOrder = [...lots].sort((a, b) => rank(a) - rank(b) || byBurnOrder(a, b));
  const { first } = split(inOrder, amountMicro);
  if (amountOf(first) < amountMicro) throw new Error('more than the lots hold was asked of them');
  return first;
}

/** Splits a list of lots after an amount. */
export function split(lots: readonly Lot[], amountMicro: Micro): { first: Lot[]; rest: Lot[] } {
  const first: Lot[] = [];
  const rest: Lot[] = [];
  let missing = amountMicro;
  for (const lot of lots) {
    const part = minMicro(lot.amountMicro, missing);
    missing = subtractMicro(missing, part);
    if (part > 0) first.push({ ...lot, amountMicro: part });
    if (part < lot.amountMicro) rest.push({ ...lot, amountMicro: subtractMicro(lot.amountMicro, part) });
  }
  return { first, rest };
}

/** The lots minus these parts of them. */
export function without(lots: readonly Lot[], parts: readonly Lot[]): Lot[] {
  let left = [...lots];
  for (const part of parts) {
    const lot = left.find((other) => isSameLot(other, part));
    if (!lot || lot.amountMicro < part.amountMicro) throw new Error('a lot has less than is taken of it');
    const amountMicro = subtractMicro(lot.amountMicro, part.amountMicro);
    left =
      amountMicro === 0
        ? left.filter((other) => other !== lot)
        : left.map((other) => (other === lot ? { ...lot, amountMicro } : other));
  }
  return left;
}

/** Adds lots to a list; parts of the same lot are merged. */
export function putBack(lots: readonly Lot[], back: readonly Lot[]): Lot[] {
  const merged = [...lots];
  for (const lot of back) {
    const index = merged.findIndex((other) => isSameLot(other, lot));
    const same = merged[index];
    if (!same) merged.push(lot);
    else {
      merged[index] = {
        ...same,
        createdAt: Math.min(same.createdAt, lot.createdAt),
        amountMicro: addMicro(same.amountMicro, lot.amountMicro),
      };
    }
  }
  return merged;
}

/** The earliest expiry of these lots, or `null` if none of them expires. */
export function nextExpiry(grants: readonly Lot[]): number | null {
  const expiries = grants.flatMap((lot) => (lot.expiresAt === null ? [] : [lot.expiresAt]));
  return expiries.length > 0 ? Math.min(...expiries) : null;
}

/**
 * A lot as it is returned to someone who was charged for nothing: if it has expired meanwhile, it is valid
 * for a short while longer.
 */
export const stillValid = (lot: Lot, graceMs: number, nowMs: number): Lot =>
  lot.expiresAt !== null && lot.expiresAt <= nowMs ? { ...lot, expiresAt: nowMs + graceMs } : lot;
