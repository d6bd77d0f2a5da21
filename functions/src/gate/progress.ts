import type { Activity } from '@tollgate/contract/activity/activity';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import { type Decision, transact } from '../platform/transact.ts';
import { activityLoad, activityWrite, noSuchActivity } from './activity-documents.ts';
import { decideHeartbeat, decideLease, decideReport } from './decide-run.ts';

/** Commits a decision about one activity; decisions that change nothing write nothing. */
function onActivity<D extends { kind: string; activity: Activity }>(
  activityId: string,
  writtenKinds: readonly D['kind'][],
  decide: (activity: Activity, nowMs: number) => D | Refusal,
): Promise<D | Refusal> {
  return transact({ activity: activityLoad(activityId) }, ({ activity }, now): Decision<D> | Refusal => {
    if (!activity) return noSuchActivity();
    const decision = decide(activity, now);
    if (isRefusal(decision)) return decision;
    if (!writtenKinds.includes(decision.kind)) return { kind: 'answer', answer: decision };
    return { kind: 'commit', answer: decision, writes: [activityWrite(decision.activity)] };
  });
}

/** Records an app's progress report about its running generation. */
export const report = (activityId: string, percent: number) =>
  onActivity(activityId, ['progress'], (activity, now) => decideReport(activity, percent, now));

/** Records our own runner's progress and renews its lease. */
export const heartbeat = (activityId: string, holder: string, percent: number) =>
  onActivity(activityId, ['progress'], (activity, now) => decideHeartbeat(activity, holder, percent, now));

/**
 * Takes the lease of an open activity for `holder`, so that two deliveries of a job never generate at once.
 */
export const lease = (activityId: string, holder: string) =>
  onActivity(activityId, ['leased'], (activity, now) => decideLease(activity, holder, now));
