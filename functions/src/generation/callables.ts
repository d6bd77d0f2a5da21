import { randomUUID } from 'node:crypto';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { GenerateAnswer, GenerationResult } from '@tollgate/contract/activity/generation';
import { isOpen } from '@tollgate/contract/activity/status';
import { CALL_FUNCTIONS } from '@tollgate/contract/calls/table';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import { KINDS } from '@tollgate/contract/kinds/kinds';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { readOwn } from '../gate/activity-documents.ts';
import { end } from '../gate/end.ts';
import { follow } from '../gate/follow.ts';
import { passGate } from '../gate/gate.ts';
import { lease } from '../gate/progress.ts';
import { log } from '../platform/log.ts';
import { type Stream, workOf } from '../platform/work.ts';
import { resultStore } from '../results/result-store.ts';
import { enqueue } from './jobs.ts';
import { runActivity } from './run.ts';

const { timeoutSeconds: TIMEOUT_SECONDS } = CALL_FUNCTIONS.generate;
/** A call follows a running generation for this long; then the activity itself tells the rest. */
const FOLLOW_MS = (TIMEOUT_SECONDS - 30) * 1_000;

export const generate = workOf('generate', async (input, caller, stream, gone) => {
  const holder = randomUUID();
  const leaseHolder = KINDS[input.aiType].isQueued ? null : holder;
  const passed = await passGate(input, caller, { runBy: 'server', leaseHolder });
  if (isRefusal(passed)) return passed;
  const activityId = activityIdOf(passed.userId, passed.requestId);
  const step = await nextStep(passed, activityId, holder);
  if (isRefusal(step)) return step;
  if (step.kind === 'run') {
    const ran = await runActivity({
      activity: step.activity,
      prompt: input.prompt,
      holder,
      functionSeconds: TIMEOUT_SECONDS,
      onPiece: (progress, text) => void stream(text === undefined ? { progress } : { progress, text }),
    });
    // Refused: another run has taken over, so that one is followed.
    if (!isRefusal(ran)) return answerOf(ran.activity, ran.text);
  }
  if (step.kind === 'queue') {
    const refused = await enqueueOrRelease(activityId, input.prompt);
    if (refused) return refused;
  }
  const followed = await follow(passed, { timeoutMs: FOLLOW_MS, onChange: progressTo(stream), gone });
  return isRefusal(followed) ? followed : answerOf(followed);
});

type Step = { kind: 'run'; activity: Activity } | { kind: 'queue' } | { kind: 'follow' };

/**
 * Whoever has the lease runs it. Everybody else follows, but for a repeat that finds nobody at work, because
 * the first call died: it queues the job again, or takes the lease over once that has run out.
 */
async function nextStep(activity: Activity, activityId: string, holder: string): Promise<Step | Refusal> {
  if (!isOpen(activity.status)) return { kind: 'follow' };
  if (activity.lease?.holder === holder) return { kind: 'run', activity };
  if (KINDS[activity.aiType].isQueued) return activity.lease ? { kind: 'follow' } : { kind: 'queue' };
  const leased = await lease(activityId, holder);
  if (isRefusal(leased)) return leased;
  return leased.kind === 'leased' ? { kind: 'run', activity: leased.activity } : { kind: 'follow' };
}

async function enqueueOrRelease(activityId: string, prompt: string): Promise<Refusal | null> {
  try {
    await enqueue(activityId, prompt);
    return null;
  } catch (cause) {
    log.error('a generation could not be queued', cause, { activityId });
    const error = { code: 'not_queued', message: 'The generation could not be queued.' };
    const ended = await end(activityId, { by: 'server', holder: null, status: 'failed', error });
    // Refused: another delivery runs it after all, so it is followed.
    return isRefusal(ended) ? null : providerFailed(error.message);
  }
}

/** Streams the progress of a generation that runs elsewhere. */
function progressTo(stream: Stream): (activity: Activity) => void {
  let told = -1;
  return ({ progress }) => {
    if (progress === told) return;
    told = progress;
    void stream({ progress });
  };
}

const providerFailed = (message: string): Refusal =>
  refuse('provider_failed', `${message} Nothing was charged.`);

/** `text` is the activity's result where the caller has it at hand. */
async function answerOf(activity: Activity, text?: string): Promise<GenerateAnswer | Refusal> {
  const { status, chargedMicro, error, endAnswer } = activity;
  if (status === 'failed' && chargedMicro === 0)
    return providerFailed(error?.message ?? 'The generation failed.');
  const activityId = activityIdOf(activity.userId, activity.requestId);
  return {
    activityId,
    status,
    result: await resultOf(activity, text).catch((error: unknown) => {
      // It is made and paid for: a missing address must not hide that. `getResult` can be asked again.
      log.error('a result has no address', error, { activityId });
      return null;
    }),
    chargedMicro,
    creditsMicro: endAnswer?.creditsMicro ?? activity.holdAnswer.creditsMicro,
    // A failure that is paid for is an answer, with what had come by then.
    ...(status === 'failed' && error && { error }),
    ...(endAnswer?.chargedFor && { chargedFor: endAnswer.chargedFor }),
  };
}

async function resultOf({ result }: Activity, text?: string): Promise<GenerationResult | null> {
  if (!result) return null;
  const { location, simulated } = result;
  const mimeType = result.mimeType ?? 'application/octet-stream';
  if (result.kind === 'reported') return { url: location, mimeType, simulated };
  if (mimeType === 'text/plain')
    return { text: text ?? (await resultStore().readText(location)), mimeType, simulated };
  return { url: await resultStore().address(location), mimeType, simulated };
}

/** How a generation of the caller's stands, with its result once there is one. */
export const getActivity = workOf('getActivity', async ({ activityId }, caller) => {
  const activity = await readOwn(activityId, caller.userId);
  if (isRefusal(activity)) return activity;
  const { aiType, service, status, progress, unit, units, usedUnits, heldMicro, chargedMicro } = activity;
  const { createdAt, endedAt, holdExpiresAt: expiresAt, error } = activity;
  return {
    ...{ activityId, aiType, service, status, progress, unit, units, usedUnits, heldMicro, chargedMicro },
    ...{ createdAt, endedAt, expiresAt, error },
    result: await resultOf(activity),
  };
});

/** The result of one of the caller's own activities, with a fresh address. */
export const getResult = workOf('getResult', async ({ activityId }, caller) => {
  const activity = await readOwn(activityId, caller.userId);
  return isRefusal(activity) ? activity : { activityId, result: await resultOf(activity) };
});
