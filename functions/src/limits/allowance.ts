import type { Limits } from '@tollgate/contract/config/config';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { BoundedMap } from '../platform/bounded-map.ts';
import { inWords } from './decide.ts';
import type { Lease, Returned } from './decide-allowance.ts';

/** A caller: where from, and who. */
export interface AddressCall {
  address: string;
  userId: string;
}

export type Admission = { kind: 'admitted'; accounts: number } | Refusal;

/** What a request for a lease came to: `atMs` is when it was decided, by the clock that `clockMs` reads. */
export type LeaseOutcome =
  | { kind: 'leased'; lease: Lease; atMs: number }
  | { kind: 'denied'; retryAfterMs: number; atMs: number }
  /** Nobody knows whether it was taken. */
  | { kind: 'failed' };

export interface LeaseRequest {
  address: string;
  userIds: string[];
  leaseId: string;
  wanted: number;
  extra: number;
  returned: Returned[];
  limit: Limits['perAddress'];
}

interface Means {
  takeLease: (request: LeaseRequest) => Promise<LeaseOutcome>;
  /** Never goes back. */
  clockMs: () => number;
  newId: () => string;
}

interface HeldLease {
  id: string;
  left: number;
  used: number;
  lastUsedMs: number;
  untilMs: number;
}

interface Waiter {
  call: AddressCall;
  limit: Limits['perAddress'];
  settle: (admission: Admission) => void;
}

/** What this instance knows of an address. */
interface Place {
  lease: HeldLease | null;
  /** Leases that ended and that the document does not know of yet. */
  returned: Returned[];
  /** Until when nothing is free, under the limit that was in force when that was found out. */
  denied: { untilMs: number; limit: Limits['perAddress'] } | null;
  accounts: number;
  waiting: Waiter[];
  isAsking: boolean;
}

const MAX_PLACES = 5_000;
const MAX_KNOWN = 20_000;
/**
 * An account is told to the document again after this, so that it is not forgotten there while it is active.
 */
const KNOWN_FOR_MS = 3_600_000;
/**
 * More than is wanted is taken only for an address from which a call passed here so recently, and at most so
 * much.
 */
const RECENT_MS = 30_000;
const MAX_EXTRA = 8;
const MAX_RETURNED = 20;
const RETRY_AFTER_FAILURE_MS = 1_000;

/**
 * One instance's part of the allowance of all addresses. It takes calls in small leases, each in a
 * transaction on the address's document, and lets calls pass on them without asking anybody. Calls that come
 * while a lease is being taken wait for it and share the next one.
 */
export class Allowance {
  readonly #means: Means;
  readonly #places = new BoundedMap<string, Place>(MAX_PLACES);
  /** When each account was last told to the document of its address. */
  readonly #known = new BoundedMap<string, number>(MAX_KNOWN);

  constructor(means: Means) {
    this.#means = means;
  }

  admit(call: AddressCall, limit: Limits['perAddress']): Promise<Admission> {
    const place = this.#placeOf(call.address);
    const answer = place.isAsking ? null : this.#fromMemory(place, call, limit);
    if (answer) return Promise.resolve(answer);
    return new Promise((settle) => {
      place.waiting.push({ call, limit, settle });
      if (place.isAsking) return;
      place.isAsking = true;
      // After the current turn, so that calls which arrive together share a lease.
      setImmediate(() => void this.#workOff(place));
    });
  }

  #placeOf(address: string): Place {
    const known = this.#places.get(address);
    if (known) return known;
    const nothing = { lease: null, returned: [], denied: null, accounts: 0 };
    const place: Place = { ...nothing, waiting: [], isAsking: false };
    this.#places.set(address, place);
    return place;
  }

  /** The answer that needs no transaction, if there is one. */
  #fromMemory(place: Place, call: AddressCall, limit: Limits['perAddress']): Admission | null {
    const nowMs = this.#means.clockMs();
    if (nowMs - (this.#known.get(keyOf(call)) ?? Number.NEGATIVE_INFINITY) < KNOWN_FOR_MS) {
      if (use(place.lease, nowMs)) return { kind: 'admitted', accounts: place.accounts };
    }
    const { denied } = place;
    if (!denied || denied.untilMs <= nowMs || !isSame(denied.limit, limit)) return null;
    return tooMany(limit, denied.untilMs - nowMs);
  }

