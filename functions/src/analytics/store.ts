import { type Activity, COLLECTIONS } from '@tollgate/contract/documents';
import { isRefusal } from '@tollgate/contract/refusals';
import { type DayUsage, dayUsageSchema } from '@tollgate/contract/usage';
import { dayOf } from '../credits/decide.ts';
import { db } from '../platform/firestore.ts';
import { idFrom } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { dayOfEnd, decideFold, usageOf } from './decide.ts';

/**
 * A day's counters are spread over this many documents, by user: one document takes about one write a second for long,
 * and in a burst a few dozen, before commits wait for each other.
 */
const SHARDS = 32;

const pathOf = (day: string, shard?: number): string =>
  `${COLLECTIONS.usageDaily}/${day}${shard === undefined ? '' : `.${String(shard).padStart(2, '0')}`}`;

/** All of a user's ends go to one shard, so that a commit which ends many of them writes one document for it. */
const shardOf = (userId: string): number => Number.parseInt(idFrom(userId).slice(0, 8), 16) % SHARDS;

/**
 * Counts an ended activity. It goes into the commit that ends it: the guard of the documents beside it is what keeps a
 * commit that is sent twice from counting twice.
 */
export function usageWrite(activity: Activity, first: { isFirstOfDay: boolean }): Write {
  const day = dayOfEnd(activity);
  const path = pathOf(day, shardOf(activity.userId));
  return { path, add: usageOf(activity, first), set: { day, shardOf: day } };
}

/**
 * Folds the shards of a day into its one document and removes them, in one commit that is guarded by all of them: what
 * is added meanwhile makes it read again, what is added later makes a new shard, and the next run folds that too.
 * Returns whether there was anything to do.
 */
export async function foldDay(day: string, as: { isCleaned: boolean }): Promise<boolean> {
  const load = { schema: dayUsageSchema };
  const paths = Array.from({ length: SHARDS }, (_, shard) => pathOf(day, shard));
  const loads = {
    folded: { path: pathOf(day), ...load },
    ...Object.fromEntries(paths.map((path) => [path, { path, ...load }])),
  };
  const outcome = await transact(loads, ({ folded, ...state }, now): Decision<boolean> => {
    const shards = Object.entries<DayUsage | null>(state).flatMap(([path, shard]) =>
      shard === null ? [] : [{ path, shard }],
    );
    const next = decideFold(day, { folded, shards: shards.map(({ shard }) => shard) }, as, now);
    if (!next) return { kind: 'answer', answer: false };
    const removed = shards.map(({ path }): Write => ({ path, remove: true }));
    return { kind: 'commit', answer: true, writes: [{ path: pathOf(day), data: next }, ...removed] };
  });
  if (isRefusal(outcome)) throw new Error(`${day} could not be folded: ${outcome.reason}`);
  return outcome;
}

/** Folds every day that is over, the oldest first. A day that can't be folded is logged and left for the next run. */
export async function foldDays(nowMs: number): Promise<number> {
  const yesterday = dayOf(nowMs - 86_400_000);
  const query = queryOf(db(), 'usageShardsThrough', { shardOf: yesterday });
  let days = 0;
  for (let last: string | undefined; ; ) {
    const page = await (last === undefined ? query : query.startAfter(last)).limit(1).get();
    const day: unknown = page.docs[0]?.get('shardOf');
    if (typeof day !== 'string') return days;
    last = day;
    try {
      if (await foldDay(day, { isCleaned: false })) days++;
    } catch (error) {
      log.error('a day of usage could not be folded', error, { day });
    }
  }
}
