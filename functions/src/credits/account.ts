import type { GrantSource, LedgerType } from '@tollgate/contract/ai-types';
import type { LedgerEntry, Lot, Taken, User } from '@tollgate/contract/documents';
import {
  addMicro,
  type Micro,
  minMicro,
  subtractMicro,
  sumMicro,
  toMicro,
  ZERO_MICRO,
} from '@tollgate/contract/money';

/**
 * The one door through which credits move. An account is a user and the ledger entries of the decision under way;
 * each function takes an account and gives the next one. Amounts that come in are positive; the sign of an entry is
 * made here. `creditsMicro` is always what the lots hold, and owned = credits + held is what the ledger adds up to.
 */
export interface Account {
  user: User;
  entries: LedgerEntry[];
}

/** Who moves credits, why, and under which request: what every ledger entry says. */
export interface Cause {
  actorId: string;
  reason: string;
  requestId: string;
  activityId: string | null;
}

export const openAccount = (user: User): Account => ({ user, entries: [] });

/** Which lots burn first: what is given for a time before what was given for good, what was bought last. */
const PRIORITY_BY_SOURCE: Record<GrantSource, number> = {
  promotion: 10,
  plan: 20,
  welcome: 30,
  bonus: 40,
  refund: 50,
  purchase: 60,
};

/** Gives credits: into the lot of the same source, priority and expiry, or a new one. */
export function give(
  account: Account,
  given: { type: LedgerType; source: GrantSource; amountMicro: Micro; expiresAt: number | null },
  cause: Cause,
  nowMs: number,
): Account {
  positive(given.amountMicro);
  const { source, expiresAt, amountMicro } = given;
  const lot: Lot = { source, priority: PRIORITY_BY_SOURCE[source], expiresAt, createdAt: nowMs, amountMicro };
  const next = withLots(account, putBack(account.user.grants, [lot]));
  return post(next, account, { type: given.type, source, amountMicro }, cause, nowMs);
}

/** Moves credits from the lots, first to burn first, into the held balance. The caller has checked that they are there. */
export function reserve(account: Account, amountMicro: Micro): { account: Account; taken: Taken[] } {
  const { left, taken } = draw(account.user.grants, amountMicro);
  const reserved = withLots(account, left);
  return { account: withHeld(reserved, addMicro(reserved.user.heldMicro, amountMicro)), taken };
}

/**
 * Takes credits away with an entry: those of the source `from` before others, and first to burn first. The caller has
 * checked that they are there.
 */
export function remove(
  account: Account,
  removed: { type: 'adjustment' | 'reversal'; amountMicro: Micro; from?: GrantSource },
  cause: Cause,
  nowMs: number,
): Account {
  const { left } = draw(account.user.grants, removed.amountMicro, removed.from);
  const movement = { type: removed.type, source: null, amountMicro: toMicro(-removed.amountMicro) };
  return post(withLots(account, left), account, movement, cause, nowMs);
}

/** What is taken of the lots, those of the source `from` before others, first to burn first, and what is left of them. */
function draw(lots: readonly Lot[], amountMicro: Micro, from?: GrantSource): { taken: Taken[]; left: Lot[] } {
  positive(amountMicro);
  const taken: Taken[] = [];
  let missing = amountMicro;
  const left: Lot[] = [];
  const isOther = ({ source }: Lot): number => (from !== undefined && source !== from ? 1 : 0);
  for (const lot of [...lots].sort((a, b) => isOther(a) - isOther(b) || byBurningOrder(a, b))) {
    const part = minMicro(lot.amountMicro, missing);
    missing = subtractMicro(missing, part);
    if (part > 0) taken.push({ ...lot, amountMicro: part });
    if (part < lot.amountMicro) left.push({ ...lot, amountMicro: subtractMicro(lot.amountMicro, part) });
  }
  if (missing > 0) throw new Error('more than the lots hold was asked of them');
  return { taken, left };
}