  async #workOff(place: Place): Promise<void> {
    while (place.waiting.length > 0) {
      const asking: Waiter[] = [];
      for (const waiter of place.waiting.splice(0)) {
        const answer = this.#fromMemory(place, waiter.call, waiter.limit);
        if (answer) waiter.settle(answer);
        else asking.push(waiter);
      }
      if (asking.length > 0) await this.#ask(place, asking);
    }
    place.isAsking = false;
  }

  async #ask(place: Place, asking: readonly Waiter[]): Promise<void> {
    const [first] = asking;
    if (!first) return;
    const { limit } = first;
    const leaseId = this.#means.newId();
    const extra = this.#giveBack(place);
    const returned = [...place.returned];
    const outcome = await this.#means.takeLease({
      address: first.call.address,
      userIds: [...new Set(asking.map(({ call }) => call.userId))],
      limit,
      ...{ leaseId, extra, returned },
      wanted: asking.length,
    });
    if (outcome.kind === 'leased') {
      place.returned = [];
      begin(place, leaseId, outcome.lease, outcome.atMs, limit);
      for (const { call } of asking) this.#known.set(keyOf(call), outcome.atMs);
    } else if (outcome.kind === 'denied')
      place.denied = { untilMs: outcome.atMs + outcome.retryAfterMs, limit };
    // It may have been taken after all; none of it was used.
    else place.returned = [...returned, { leaseId, used: 0 }].slice(-MAX_RETURNED);
    for (const { call, limit, settle } of asking) {
      settle(this.#fromMemory(place, call, limit) ?? notChecked());
    }
  }

  /** Ends the lease that is held; returns how many calls more than wanted the next one may be for. */
  #giveBack(place: Place): number {
    const { lease } = place;
    if (!lease) return 0;
    place.lease = null;
    place.returned.push({ leaseId: lease.id, used: lease.used });
    const isRecent = this.#means.clockMs() - lease.lastUsedMs < RECENT_MS;
    return isRecent ? Math.min(MAX_EXTRA, 2 * lease.used) : 0;
  }
}

const keyOf = ({ address, userId }: AddressCall): string => `${address} ${userId}`;

const isSame = (one: Limits['perAddress'], other: Limits['perAddress']): boolean =>
  one.calls === other.calls && one.windowSeconds === other.windowSeconds;

function begin(place: Place, id: string, lease: Lease, atMs: number, limit: Limits['perAddress']): void {
  const { calls, usableForMs, retryAfterMs, accounts } = lease;
  place.lease = { id, left: calls, used: 0, lastUsedMs: atMs, untilMs: atMs + usableForMs };
  place.accounts = accounts;
  place.denied = retryAfterMs === null ? null : { untilMs: atMs + retryAfterMs, limit };
}

function use(lease: HeldLease | null, nowMs: number): boolean {
  if (!lease || lease.left === 0 || nowMs >= lease.untilMs) return false;
  lease.left--;
  lease.used++;
  lease.lastUsedMs = nowMs;
  return true;
}

function tooMany({ calls, windowSeconds }: Limits['perAddress'], waitMs: number): Refusal {
  const retryAfterMs = Math.ceil(waitMs);
  const most = `at most ${calls} requests in ${inWords(windowSeconds * 1_000)}`;
  // A call counts a little longer than the window; in words, beside the window, that is noise.
  const when = `Try again in ${inWords(Math.min(retryAfterMs, windowSeconds * 1_000))}.`;
  const message = `Your network has sent too many requests, whoever sent them: ${most}. ${when}`;
  return refuse('rate_limited', message, { retryAfterMs, limitOf: 'address' });
}

const notChecked = (): Refusal =>
  refuse('contended', 'This request could not be checked just now. Try again in a moment.', {
    retryAfterMs: RETRY_AFTER_FAILURE_MS,
  });
