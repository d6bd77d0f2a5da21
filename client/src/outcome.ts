import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals/refusals';

/**
 * Why something did not happen: a refusal of the system, or `network` (no answer, however often it was
 * asked), `unreachable` (something answers, but not the functions, or not for this page: a matter of
 * settings, which `hint` names), `internal` (a fault on the server), `run_failed` (the app's own `run`
 * threw), `cancelled` (the caller aborted it), `unconfirmed` (the caller aborted it before the system knew of
 * it: if it begins after all, it is stopped then).
 */
export type FailureCode =
  | RefusalReason
  | 'network'
  | 'unreachable'
  | 'internal'
  | 'run_failed'
  | 'cancelled'
  | 'unconfirmed';

/** What a failure tells whoever builds the app; not for the person. */
export interface ForDevelopers {
  /** Which setting to look at, in English. It is in the browser's console too. */
  hint?: string | undefined;
  /** What was thrown, as it was: by the app's own `run`, or on the way to the functions. */
  cause?: unknown;
}

/** A failure inside the SDK; `Told` is what it becomes for who uses it. */
export interface Failure extends ForDevelopers {
  code: FailureCode;
  /** One sentence, in English. */
  message: string;
  details: RefusalDetails;
}

/** One that tells nothing beside. */
export const failure = (code: FailureCode, message: string): Failure => ({ code, message, details: {} });

export const SIGNED_OUT = failure('unauthenticated', 'You are not signed in. Sign in and try again.');

/** Why something did not happen, as listeners are told it. */
export interface Told extends ForDevelopers {
  code: FailureCode;
  /** One sentence for a person, in the language of `locale`: what is wrong and what to do about it. */
  message: string;
  /** Milliseconds after which a retry is admitted; `null` where waiting doesn't help. */
  retryAfterMs: number | null;
  /** `insufficient_credits`: what it would cost, in credits for showing; `details.requiredMicro` is exact. */
  required: number | null;
  /** `insufficient_credits`: what there is, in credits for showing; `details.availableMicro` is exact. */
  available: number | null;
  /** What the refusal tells beside: `requiredMicro`, `availableMicro`, `categories`, `issues`, `limitOf`. */
  details: RefusalDetails;
}

/**
 * Told when the database has ended a listener: what was told last may be old. It is started again by itself,
 * after pauses that grow to half a minute; the next change says that it goes on.
 */
export type ErrorCallback = (failure: Told) => void;

/** Ends a subscription. Calling it again does nothing. */
export type Unsubscribe = () => void;

/** It was done; `data` is what it gave. */
export interface Succeeded<T> {
  success: true;
  data: T;
  error: null;
  code: null;
  details: RefusalDetails;
}

/** It was not done; `code` is for your program, `message` for the person. */
export interface Failed<T> extends Told {
  success: false;
  data: T;
  /** The same as `message`. */
  error: string;
}

/** What every call answers. Nothing is thrown: a refusal or a lost network is a value with a `code`. */
export type Answer<T> = Succeeded<T> | Failed<null>;

/**
 * What it took. `...Credits` are credits as people see them; `...Micro` are exact integers, a millionth of
 * that.
 */
export interface Spent {
  creditsUsed: number;
  creditsUsedMicro: number;
  /** What can be spent afterwards; `null` when the system gave no balance with its refusal. */
  remainingCredits: number | null;
  remainingMicro: number | null;
  /** `null` when nothing was held, and so nothing can have been charged. */
  activityId: string | null;
}

/**
 * What `generate` and `withCredits` answer. A cancelled generation may have delivered a part: then `data` has
 * it.
 */
export type Result<T> = (Succeeded<T> | Failed<T | null>) & Spent;

export const succeed = <T>(data: T): Succeeded<T> => ({
  success: true,
  data,
  error: null,
  code: null,
  details: {},
});

export const told = ({ details, ...failure }: Failure): Told => ({
  ...failure,
  retryAfterMs: details.retryAfterMs ?? null,
  required: creditsIn(details.requiredMicro),
  available: creditsIn(details.availableMicro),
  details,
});

/** An answer of ours that has failed is a failure too. */
export const fail = (failure: Failure): Failed<null> => ({
  success: false,
  data: null,
  error: failure.message,
  ...told(failure),
});

/** Microcredits as credits, for showing: never compute with what comes out. */
export const toCredits = (amountMicro: number): number => amountMicro / MICRO_PER_CREDIT;

/** The same of an amount that may not be known. */
const creditsIn = (amountMicro: number | null | undefined): number | null =>
  typeof amountMicro === 'number' ? toCredits(amountMicro) : null;

/** What something took, of an answer that says what was charged and what is left. */
export function spent(
  activityId: string | null,
  { chargedMicro, creditsMicro }: { chargedMicro: number; creditsMicro: number | null },
): Spent {
  return {
    activityId,
    creditsUsed: toCredits(chargedMicro),
    creditsUsedMicro: chargedMicro,
    remainingCredits: creditsIn(creditsMicro),
    remainingMicro: creditsMicro,
  };
}

/** A refusal before anything was held. */
export const refused = (failure: Failure): Failed<null> & Spent => ({
  ...fail(failure),
  ...spent(null, { chargedMicro: 0, creditsMicro: failure.details.availableMicro ?? null }),
});
