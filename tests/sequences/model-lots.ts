import type { GrantSource } from '@tollgate/contract/ai-types';

/** Credits by source and expiry, as the model keeps them: `bonus 1795304100000` or `welcome never`. */
export type Lots = Map<string, bigint>;
/** What a hold took from which lot, first to burn first. */
export type Taken = [string, bigint][];

const BURNS_FIRST: GrantSource[] = ['promotion', 'plan', 'welcome', 'bonus', 'refund', 'purchase'];

export const lotKey = (source: GrantSource, expiresAt: number | null): string =>
  `${source} ${expiresAt ?? 'never'}`;
export const expiryOf = (key: string): number =>
  key.endsWith('never') ? Number.POSITIVE_INFINITY : Number(key.split(' ')[1]);
const burnsAt = (key: string): number => BURNS_FIRST.findIndex((source) => key.startsWith(source));

export const total = (amounts: Iterable<bigint>): bigint => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};

/** `Math.min` takes no bigint. */
export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

export function put(lots: Lots, key: string, amount: bigint): void {
  if (amount > 0n) lots.set(key, (lots.get(key) ?? 0n) + amount);
}

export function take(lots: Lots, cost: bigint): Taken {
  const taken: Taken = [];
  const inOrder = [...lots].sort(
    ([a], [b]) => burnsAt(a) - burnsAt(b) || (expiryOf(a) < expiryOf(b) ? -1 : 1),
  );
  for (const [key, amount] of inOrder) {
    const part = lesser(amount, cost - total(taken.map(([, before]) => before)));
    if (part === 0n) continue;
    taken.push([key, part]);
    if (part === amount) lots.delete(key);
    else lots.set(key, amount - part);
  }
  return taken;
}

/** What is not charged goes back to where it came from; the charge is paid by what burns first. */
export function giveBack(lots: Lots, taken: Taken, charge: bigint): void {
  let unpaid = charge;
  for (const [key, amount] of taken) {
    const paid = lesser(amount, unpaid);
    unpaid -= paid;
    put(lots, key, amount - paid);
  }
}
