import type { GenerationResult } from '@tollgate/contract/activity/generation';
import { isOpen } from '@tollgate/contract/activity/status';
import { cancelling } from './cancel.ts';
import type { Core } from './core.ts';
import { CANCELLED, followToEnd, toResult } from './follow.ts';
import { type FailureCode, type Result, refused, SIGNED_OUT } from './outcome.ts';
import type { GenerateInput, GenerateOptions } from './requests.ts';
import { asking } from './retry.ts';
import { tell } from './shared.ts';

/**
 * After these the activity may exist, so its id is worth knowing: to look it up, or to repeat with its
 * request id.
 */
const MAY_HAVE_HELD = new Set<FailureCode>(['provider_failed', 'network', 'internal', 'activity_ended']);

/**
 * Runs a generation on the server: streams its progress and text, answers with its result and what it cost.
 */
export async function generate(
  core: Core,
  input: GenerateInput,
  { onProgress, onText, signal }: GenerateOptions,
): Promise<Result<GenerationResult>> {
  const userId = core.userId();
  if (userId === null) return refused(SIGNED_OUT);
  if (signal?.aborted) return refused(CANCELLED);
  const requestId = input.requestId ?? core.newRequestId();
  const activityId = `${userId}.${requestId}`;

  let highest = -1;
  const progress = (percent: number) => {
    if (percent <= highest) return;
    highest = percent;
    tell(onProgress, percent);
  };
  const run = () =>
    core.transport.generate({ ...input, requestId }, (chunk) => {
      progress(chunk.progress);
      if (chunk.text) tell(onText, chunk.text);
    });

  const cancel = cancelling(core, activityId, signal);
  const finish = async (): Promise<Result<GenerationResult>> => {
    const answer = await asking(run, core.timing, signal);
    if (answer.success) {
      return isOpen(answer.data.status) ? followToEnd(core, activityId, progress) : toResult(answer.data);
    }
    if (signal?.aborted && answer.code === 'network') return cancel.end;
    const refusal = refused(answer);
    return MAY_HAVE_HELD.has(answer.code) ? { ...refusal, activityId } : refusal;
  };
  return Promise.race([finish(), cancel.overdue]).finally(cancel.dispose);
}
