import type { AiType } from '@tollgate/contract/ai-types';
import { type HoldRequest, hold, report, settle } from './app-run.ts';
import { type Core, isSomebodyElse, NOT_YOURS } from './core.ts';
import { fail, failureOf, type Result, refused, spent, succeed } from './outcome.ts';

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

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Holds the credits, runs your own generation, then charges them; when `run` throws, gives them back and answers
 * `run_failed` with its message. If the final report is lost, the hold stays until its deadline and then ends as a
 * reported failure: the answer then counts what was held as used.
 */
export async function runWithCredits<T>(
  core: Core,
  { resultUrl, ...wanted }: CreditsOptions<T>,
  run: RunFunction<T>,
): Promise<Result<T>> {
  const held = await hold(core, wanted);
  if (!held.success) return refused(failureOf(held));
  const { activityId, heldMicro, creditsMicro } = held.data;
  const cost = (end: Awaited<ReturnType<typeof settle>>) =>
    end.success
      ? spent(activityId, { usedMicro: end.data.chargedMicro, remainingMicro: end.data.creditsMicro })
      : spent(activityId, { usedMicro: heldMicro, remainingMicro: creditsMicro });

  let data: T;
  try {
    data = await run({ activityId, heldMicro, report: (percent) => report(core, activityId, percent) });
  } catch (error) {
    const message = messageOf(error);
    const end = await settle(core, { activityId, status: 'failed', errorMessage: message });
    return { ...fail({ code: 'run_failed', message, details: {} }), ...cost(end) };
  }
  const end = await settle(core, { activityId, status: 'completed', resultUrl: resultUrl?.(data) });
  return { ...succeed(data), ...cost(end) };
}

/** Runs for who is signed in; `userId` is who the caller takes that to be. */
export type Runner = <T>(
  userId: string | undefined,
  options: CreditsOptions<T>,
  run: RunFunction<T>,
) => Promise<Result<T>>;

/** Nobody pays for somebody else: who it is, is who is signed in. */
export const runnerFor =
  (core: Core): Runner =>
  async (userId, options, run) =>
    isSomebodyElse(core, userId) ? refused(NOT_YOURS) : runWithCredits(core, options, run);

export const makeWithCredits =
  (runner: Runner): WithCredits =>
  <T>(options: CreditsOptions<T> | CallbackOptions<T>, run?: RunFunction<T>) => {
    if (run) return runner(undefined, options, run);
    if (!('callback' in options)) throw misused('withCredits');
    const { userId, callback, ...wanted } = options;
    return runner(userId, wanted, callback);
  };

export const makeWithImageCredits =
  (runner: Runner): WithImageCredits =>
  <T>(
    first: KindOptions<T> | string,
    second: RunFunction<T> | string,
    service?: string,
    callback?: RunFunction<T>,
  ) => {
    if (typeof first !== 'string' && typeof second === 'function') {
      return runner(undefined, { ...first, aiType: 'image' }, second);
    }
    if (typeof first !== 'string' || typeof second !== 'string' || !service || !callback) {
      throw misused('withImageCredits');
    }
    return runner(first, { aiType: 'image', service, prompt: second }, callback);
  };

export const makeWithUnitCredits =
  (runner: Runner, aiType: Exclude<AiType, 'image'>): WithUnitCredits =>
  <T>(
    first: KindOptions<T> | string,
    second: RunFunction<T> | string,
    service?: string,
    units?: number,
    callback?: RunFunction<T>,
  ) => {
    if (typeof first !== 'string' && typeof second === 'function') {
      return runner(undefined, { ...first, aiType }, second);
    }
    if (typeof first !== 'string' || typeof second !== 'string' || !service || !callback) {
      throw misused(`the wrapper of ${aiType}`);
    }
    return runner(first, { aiType, service, prompt: second, units }, callback);
  };

/** Only where no types stand in the way: a mistake of the program, which no user can mend. */
const misused = (name: string) =>
  new TypeError(
    `${name} takes (options, run), or the user's id and the rest one by one, what to run at the end`,
  );
