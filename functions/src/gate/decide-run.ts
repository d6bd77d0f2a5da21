import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';

/** What happens while an activity is open: who runs it, and how far it has come. */

/** How long a lease lasts without renewal: after that, its holder is taken for dead. */
export const LEASE_MS = 60_000;

export const lostLease = (): Refusal =>
  refuse('activity_ended', 'Another run of this generation has taken over.');

/**
 * How often an app's progress is recorded at most: each report is a write, and a snapshot for every admin.
 */
const REPORT_EVERY_MS = 1_000;

type ProgressDecision =
  | { kind: 'progress'; activity: Activity }
  | { kind: 'unchanged'; activity: Activity }
  | Refusal;

const refuseEnded = ({ status }: Activity): Refusal =>
  refuse('activity_ended', `This activity has ended already: it is ${status}.`);

/** Records an app's progress report: it never goes back, and never changes an activity that has ended. */
export function decideReport(activity: Activity, percent: number, nowMs: number): ProgressDecision {
  if (!isOpen(activity.status)) return refuseEnded(activity);
  const progress = Math.max(activity.progress, percent);
  const isFirst = activity.status === 'pending';
  if (!isFirst && (progress === activity.progress || nowMs - activity.updatedAt < REPORT_EVERY_MS)) {
    return { kind: 'unchanged', activity };
  }
  return { kind: 'progress', activity: running(activity, progress, activity.lease, nowMs) };
}

/** Records our own runner's progress and renews its lease; refused once another run has taken over. */
export function decideHeartbeat(
  activity: Activity,
  holder: string,
  percent: number,
  nowMs: number,
): ProgressDecision {
  if (!isOpen(activity.status)) return refuseEnded(activity);
  if (activity.lease?.holder !== holder) return lostLease();
  const lease = { ...activity.lease, expiresAt: nowMs + LEASE_MS };
  return {
    kind: 'progress',
    activity: running(activity, Math.max(activity.progress, percent), lease, nowMs),
  };
}

export type LeaseDecision =
  | { kind: 'leased'; activity: Activity }
  | { kind: 'taken'; activity: Activity }
  | { kind: 'ended'; activity: Activity };

/** Takes the lease of an activity that nobody runs, or whose runner has been silent for too long. */
export function decideLease(activity: Activity, holder: string, nowMs: number): LeaseDecision {
  if (!isOpen(activity.status)) return { kind: 'ended', activity };
  const { lease } = activity;
  if (lease && lease.holder !== holder && lease.expiresAt > nowMs) return { kind: 'taken', activity };
  const taken = { holder, expiresAt: nowMs + LEASE_MS };
  return { kind: 'leased', activity: running(activity, activity.progress, taken, nowMs) };
}

const running = (
  activity: Activity,
  progress: number,
  lease: Activity['lease'],
  nowMs: number,
): Activity => ({
  ...activity,
  status: 'processing',
  progress,
  startedAt: activity.startedAt ?? nowMs,
  lease,
  updatedAt: nowMs,
});
