import type { User } from '@tollgate/contract/account/user';
import { addMicro, type Micro, subtractMicro, toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { GivingType, RemovingType } from '@tollgate/contract/ledger/entry-types';
import { byBurnOrder, type Lot, type Taken } from '@tollgate/contract/ledger/lots';
import type { GrantSource } from '@tollgate/contract/ledger/sources';
import { amountOf, nextExpiry, pick, putBack, split, without } from './lots.ts';

/**
 * The only place where credits move. An account is a user plus the ledger entries of the current decision;
 * each function takes an account and returns the next one. Amounts passed in are positive; the sign of an
 * entry is set here. `creditsMicro` always equals the sum of the lots, and owned = credits + held equals the
 * sum of the ledger.
 */
export interface Account {
  user: User;
  entries: LedgerEntry[];
}

/** Who moves credits, why, and for which request: part of every ledger entry. */
export interface Cause {
  actorId: string;
  reason: string;
  requestId: string;
  activityId: string | null;
}

export const openAccount = (user: User): Account => ({ user, entries: [] });

/** Which of two lots with the same expiry burns first: gifts before purchases. */
export const PRIORITY_BY_SOURCE: Record<GrantSource, number> = {
  promotion: 10,
  plan: 20,
  welcome: 30,
  bonus: 40,
  refund: 50,
  purchase: 60,
};

/**
 * How many lots are kept apart. Beyond that, credits join a lot of the same source and expiry, and their
 * entry names that one.
 */
export const MAX_LOTS = 100;

/** Gives credits as a lot of their own. */
export function give(
  account: Account,
  given: { type: GivingType; source: GrantSource; amountMicro: Micro; expiresAt: number | null },
  cause: Cause,
  nowMs: number,
): Account {
  const { type, source, expiresAt, amountMicro } = given;
  const { grants, ledgerSeq } = account.user;
  const priority = PRIORITY_BY_SOURCE[source];
  const joined =
    grants.length < MAX_LOTS
      ? undefined
      : grants.find(
          (lot) => lot.source === source && lot.priority === priority && lot.expiresAt === expiresAt,
        );
  const own: Lot = { lotId: `${ledgerSeq + 1}`, source, priority, expiresAt, createdAt: nowMs, amountMicro };
  const lot = joined ? { ...joined, amountMicro } : own;
  return giveBack(account, { type, lots: [lot] }, cause, nowMs);
}

/** Returns credits to the lots they came from, with an entry. */
export function giveBack(
  account: Account,
  given: { type: GivingType; lots: readonly Lot[] },
  cause: Cause,
  nowMs: number,
): Account {
  const { type } = given;
  // Parts of one lot with different expiries may have the same one now.
  const lots = putBack([], given.lots);
  const amountMicro = amountOf(lots);
  positive(amountMicro);
  const next = withLots(account, putBack(account.user.grants, lots));
  return post(next, account, { type, amountMicro, lots }, cause, nowMs);
}

/**
 * Moves credits from the lots, first to burn first, into the held balance. The caller has checked that there
 * are enough.
 */
export function reserve(account: Account, amountMicro: Micro): { account: Account; taken: Taken[] } {
  positive(amountMicro);
  const taken = pick(account.user.grants, amountMicro);
  const reserved = withLots(account, without(account.user.grants, taken));
  return { account: withHeld(reserved, addMicro(reserved.user.heldMicro, amountMicro)), taken };
}

/** Takes these parts of lots away, with an entry. The caller has picked them from the account's lots. */
export function remove(
  account: Account,
  removed: { type: RemovingType; lots: readonly Lot[] },
  cause: Cause,
  nowMs: number,
): Account {
  const { type, lots } = removed;
  const amountMicro = amountOf(lots);
  positive(amountMicro);
  const next = withLots(account, without(account.user.grants, lots));
  return post(next, account, { type, amountMicro: toMicro(-amountMicro), lots }, cause, nowMs);
}

/**
 * Ends a hold: charges `chargeMicro` of what was taken, first to burn first, and returns the rest to its
 * lots. `taken` comes back in the order in which it was charged; `returned` is the part that wasn't.
 */
export function settle(
  account: Account,
  held: readonly Taken[],
  chargeMicro: Micro,
  cause: Cause,
  nowMs: number,
): { account: Account; taken: Taken[]; returned: Lot[] } {
  const heldMicro = amountOf(held);
  if (chargeMicro < 0 || chargeMicro > heldMicro) throw new Error('settle: a charge is never above its hold');
  const taken = [...held].sort(byBurnOrder);
  const { first: charged, rest: returned } = split(taken, chargeMicro);
  const back = withLots(account, putBack(account.user.grants, returned));
  const next = withHeld(back, subtractMicro(account.user.heldMicro, heldMicro));
  if (chargeMicro === 0) return { account: next, taken, returned };
  const movement = { type: 'deduction', amountMicro: toMicro(-chargeMicro), lots: charged } as const;
  return { account: post(next, account, movement, cause, nowMs), taken, returned };
}

/** Writes off expired lots, the earliest first, with one entry per source and expiry. */
export function writeOffExpired(account: Account, nowMs: number): Account {
  let next = account;
  for (;;) {
    const expired = next.user.grants.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= nowMs);
    const [due] = expired.sort(byBurnOrder);
    if (!due) return next;
    const { source, priority, expiresAt } = due;
    const lots = expired.filter(
      (lot) => lot.source === source && lot.priority === priority && lot.expiresAt === expiresAt,
    );
    const cause = {
      actorId: 'system',
      reason: `${source} credits expired`,
      requestId: 'expiry',
      activityId: null,
    };
    const movement = { type: 'expiry', amountMicro: toMicro(-amountOf(lots)), lots } as const;
    next = post(withLots(next, without(next.user.grants, lots)), next, movement, cause, nowMs);
  }
}

function withLots(account: Account, grants: Lot[]): Account {
  const creditsMicro = amountOf(grants);
  return { ...account, user: { ...account.user, grants, creditsMicro, nextExpiryAt: nextExpiry(grants) } };
}

function withHeld(account: Account, heldMicro: Micro): Account {
  if (heldMicro < 0) throw new Error('the held balance would be negative');
  return { ...account, user: { ...account.user, heldMicro } };
}

const owned = ({ user }: Account): Micro => addMicro(user.creditsMicro, user.heldMicro);

/** Appends the entry of a movement that `next` already contains, and checks it against the balances. */
function post(
  next: Account,
  before: Account,
  movement: Pick<LedgerEntry, 'type' | 'amountMicro'> & { lots: readonly Lot[] },
  cause: Cause,
  nowMs: number,
): Account {
  const { type, amountMicro, lots } = movement;
  const balanceBeforeMicro = owned(before);
  const balanceAfterMicro = addMicro(balanceBeforeMicro, amountMicro);
  if (balanceAfterMicro !== owned(next)) throw new Error('a ledger entry does not explain the balance');
  const sequence = before.user.ledgerSeq + 1;
  const { userId } = before.user;
  const [first, ...others] = new Set(lots.map(({ source }) => source));
  const entry: LedgerEntry = {
    userId,
    sequence,
    type,
    source: others.length === 0 && first !== undefined ? first : null,
    amountMicro,
    lots: [...lots],
    balanceBeforeMicro,
    balanceAfterMicro,
    ...cause,
    createdAt: nowMs,
  };
  return { user: { ...next.user, ledgerSeq: sequence }, entries: [...before.entries, entry] };
}

function positive(amountMicro: Micro): void {
  if (amountMicro <= ZERO_MICRO) throw new Error('credits move in positive amounts only');
}
