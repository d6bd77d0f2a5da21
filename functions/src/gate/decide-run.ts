import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';

/** What happens to an activity while it is open: who runs it, and how far it is. */

/** How long a lease holds without being renewed: after that, its holder is taken for dead. */
export const LEASE_MS = 60_000;

export const lostLease = (): Refusal =>
  refuse('activity_ended', 'Another run of this generation has taken over.');

/** An app's reports are recorded at most this often: each is a write, and a snapshot to every admin. */
const REPORT_EVERY_MS = 1_000;

type ProgressDecision =
  | { kind: 'progress'; activity: Activity }
  | { kind: 'unchanged'; activity: Activity }
  | Refusal;

const refuseEnded = ({ status }: Activity): Refusal =>
  refuse('activity_ended', `This activity has ended already: it is ${status}.`);

/** What an app reports of its running generation: never backwards, and never of one that has ended. */
export function decideReport(activity: Activity, percent: number, nowMs: number): ProgressDecision {
  if (!isOpen(activity.status)) return refuseEnded(activity);
  const progress = Math.max(activity.progress, percent);
  const isFirst = activity.status === 'pending';
  if (!isFirst && (progress === activity.progress || nowMs - activity.updatedAt < REPORT_EVERY_MS)) {
    return { kind: 'unchanged', activity };
  }
  return { kind: 'progress', activity: running(activity, progress, activity.lease, nowMs) };
}

/** What our own runner reports, which renews its lease: refused once another run has taken over. */
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
