import type { LiveActivity } from '@tollgate/client';
import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';

/** The life of one generation, from hold to settle. Pure. */

export type StepName =
  | 'created'
  | 'held'
  | 'started'
  | 'progress'
  | 'cancelAsked'
  | 'overdue'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'charged'
  | 'released'
  | 'refunded';

export interface Step {
  name: StepName;
  atMs: number;
  amountMicro?: number;
  /** Since the step that it is counted from: waiting for a start, running to an end. */
  tookMs?: number;
  percent?: number;
  /** In the words of whoever wrote it: an error, a reason. */
  said?: string;
}

/** What only the whole document tells, where it has been read. */
export type Whole = Pick<Activity, 'holdExpiresAt' | 'updatedAt'>;

export function timelineOf(
  activity: LiveActivity,
  whole: Whole | null,
  ledger: readonly LedgerEntry[],
  nowMs: number,
): Step[] {
  const { createdAt, startedAt, cancelRequestedAt, heldMicro, status } = activity;
  const steps: Step[] = [
    { name: 'created', atMs: createdAt },
    { name: 'held', atMs: createdAt, amountMicro: heldMicro },
  ];
  if (startedAt !== null) steps.push(startOf(startedAt, startedAt - createdAt));
  if (cancelRequestedAt !== null) steps.push({ name: 'cancelAsked', atMs: cancelRequestedAt });
  if (isOpen(status)) {
    if (startedAt !== null)
      steps.push({ name: 'progress', atMs: whole?.updatedAt ?? startedAt, percent: activity.progress });
    if (whole && whole.holdExpiresAt <= nowMs) steps.push({ name: 'overdue', atMs: whole.holdExpiresAt });
  } else steps.push(...endOf(activity));
  for (const { type, amountMicro, createdAt: atMs, reason } of ledger) {
    if (type === 'refund') steps.push({ name: 'refunded', atMs, amountMicro, said: reason });
  }
  return steps.sort((a, b) => a.atMs - b.atMs);
}

/** A wait that nobody notices is not told. */
const NOTICED_MS = 100;

const startOf = (atMs: number, waitedMs: number): Step => ({
  name: 'started',
  atMs,
  ...(waitedMs >= NOTICED_MS && { tookMs: waitedMs }),
});

function endOf({ status, endedAt, processingTimeMs, error, chargedMicro, heldMicro }: LiveActivity): Step[] {
  if (endedAt === null || status === 'pending' || status === 'processing') return [];
  const steps: Step[] = [
    {
      name: status,
      atMs: endedAt,
      ...(processingTimeMs !== null && { tookMs: processingTimeMs }),
      ...(error && { said: `${error.message} (${error.code})` }),
    },
  ];
  if (chargedMicro > 0) steps.push({ name: 'charged', atMs: endedAt, amountMicro: chargedMicro });
  if (heldMicro > chargedMicro)
    steps.push({ name: 'released', atMs: endedAt, amountMicro: heldMicro - chargedMicro });
  return steps;
}
