import type { GenerationResult } from '@tollgate/contract/activity/generation';
import type { Core } from './core.ts';
import { followToEnd, UNCONFIRMED } from './follow.ts';
import { type Result, refused } from './outcome.ts';
import { asking, backOffMs } from './retry.ts';

type End = Result<GenerationResult>;

/** How long an aborted call may still wait for the generation's own answer, once the activity has ended. */
const GRACE_MS = 3_000;
/**
 * A cancel may overtake the hold it is for: it is asked again while there is nothing to cancel yet. After so
 * many times the caller is told that nobody knows, and it is asked for about two minutes more: what comes
 * late is cancelled all the same.
 */
const UNTIL_TOLD = 4;
const UNTIL_GIVEN_UP = 11;
const NOT_YET_MS = 500;

async function cancel(core: Core, activityId: string, tell: (end: End) => void): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await asking(() => core.transport.call('cancelActivity', { activityId }), core.timing);
    if (answer.success || answer.code === 'activity_ended') {
      return tell(await followToEnd(core, activityId, () => undefined));
    }
    const isUnknown = answer.code === 'not_found';
    if (!isUnknown || attempt >= UNTIL_TOLD) {
      tell({ ...refused(isUnknown ? UNCONFIRMED : answer), activityId });
    }
    if (!isUnknown || attempt === UNTIL_GIVEN_UP) return;
    await core.timing.wait(backOffMs(attempt, NOT_YET_MS, core.timing.random));
  }
}

/**
 * When `signal` aborts, asks the system to stop the activity. `end` is how the activity then ended; it never
 * settles when nothing is aborted. `overdue` is the same a moment later: the generation's own answer, which
 * also has what was delivered, gets the time to come first.
 */
export function cancelling(core: Core, activityId: string, signal: AbortSignal | undefined) {
  let onAbort = () => {};
  const end = new Promise<End>((resolve) => {
    // Told again, it stays as it was told first.
    onAbort = () => void cancel(core, activityId, resolve);
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