/** Ends a hold: charges `chargeMicro` of what was taken, first to burn first, and gives the rest back to its lots. */
export function settle(
  account: Account,
  taken: readonly Taken[],
  chargeMicro: Micro,
  cause: Cause,
  nowMs: number,
): Account {
  const heldMicro = sumMicro(taken.map((lot) => lot.amountMicro));
  if (chargeMicro < 0 || chargeMicro > heldMicro) throw new Error('settle: a charge is never above its hold');
  const back: Lot[] = [];
  let unpaid = chargeMicro;
  for (const lot of taken) {
    const part = minMicro(lot.amountMicro, unpaid);
    unpaid = subtractMicro(unpaid, part);
    if (part < lot.amountMicro) back.push({ ...lot, amountMicro: subtractMicro(lot.amountMicro, part) });
  }
  const returned = withLots(account, putBack(account.user.grants, back));
  const next = withHeld(returned, subtractMicro(account.user.heldMicro, heldMicro));
  if (chargeMicro === 0) return next;
  return post(
    next,
    account,
    { type: 'deduction', source: null, amountMicro: toMicro(-chargeMicro) },
    cause,
    nowMs,
  );
}

/** Writes off the lots that have expired, an entry each. */
export function writeOffExpired(account: Account, nowMs: number): Account {
  let next = account;
  for (const lot of account.user.grants) {
    if (lot.expiresAt === null || lot.expiresAt > nowMs) continue;
    const without = withLots(
      next,
      next.user.grants.filter((other) => other !== lot),
    );
    const cause = {
      actorId: 'system',
      reason: `${lot.source} credits expired`,
      requestId: 'expiry',
      activityId: null,
    };
    const movement = { type: 'expiry', source: lot.source, amountMicro: toMicro(-lot.amountMicro) } as const;
    next = post(without, next, movement, cause, nowMs);
  }
  return next;
}

const byBurningOrder = (a: Lot, b: Lot): number =>
  a.priority - b.priority ||
  (a.expiresAt ?? Number.MAX_SAFE_INTEGER) - (b.expiresAt ?? Number.MAX_SAFE_INTEGER) ||
  a.createdAt - b.createdAt;

const isSameLot = (a: Lot, b: Lot): boolean =>
  a.source === b.source && a.priority === b.priority && a.expiresAt === b.expiresAt;

function putBack(lots: readonly Lot[], back: readonly Lot[]): Lot[] {
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

/** When the first of these lots expires, or `null` if none ever does. */
export function nextExpiry(grants: readonly Lot[]): number | null {
  const expiries = grants.flatMap((lot) => (lot.expiresAt === null ? [] : [lot.expiresAt]));
  return expiries.length > 0 ? Math.min(...expiries) : null;
}

function withLots(account: Account, grants: Lot[]): Account {
  const creditsMicro = sumMicro(grants.map((lot) => lot.amountMicro));
  return { ...account, user: { ...account.user, grants, creditsMicro, nextExpiryAt: nextExpiry(grants) } };
}

function withHeld(account: Account, heldMicro: Micro): Account {
  if (heldMicro < 0) throw new Error('the held balance would be negative');
  return { ...account, user: { ...account.user, heldMicro } };
}

const owned = ({ user }: Account): Micro => addMicro(user.creditsMicro, user.heldMicro);

/** Appends the entry of a movement that `next` already shows, and holds it against the balances. */
function post(
  next: Account,
  before: Account,
  movement: Pick<LedgerEntry, 'type' | 'source' | 'amountMicro'>,
  cause: Cause,
  nowMs: number,
): Account {
  const balanceBeforeMicro = owned(before);
  const balanceAfterMicro = addMicro(balanceBeforeMicro, movement.amountMicro);
  if (balanceAfterMicro !== owned(next)) throw new Error('a ledger entry does not explain the balance');
  const sequence = before.user.ledgerSeq + 1;
  const { userId } = before.user;
  const entry: LedgerEntry = {
    userId,
    sequence,
    ...movement,
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
