import type { Activity, EndAnswer } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import { quote } from '@tollgate/contract/pricing/prices';
import { isRefusal, refuse } from '@tollgate/contract/refusals/refusals';
import { readUser, userOrNew } from '../credits/store.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { workOf } from '../platform/work.ts';
import { readOwn } from './activity-documents.ts';
import { cancel } from './cancel.ts';
import { refuseQuote } from './decide.ts';
import { end } from './end.ts';
import { untilStopped } from './follow.ts';
import { passGate, tryGate } from './gate.ts';
import { report } from './progress.ts';

export const validateAndDeductCredits = workOf('validateAndDeductCredits', async (input, caller) => {
  const runBy = caller.isServer ? 'backend' : 'app';
  const passed = await passGate(input, caller, { runBy, leaseHolder: null });
  return isRefusal(passed) ? passed : passed.holdAnswer;
});

export const updateAIActivityStatus = workOf('updateAIActivityStatus', async (input, caller) => {
  const { activityId, status, progress } = input;
  const activity = await readOwn(activityId, caller.userId);
  if (isRefusal(activity)) return activity;
  if (activity.runBy === 'server') {
    return refuse('not_owner', 'This generation runs on the server, which reports it itself.');
  }
  if (activity.runBy === 'backend' && !caller.isServer) {
    return refuse('not_owner', 'This generation runs on the server of the app, which reports it itself.');
  }
  if (status === 'processing') {
    const reported = await report(activityId, progress ?? 0);
    return isRefusal(reported) ? reported : stateOf(reported.activity);
  }
  return end(activityId, {
    by: 'app',
    status,
    units: input.units ?? null,
    resultUrl: input.resultUrl ?? null,
    errorMessage: input.errorMessage ?? null,
  });
});

/** How long a cancel waits for the running job to settle before it answers "still stopping". */
const CANCEL_WAIT_MS = 10_000;

export const cancelActivity = workOf('cancelActivity', async ({ activityId }, caller, _stream, gone) => {
  const activity = await readOwn(activityId, caller.userId);
  if (isRefusal(activity)) return activity;
  const cancelled = await cancel(activityId);
  if (isRefusal(cancelled)) return cancelled;
  const stopped = await untilStopped(activity, { timeoutMs: CANCEL_WAIT_MS, gone });
  return isRefusal(stopped) ? stopped : stateOf(stopped);
});

/** Checks without holding anything: what would be held, or why nothing would be. */
export const canPerform = workOf('canPerform', async (input, caller) => {
  const user = await userOrNew(caller);
  if (isRefusal(user)) return user;
  const { credit } = await currentConfig();
  const price = quote(credit, input);
  if (price.kind === 'no-quote') return refuseQuote(price);
  const tried = await tryGate(input, caller, user);
  if (isRefusal(tried) && tried.reason === 'invalid_argument') return tried;
  const { service, units, unit, costMicro, priceVersion } = price;
  const allowed = !isRefusal(tried);
  return {
    ...{ allowed, service, units, unit, costMicro },
    heldMicro: allowed ? tried.heldMicro : 0,
    availableMicro: spendableMicro(user.grants, nowMs()),
    priceVersion,
    refusal: allowed ? null : { reason: tried.reason, message: tried.message, ...tried.details },
  };
});

/** How an activity ended, or its state if it hasn't. */
async function stateOf(activity: Activity): Promise<EndAnswer> {
  if (!isOpen(activity.status) && activity.endAnswer) return activity.endAnswer;
  const user = await readUser(activity.userId);
  return {
    activityId: activityIdOf(activity.userId, activity.requestId),
    status: activity.status,
    chargedMicro: activity.chargedMicro,
    creditsMicro: user?.creditsMicro ?? activity.holdAnswer.creditsMicro,
  };
}
