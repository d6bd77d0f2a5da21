import type { SettableStatus } from '@tollgate/contract/account/status';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { GrantType, LedgerType } from '@tollgate/contract/ledger/entry-types';
import type { Result } from './outcome.ts';

/**
 * What the SDK's functions take. A field that ends in `Micro` is an integer of microcredits, one that ends in
 * `At` milliseconds.
 */

/** What to generate. */
export interface GenerationRequest {
  aiType: AiType;
  /** A name of the price book, such as `dalle3`. */
  service: string;
  /** At most 10,000 characters. */
  prompt: string;
  /** Images, seconds, tokens or requests, by the service's unit; the service's default when absent. */
  units?: number | undefined;
  /**
   * The most that it may cost, in microcredits; where it costs more by now, the answer is `price_changed`
   * with the new price, and nothing is held. Left out, it is what `quote` last answered for this service and
   * these units, if it was asked.
   */
  maxCostMicro?: number | undefined;
}

/** What to generate on the server. */
export interface GenerateInput extends GenerationRequest {
  /** Made for you. Give your own to repeat a generation whose answer was lost: it is not charged twice. */
  requestId?: string | undefined;
}

export interface GenerateOptions {
  /** Per cent, rising. */
  onProgress?(percent: number): void;
  /** The next piece of a chat answer; the whole text is in the result. */
  onText?(piece: string): void;
  /** Aborting asks the running generation to stop; what it had delivered by then is charged and returned. */
  signal?: AbortSignal;
}

export interface HoldRequest extends GenerationRequest {
  /** Made for you. The same id again gets the same hold, never a second one. */
  requestId?: string | undefined;
}

export type SettleRequest =
  | {
      activityId: string;
      status: 'completed';
      /** What was really used; believed only from a server (`@tollgate/client/server`). */
      units?: number | undefined;
      /** Where the result is, for the history: an http or https address. */
      resultUrl?: string | undefined;
    }
  | {
      activityId: string;
      status: 'failed';
      /** For the history, at most 500 characters are kept. */
      errorMessage?: string | undefined;
    };

export interface CreditsOptions<T> extends HoldRequest {
  /** Where the result is, for the history: an http or https address. */
  resultUrl?(data: T): string | undefined;
}

/** `withImageCredits` and its sisters know the kind already. */
export type KindOptions<T> = Omit<CreditsOptions<T>, 'aiType'>;

export interface Run {
  activityId: string;
  heldMicro: number;
  /** Shows progress to the live view, per cent. Send it at most once a second; a lost one does no harm. */
  report(percent: number): Promise<void>;
  /**
   * Says how many units were really used, a begun one as a whole one; less than was held lowers the charge
   * only on a server.
   */
  used(units: number): void;
}

/** Your own generation, run between hold and settle. */
export type RunFunction<T> = (running: Run) => Promise<T> | T;

/** All in one object: the form that takes the user's id, which must be that of who is signed in. */
export interface CallbackOptions<T> extends CreditsOptions<T> {
  userId?: string | undefined;
  callback: RunFunction<T>;
}

export interface WithCredits {
  <T>(options: CreditsOptions<T>, run: RunFunction<T>): Promise<Result<T>>;
  <T>(options: CallbackOptions<T>): Promise<Result<T>>;
}

/** Images: one is made where `units` is left out. */
export interface WithImageCredits {
  <T>(options: KindOptions<T>, run: RunFunction<T>): Promise<Result<T>>;
  <T>(userId: string, prompt: string, service: string, callback: RunFunction<T>): Promise<Result<T>>;
}

/** Video and voice by the second, chat by the token, at most. */
export interface WithUnitCredits {
  <T>(options: KindOptions<T>, run: RunFunction<T>): Promise<Result<T>>;
  <T>(
    userId: string,
    prompt: string,
    service: string,
    units: number,
    callback: RunFunction<T>,
  ): Promise<Result<T>>;
}

/** `withVideoCredits`, `withVoiceCredits` and so on: one for each kind that is priced by the unit. */
export type UnitCredits = {
  [K in Exclude<AiType, 'image'> as `with${Capitalize<K>}Credits`]: WithUnitCredits;
};

/** Which page of the ledger. */
export interface CreditPageRequest {
  /** Somebody else's, for staff. */
  userId?: string | undefined;
  /** Only entries of this type. */
  type?: LedgerType | undefined;
  /** 1 to 200. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** A user, named by id or by email: one of the two. */
export interface Somebody {
  userId?: string | undefined;
  email?: string | undefined;
}

/** Credits to give. */
export interface CreditGrant extends Somebody {
  /** Made for you. The same id again gives nothing more. */
  requestId?: string | undefined;
  amountMicro: number;
  type: GrantType;
  reason: string;
  expiresAt?: number | undefined;
}

/** A user's new status, and why. */
export interface StatusChange extends Somebody {
  status: SettableStatus;
  reason: string;
}
