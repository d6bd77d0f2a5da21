import type { AiType } from '@tollgate/contract/kinds/kinds';
import { hold, report, settle } from './app-run.ts';
import { type Holder, isSomebodyElse, NOT_YOURS } from './core.ts';
import { fail, type Result, refused, spent, succeed } from './outcome.ts';
import type {
  CallbackOptions,
  CreditsOptions,
  KindOptions,
  RunFunction,
  WithCredits,
  WithImageCredits,
  WithUnitCredits,
} from './requests.ts';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Holds the credits, runs your own generation, then charges them; when `run` throws, gives them back and
 * answers `run_failed`, with what was thrown as its `cause`. `reported` says of that what the history keeps.
 * A browser's word for a failure is taken a number of times a day; after that it is charged, which
 * `creditsUsed` and `details.chargedFor` tell. If the final report is lost, the hold stays until its deadline
 * and then ends as a reported failure: the answer then counts what was held as used.
 */
export async function runWithCredits<T>(
  core: Holder,
  { resultUrl, ...wanted }: CreditsOptions<T>,
  run: RunFunction<T>,
  reported: (error: unknown) => string | undefined = messageOf,
): Promise<Result<T>> {
  const held = await hold(core, wanted);
  if (!held.success) return refused(held);
  const { activityId, heldMicro, creditsMicro } = held.data;
  const cost = (end: Awaited<ReturnType<typeof settle>>) =>
    spent(activityId, end.success ? end.data : { chargedMicro: heldMicro, creditsMicro });

  let data: T;
  let units: number | undefined;
  let url: string | undefined;
  try {
    data = await run({
      activityId,
      heldMicro,
      report: (percent) => report(core, activityId, percent),
      used: (count) => {
        units = Math.ceil(count);
      },
    });
    url = resultUrl?.(data);
  } catch (cause) {
    const end = await settle(core, { activityId, status: 'failed', errorMessage: reported(cause) });
    const message = 'The generation failed. Try again.';
    // Today's free failures are used up: then it says what was charged, and why.
    const details = end.success ? { chargedFor: end.data.chargedFor } : {};
    return { ...fail({ code: 'run_failed', message, details, cause }), ...cost(end) };
  }
  const completed = { activityId, status: 'completed' } as const;
  let end = await settle(core, { ...completed, units, resultUrl: url });
  // An address or a count that is none must not leave what was made unpaid, and its user with an unfinished
  // hold.
  if (end.code === 'invalid_argument') end = await settle(core, completed);
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
  (core: Holder): Runner =>
  async (userId, options, run) =>
    isSomebodyElse(core, userId) ? refused(NOT_YOURS) : runWithCredits(core, options, run);

export const makeWithCredits =
  (runner: Runner): WithCredits =>
  <T>(options: CreditsOptions<T> | CallbackOptions<T>, run?: RunFunction<T>) => {
    if (run) return runner(undefined, options, run);
    if (!('callback' in options)) throw misused();
    const { userId, callback, ...wanted } = options;
    return runner(userId, wanted, callback);
  };

/**
 * Either `(options, run)`, or the user's id, the prompt, the service, the units (not for images) and what to
 * run.
 */
const makeOfKind =
  (runner: Runner, aiType: AiType) =>
  <T>(first: KindOptions<T> | string, second: RunFunction<T> | string, ...rest: unknown[]) => {
    if (typeof first !== 'string' && typeof second === 'function') {
      return runner(undefined, { ...first, aiType }, second);
    }
    const [service, units, callback = units] = rest;
    if (
      typeof first !== 'string' ||
      typeof second !== 'string' ||
      typeof service !== 'string' ||
      !isRun<T>(callback)
    ) {
      throw misused();
    }
    const wanted = { aiType, service, prompt: second };
    return runner(first, typeof units === 'number' ? { ...wanted, units } : wanted, callback);
  };

const isRun = <T>(value: unknown): value is RunFunction<T> => typeof value === 'function';

export const makeWithImageCredits = (runner: Runner): WithImageCredits => makeOfKind(runner, 'image');

export const makeWithUnitCredits = (runner: Runner, aiType: Exclude<AiType, 'image'>): WithUnitCredits =>
  makeOfKind(runner, aiType);

/** Only where no types stand in the way: a mistake of the program, which no user can mend. */
const misused = () => new TypeError('expected (options, run), or (userId, prompt, service, [units,] run)');
