import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import { endActivity } from '../gate/end.ts';
import type { EndCommand } from '../gate/end-command.ts';
import { heartbeat } from '../gate/progress.ts';
import { watch } from '../gate/watch.ts';
import { nowMs } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { produce, type StopReason } from './produce.ts';

/** Progress is written at most this often. */
const TICK_MS = 1_000;
/** A lease is renewed this often while nothing else is written. */
const HEARTBEAT_MS = 20_000;
/**
 * A generation stops this long before its hold's deadline, so that its settle comes before the sweep's
 * release.
 */
const MARGIN = 0.1;

interface Run {
  activity: Activity;
  prompt: string;
  /** The lease under which this process runs it. */
  holder: string;
  /** How long the function that this runs in may take. */
  functionSeconds: number;
  onPiece?: (progress: number, text?: string) => void;
}

/**
 * Runs the generation of an activity that this process has the lease of, and settles it: what was delivered
 * is charged, also by a cancel or a time-out half way; a failure costs nothing, within what a day allows of
 * late ones. Returns the activity as it has ended, with its text where that is the result; or a refusal where
 * another run ended it.
 */
export async function runActivity({
  activity,
  prompt,
  holder,
  functionSeconds,
  onPiece,
}: Run): Promise<{ activity: Activity; text: string | undefined } | Refusal> {
  const activityId = activityIdOf(activity.userId, activity.requestId);
  const stop = new AbortController();
  const abort = (reason: StopReason) => {
    if (!stop.signal.aborted) stop.abort(reason);
  };
  const untilDeadlineMs = Math.min(activity.holdExpiresAt - nowMs(), functionSeconds * 1_000);
  const timer = setTimeout(() => abort('timeout'), Math.max(0, untilDeadlineMs * (1 - MARGIN)));
  const unwatch = watch(
    activityId,
    (current) => {
      if (!isOpen(current.status) || current.lease?.holder !== holder) abort('lost');
      else if (current.cancelRequestedAt !== null) abort('cancelled');
    },
    // Without the listener a cancel comes too late, which costs the user; the generation itself goes on.
    (error) => log.error('a running generation lost its listener', error, { activityId }),
  );
  const progress = progressWriter(activityId, holder, activity.progress);
  const { text, ...ending } = await produce(activity, prompt, stop.signal, (percent, text) => {
    progress.set(percent);
    onPiece?.(percent, text);
  }).finally(async () => {
    clearTimeout(timer);
    unwatch();
    await progress.stop();
  });
  const ended = await settleInTime(activityId, { by: 'server', holder, ...ending }, activity.holdExpiresAt);
  return isRefusal(ended) ? ended : { activity: ended, text };
}

const MAX_WAIT_MS = 5_000;

/**
 * Ends the activity, and does not take "busy" for an answer while the hold stands: what was delivered and is
 * not settled by then would be given away by the sweep. Throws when it could not be done.
 */
async function settleInTime(
  activityId: string,
  command: EndCommand,
  deadlineMs: number,
): Promise<Activity | Refusal> {
  for (let waitMs = 250; ; waitMs = Math.min(MAX_WAIT_MS, waitMs * 2)) {
    const isLast = nowMs() + waitMs >= deadlineMs;
    try {
      const ended = await endActivity(activityId, command);
      if (!isRefusal(ended)) return ended.activity;
      if (ended.reason !== 'contended') {
        log.warn('a generation ended after its activity', { activityId, reason: ended.reason });
        return ended;
      }
      if (isLast) throw new Error(`${activityId} could not be settled before its deadline`);
    } catch (error) {
      if (isLast) throw error;
      log.error('a settle failed and is tried again', error, { activityId });
    }
    await wait(waitMs);
  }
}

/** Writes progress at most once a second and keeps the lease alive, one write at a time. */
function progressWriter(activityId: string, holder: string, begun: number) {
  let latest = begun;
  let written = begun;
  let writtenAtMs = nowMs();
  let writing = Promise.resolve();
  const write = async () => {
    const outcome = await heartbeat(activityId, holder, latest);
    if (isRefusal(outcome)) log.info('progress not recorded', { activityId, reason: outcome.reason });
  };
  const ticker = setInterval(() => {
    if (latest === written && nowMs() - writtenAtMs < HEARTBEAT_MS) return;
    written = latest;
    writtenAtMs = nowMs();
    writing = writing
      .then(write)
      .catch((error: unknown) => log.error('progress not recorded', error, { activityId }));
  }, TICK_MS);
  return {
    set: (percent: number) => {
      latest = percent;
    },
    stop: () => {
      clearInterval(ticker);
      return writing;
    },
  };
}
