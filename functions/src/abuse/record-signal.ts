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

/** So many users, or records of the hour, are in an instance's memory. */
const MAX_REMEMBERED = 10_000;
const tally = new Tally(MAX_REMEMBERED);
const recent = new RecentCalls(MAX_REMEMBERED);

/** Refusals that tell something about whoever gets many of them. */
const SIGNAL_OF_REFUSAL: Partial<Record<RefusalReason, CountedSignal>> = {
  rate_limited: 'limitedCalls',
  prompt_rejected: 'refusedPrompts',
};

/**
 * Records a call of the gate: why it was refused (`null`: it was not), and whether it came in a burst.
 * Returns, as the others here do, whether the user has been suspended for it: then the caller cancels what
 * they have open.
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

/** Records how many accounts came from the caller's address. One is what everybody has. */
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
 * Records something about a user, under `subject` where the record is not the user's own. Mostly this only
 * counts in memory. It never throws: the caller's answer is right whether this could be written or not.
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
