import type { AiType } from '@tollgate/contract/ai-types';
import type { CallInput } from '@tollgate/contract/calls';
import type { Core } from './core.ts';
import { SIGNED_OUT } from './core.ts';
import { fail, failureOf, type Result, refused, spent, succeed } from './outcome.ts';
import { asking } from './retry.ts';

export interface CreditsOptions<T> extends Omit<CallInput<'validateAndDeductCredits'>, 'requestId'> {
  /** Made for you. The same id again gets the same hold, never a second one. */
  requestId?: string;
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

const MAX_ERROR_CHARS = 500;
const messageOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_CHARS);

/**
 * Holds the credits, runs your own generation, then charges them; when `run` throws, gives them back and answers
 * `run_failed` with its message. If the final report is lost, the hold stays until its deadline and then ends as a
 * reported failure: the answer then counts what was held as used.
 */
export async function withCredits<T>(
  core: Core,
  options: CreditsOptions<T>,
  run: (running: Run) => Promise<T> | T,
): Promise<Result<T>> {
  if (core.userId() === null) return refused(SIGNED_OUT);
  const { resultUrl, requestId = core.newRequestId(), ...wanted } = options;
  const settle = (input: Omit<CallInput<'updateAIActivityStatus'>, 'activityId'>, activityId: string) =>
    asking(() => core.transport.call('updateAIActivityStatus', { activityId, ...input }), core.timing);

  const hold = await asking(
    () => core.transport.call('validateAndDeductCredits', { ...wanted, requestId }),
    core.timing,
  );
  if (!hold.success) return refused(failureOf(hold));
  const { activityId, heldMicro, creditsMicro } = hold.data;
  const report = async (percent: number) => {
    const progress = Math.round(Math.min(100, Math.max(0, percent)));
    await core.transport
      .call('updateAIActivityStatus', { activityId, status: 'processing', progress })
      .catch(() => undefined);
  };

  let data: T;
  try {
    data = await run({ activityId, heldMicro, report });
  } catch (error) {
    const message = messageOf(error);
    const end = await settle({ status: 'failed', errorMessage: message }, activityId);
    const cost = end.success
      ? spent(activityId, { usedMicro: end.data.chargedMicro, remainingMicro: end.data.creditsMicro })
      : spent(activityId, { usedMicro: heldMicro, remainingMicro: creditsMicro });
    return { ...fail({ code: 'run_failed', message, details: {} }), ...cost };
  }
  const url = resultUrl?.(data);
  const end = await settle(
    { status: 'completed', ...(url === undefined ? {} : { resultUrl: url }) },
    activityId,
  );
  const cost = end.success
    ? spent(activityId, { usedMicro: end.data.chargedMicro, remainingMicro: end.data.creditsMicro })
    : spent(activityId, { usedMicro: heldMicro, remainingMicro: creditsMicro });
  return { ...succeed(data), ...cost };
}

/** The same with the kind filled in. */
export const withKind =
  (core: Core, aiType: AiType) =>
  <T>(options: KindOptions<T>, run: (running: Run) => Promise<T> | T): Promise<Result<T>> =>
    withCredits(core, { ...options, aiType }, run);
