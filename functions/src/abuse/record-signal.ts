import type { CountedSignal } from '@tollgate/contract/abuse/signals';
import type { RefusalReason } from '@tollgate/contract/refusals/refusals';
import type { Caller } from '../platform/callable.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { keyedHash } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { RecentCalls } from './bursts.ts';
import { type Noticed, recordIdOf } from './decide.ts';
import { tell } from './store.ts';
import { type Due, Tally } from './tally.ts';

/** So many users, or records of the hour, are in an instance's memory. */
const MOST_REMEMBERED = 10_000;
const tally = new Tally(MOST_REMEMBERED);
const recent = new RecentCalls(MOST_REMEMBERED);

/** Refusals that tell something about whoever gets many of them. */
const SIGNAL_OF_REFUSAL: Partial<Record<RefusalReason, CountedSignal>> = {
  rate_limited: 'limitedCalls',
  prompt_rejected: 'refusedPrompts',
};

/** Notes a call of the gate: why it was refused (`null`: it was not), and whether it came in a burst. */
export async function noticeCall(userId: string, refusedFor: RefusalReason | null): Promise<void> {
  const { burst } = (await currentConfig()).limits.abuse;
  const one = { userId, count: { more: 1 }, activityId: null };
  const signal = refusedFor ? SIGNAL_OF_REFUSAL[refusedFor] : undefined;
  if (signal) await notice({ ...one, signal });
  if (recent.isBurst(userId, burst, nowMs())) await notice({ ...one, signal: 'bursts' });
}

/** Notes how many accounts came from the caller's address. One is what everybody has. */
export async function noticeAccounts(
  { userId, address }: Pick<Caller, 'userId' | 'address'>,
  accounts: number,
): Promise<void> {
  if (address === null || accounts < 2) return;
  const noticed = { userId, count: { total: accounts }, activityId: null } as const;
  await notice({ ...noticed, signal: 'accountsBehindAddress' }, keyedHash('address', address));
}

/**
 * Notes something about a user; `whom` is what the record is kept under where that is not the user. Mostly it only
 * counts in memory. It never throws: what the caller is about to be told is right whether this could be written or not.
 */
export async function notice(noticed: Noticed, whom: string = noticed.userId): Promise<void> {
  try {
    const thresholds = (await currentConfig()).limits.abuse[noticed.signal];
    const recordId = recordIdOf(whom, noticed.signal, nowMs());
    const { count } = noticed;
    const due =
      'more' in count
        ? tally.add(recordId, count.more, thresholds)
        : tally.raiseTo(recordId, count.total, thresholds);
    if (!due) return;
    await write(recordId, { ...noticed, count: 'more' in count ? { more: due.more } : count }, due);
  } catch (error) {
    log.error('abuse could not be noted', error, { signal: noticed.signal });
  }
}

async function write(recordId: string, noticed: Noticed, due: Due): Promise<void> {
  let told: number | null = null;
  try {
    told = await tell(recordId, noticed);
  } finally {
    if (told === null) tally.takeBack(recordId, due);
    else tally.correct(recordId, due, told);
  }
}
