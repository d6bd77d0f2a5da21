import type { CountedSignal } from '@tollgate/contract/abuse/signals';
import type { RefusalReason } from '@tollgate/contract/refusals/refusals';
import type { Caller } from '../platform/caller.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { keyedHash } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { RecentCalls } from './bursts.ts';
import { recordIdOf, type SignalReport } from './decide.ts';
import { upsertAbuseRecord } from './store.ts';
import { type Due, Tally } from './tally.ts';

/** How many users, or records of an hour, an instance keeps in memory. */
const MAX_REMEMBERED = 10_000;
const tally = new Tally(MAX_REMEMBERED);
const recent = new RecentCalls(MAX_REMEMBERED);

/** Refusals that become signals when a user gets many of them. */
const SIGNAL_OF_REFUSAL: Partial<Record<RefusalReason, CountedSignal>> = {
  rate_limited: 'limitedCalls',
  prompt_rejected: 'refusedPrompts',
};

/**
 * Records a call of the gate: why it was refused (`null` if it wasn't), and whether it was part of a burst.
 * Like the other functions here, it returns whether the user was suspended for it: the caller then cancels
 * what they have open.
 */
export async function recordCall(userId: string, refusedFor: RefusalReason | null): Promise<boolean> {
  const { burst } = (await currentConfig()).limits.abuse;
  const one = { userId, count: { more: 1 }, activityId: null };
  const signal = refusedFor ? SIGNAL_OF_REFUSAL[refusedFor] : undefined;
  const byRefusal = signal !== undefined && (await recordSignal({ ...one, signal }));
  const byBurst =
    recent.isBurst(userId, burst, nowMs()) && (await recordSignal({ ...one, signal: 'bursts' }));
  return byRefusal || byBurst;
}

/** Records how many accounts use the caller's address. One is normal. */
export async function recordAccounts(
  { userId, address }: Pick<Caller, 'userId' | 'address'>,
  accounts: number,
): Promise<boolean> {
  if (address === null || accounts < 2) return false;
  const report = {
    userId,
    signal: 'accountsBehindAddress',
    count: { total: accounts },
    activityId: null,
  } as const;
  return recordSignal(report, keyedHash('address', address));
}

/**
 * Records a signal about a user, under `subject` if the record isn't the user's own. Most signals are only
 * counted in memory. Never throws: the caller's answer is right even if this couldn't be written.
 */
export async function recordSignal(report: SignalReport, subject: string = report.userId): Promise<boolean> {
  try {
    const thresholds = (await currentConfig()).limits.abuse[report.signal];
    const recordId = recordIdOf(subject, report.signal, nowMs());
    const { count } = report;
    const due =
      'more' in count
        ? tally.add(recordId, count.more, thresholds)
        : tally.raiseTo(recordId, count.total, thresholds);
    if (!due) return false;
    return await write(recordId, { ...report, count: 'more' in count ? { more: due.more } : count }, due);
  } catch (error) {
    log.error('abuse could not be noted', error, { signal: report.signal });
    return false;
  }
}

async function write(recordId: string, report: SignalReport, due: Due): Promise<boolean> {
  let recorded: number | null = null;
  try {
    const { count, suspends } = await upsertAbuseRecord(recordId, report);
    recorded = count;
    return suspends;
  } finally {
    if (recorded === null) tally.takeBack(recordId, due);
    else tally.correct(recordId, due, recorded);
  }
}
