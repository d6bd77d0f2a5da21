import { DAY_MS } from '@tollgate/contract/common/calendar';
import type { Limits } from '@tollgate/contract/config/config';
import type { AddressWindow } from '@tollgate/contract/limits/addresses';

/** What an instance asks of an address's document, on behalf of waiting calls. */
export interface LeaseCommand {
  /** Made for this request alone, to recognise it when the answer to its commit was lost. */
  leaseId: string;
  /** Waiting calls, at least one. */
  wanted: number;
  /** More calls that will probably come soon; granted while the address is far from its limit. */
  extra: number;
  /** Earlier leases of the same instance that it no longer uses. */
  returned: Returned[];
  /** Hashes of the accounts that call. */
  accounts: string[];
}

export interface Returned {
  leaseId: string;
  used: number;
}

export interface Lease {
  calls: number;
  usableForMs: number;
  /** When the next call is free, if fewer were granted than asked for. */
  retryAfterMs: number | null;
  /** Accounts seen at the address in the last 24 hours. */
  accounts: number;
}

export type LeaseDecision =
  | { kind: 'leased'; window: AddressWindow; lease: Lease }
  /** This lease was granted before, and its answer was lost. */
  | { kind: 'repeat'; lease: Lease }
  | { kind: 'denied'; retryAfterMs: number };

/** A lease for waiting calls alone is used at once or never. */
const AT_ONCE_MS = 5_000;
const SOON_MS = 30_000;
/** How many accounts of an address are told apart. */
const MAX_ACCOUNTS = 200;
/** Leases end at the end of a fixed part of a window, so that many of them fit into few numbers. */
const STEPS = 100;
const stepAfter = (at: number, windowMs: number): number => {
  const step = windowMs / STEPS;
  return Math.ceil(at / step) * step;
};

/**
 * Grants a lease. No window, wherever it begins, ever sees more calls than the limit. A call counts from when
 * it is leased until a window after it could last be used (unless it is returned unused), and a lease that
 * would exceed the limit isn't granted. (docs/decisions/0009)
 */
export function decideAllowance(
  stored: AddressWindow | null,
  command: LeaseCommand,
  { calls: limit, windowSeconds }: Limits['perAddress'],
  nowMs: number,
): LeaseDecision {
  const windowMs = windowSeconds * 1_000;
  const now = Math.max(nowMs, stored?.latestAt ?? 0);
  const counted = settle(stored, command.returned, windowMs, now);
  const accounts = seen(stored?.accounts ?? [], command.accounts, now);
  const taken = stored?.leases.find(({ id }) => id === command.leaseId);
  if (taken) {
    const retryAfterMs = taken.calls < command.wanted ? untilFree(counted, limit, windowMs, now) : null;
    return { kind: 'repeat', lease: leaseOf(taken, retryAfterMs, accounts.length, now) };
  }
  const before = sumOf(counted);
  const granted = Math.min(command.wanted, limit - before);
  if (granted < 1) return { kind: 'denied', retryAfterMs: untilFree(counted, limit, windowMs, now) };
  // No spare calls in the second half: those that lie unused in one instance would be missing in another.
  const extra = Math.max(0, Math.min(command.extra, Math.floor(limit / 2) - before - granted));
  const usableForMs = Math.min(windowMs / 10, extra > 0 ? SOON_MS : AT_ONCE_MS);
  const usableUntilAt = stepAfter(now + usableForMs, windowMs);
  const opened = { id: command.leaseId, calls: granted + extra, usableUntilAt };
  const next = { leases: [...counted.leases, opened], spent: counted.spent };
  const retryAfterMs = granted < command.wanted ? untilFree(next, limit, windowMs, now) : null;
  const expiresAt = Math.max(now + DAY_MS, usableUntilAt + windowMs);
  return {
    kind: 'leased',
    window: { ...stored, ...next, accounts, latestAt: now, expiresAt },
    lease: leaseOf(opened, retryAfterMs, accounts.length, now),
  };
}

const leaseOf = (
  { calls, usableUntilAt }: AddressWindow['leases'][number],
  retryAfterMs: number | null,
  accounts: number,
  now: number,
): Lease => ({ calls, usableForMs: usableUntilAt - now, retryAfterMs, accounts });

type Counted = Pick<AddressWindow, 'leases' | 'spent'>;

/** What still counts. Of returned leases, the calls that were used count as long as they would have. */
function settle(
  stored: AddressWindow | null,
  returned: readonly Returned[],
  windowMs: number,
  now: number,
): Counted {
  const used = new Map(returned.map((one) => [one.leaseId, one.used]));
  const spent = new Map<number, number>();
  const spend = (calls: number, usedAt: number) => {
    if (calls > 0 && usedAt + windowMs > now) spent.set(usedAt, (spent.get(usedAt) ?? 0) + calls);
  };
  for (const { calls, usedAt } of stored?.spent ?? []) spend(calls, usedAt);
  const leases = (stored?.leases ?? []).filter(({ id, usableUntilAt }) => {
    spend(used.get(id) ?? 0, usableUntilAt);
    return !used.has(id) && usableUntilAt + windowMs > now;
  });
  return { leases, spent: [...spent].map(([usedAt, calls]) => ({ calls, usedAt })) };
}

const sumOf = ({ leases, spent }: Counted): number =>
  [...leases, ...spent].reduce((sum, { calls }) => sum + calls, 0);

/** How long until one more call is free, if nobody takes any meanwhile. */
function untilFree(counted: Counted, limit: number, windowMs: number, now: number): number {
  const ends = [
    ...counted.leases.map(({ calls, usableUntilAt }) => ({ calls, at: usableUntilAt })),
    ...counted.spent.map(({ calls, usedAt }) => ({ calls, at: usedAt })),
  ].sort((one, other) => one.at - other.at);
  let left = sumOf(counted);
  for (const { calls, at } of ends) {
    left -= calls;
    if (left < limit) return at + windowMs - now;
  }
  throw new Error('a limit of at least one call is free again when all calls are over');
}

/**
 * The accounts of the last day, including the ones that call now; if there are too many, the ones seen last.
 */
function seen(
  known: AddressWindow['accounts'],
  calling: readonly string[],
  now: number,
): AddressWindow['accounts'] {
  const bySeen = new Map(known.filter(({ seenAt }) => seenAt > now - DAY_MS).map((one) => [one.hash, one]));
  for (const hash of calling) {
    // Last in the map, because seen last.
    bySeen.delete(hash);
    bySeen.set(hash, { hash, seenAt: now });
  }
  return [...bySeen.values()].slice(-MAX_ACCOUNTS);
}
