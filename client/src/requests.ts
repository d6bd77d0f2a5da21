import type { Result } from './outcome.ts';
import type { GenerationRequest } from './shapes.ts';

/** What the SDK's own functions take, beside what goes over the line. */

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
  /** Says how many units were really used, a begun one as a whole one; less than was held lowers the charge only on a server. */
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

/** Video and voice by the second, chat by the token. */
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
