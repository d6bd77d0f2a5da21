import type { GenerationResult } from '@tollgate/contract/calls';
import type { EndAnswer } from '@tollgate/contract/documents';
import type { Core } from './core.ts';
import { CANCELLED, followToEnd } from './follow.ts';
import { type Answer, fail, failureOf, type Result, refused, spent } from './outcome.ts';
import { asking } from './retry.ts';

/** How long an aborted call may still wait for the generation's own answer, once the activity has ended. */
const GRACE_MS = 3_000;
/** A cancel may overtake the hold it is for: it is asked again while there is nothing to cancel yet. */
const NOT_YET_ATTEMPTS = 6;
const NOT_YET_DELAY_MS = 500;

async function askCancel(core: Core, activityId: string): Promise<Answer<EndAnswer>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await asking(() => core.transport.call('cancelActivity', { activityId }), core.timing);
    if (answer.success || answer.code !== 'not_found' || attempt === NOT_YET_ATTEMPTS) return answer;
    await core.timing.wait(NOT_YET_DELAY_MS);
  }
}

async function cancelledEnd(core: Core, activityId: string): Promise<Result<GenerationResult>> {
  const answer = await askCancel(core, activityId);
  if (!answer.success && answer.code === 'not_found') return refused(CANCELLED);
  if (!answer.success && answer.code !== 'activity_ended') {
    return { ...fail(failureOf(answer)), ...spent(activityId, { usedMicro: 0, remainingMicro: null }) };
  }
  return followToEnd(core, activityId, () => undefined);
}

/**
 * When `signal` aborts, asks the system to stop the activity. `end` is how the activity then ended; it never settles
 * when nothing is aborted. `overdue` is the same a moment later: the generation's own answer, which also has what was
 * delivered, gets the time to come first.
 */
export function cancelling(core: Core, activityId: string, signal: AbortSignal | undefined) {
  let onAbort = () => {};
  const end = new Promise<Result<GenerationResult>>((resolve) => {
    onAbort = () => resolve(cancelledEnd(core, activityId));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  const overdue = end.then(async (result) => {
    await core.timing.wait(GRACE_MS);
    return result;
  });
  /** Aborting what has ended asks nothing. */
  const dispose = () => signal?.removeEventListener('abort', onAbort);
  return { end, overdue, dispose };
}
