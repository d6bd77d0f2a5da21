import type { GenerateAnswer, GenerationResult } from '@tollgate/contract/activity/generation';
import { isOpen } from '@tollgate/contract/activity/status';
import type { LiveActivity } from './activity.ts';
import type { Core } from './core.ts';
import { type Failure, fail, failure, type Result, refused, spent, succeed } from './outcome.ts';
import { asking } from './retry.ts';

export const CANCELLED = failure('cancelled', 'Cancelled. Only what had been delivered was charged.');

/** Nothing was there to be cancelled, and what was asked for may still come. */
export const UNCONFIRMED = failure(
  'unconfirmed',
  'Not confirmed as cancelled. If it begins after all, it is stopped then.',
);

/** An ended generation as the SDK answers it. A part that was delivered before a cancel is in `data`. */
export function toResult(
  answer: Omit<GenerateAnswer, 'creditsMicro' | 'error'> & {
    creditsMicro: number | null;
    error?: { message: string } | null;
  },
): Result<GenerationResult> {
  const cost = spent(answer.activityId, answer);
  if (answer.status === 'completed' && answer.result) return { ...succeed(answer.result), ...cost };
  const why =
    answer.status === 'cancelled'
      ? CANCELLED
      : failure('provider_failed', answer.error?.message || 'The generation failed. Nothing was charged.');
  return { ...fail({ ...why, details: { chargedFor: answer.chargedFor } }), data: answer.result, ...cost };
}

const ended = (core: Core, activityId: string, onProgress: (percent: number) => void) =>
  new Promise<LiveActivity | Failure>((resolve) => {
    const end = (how: LiveActivity | Failure) => {
      resolve(how);
      // Not at once: the first change may come before `watchActivity` has returned.
      queueMicrotask(() => stop());
    };
    const stop = core.watchActivity(
      activityId,
      (activity) => {
        onProgress(activity.progress);
        if (!isOpen(activity.status)) end(activity);
      },
      end,
    );
  });

/** Waits for an activity that runs as a job to end, by its document, and fetches its result. */
export async function followToEnd(
  core: Core,
  activityId: string,
  onProgress: (percent: number) => void,
): Promise<Result<GenerationResult>> {
  const activity = await ended(core, activityId, onProgress);
  if ('code' in activity) return { ...refused(activity), activityId };
  const { status, chargedMicro, creditsMicroAtEnd: creditsMicro, error } = activity;
  const found = activity.hasResult
    ? await asking(() => core.transport.call('account/getResult', { activityId }), core.timing)
    : succeed({ activityId, result: null });
  if (!found.success) return { ...found, ...spent(activityId, { chargedMicro, creditsMicro }) };
  return toResult({ activityId, status, result: found.data.result, chargedMicro, creditsMicro, error });
}
