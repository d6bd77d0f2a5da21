import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import type { Order } from '@tollgate/contract/billing/order';
import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import type { CreditConfig } from '@tollgate/contract/config/config';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { nowMs } from '../platform/clock.ts';
import { db } from '../platform/firestore.ts';
import { idFrom } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { onMeasured } from '../platform/measure.ts';
import { addPlainly } from '../platform/plain-writes.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import {
  dayOfEnd,
  decideFold,
  incidentOf,
  movementsOf,
  peopleOf,
  providerCostOf,
  salesOf,
  usageOf,
} from './decide.ts';
import { Meter } from './meter.ts';

/**
 * A day's counters are spread over this many documents, by user: one document takes about one write a second
 * for long, and in a burst a few dozen, before commits wait for each other.
 */
const SHARDS = 32;

const pathOf = (day: string, shard?: number): string =>
  `${COLLECTIONS.usageDaily}/${day}${shard === undefined ? '' : `.${String(shard).padStart(2, '0')}`}`;

/**
 * All of a user's ends go to one shard, so that a commit which ends many of them writes one document for it.
 */
const shardOf = (userId: string): number => Number.parseInt(idFrom(userId).slice(0, 8), 16) % SHARDS;

/** Adds to a day, in the shard of a user. */
const dayWrite = (day: string, userId: string, add: Counts): Write => ({
  path: pathOf(day, shardOf(userId)),
  add,
  set: { day, shardOf: day },
});

/**
 * Counts an ended activity. It goes into the commit that ends it: the guard of the documents beside it is
 * what keeps a commit that is sent twice from counting twice.
 */
export function usageWrite(
  activity: Activity,
  first: { isFirstOfDay: boolean },
  services: CreditConfig['services'],
): Write {
  const counts = addCounts(usageOf(activity, first), providerCostOf(activity, services));
  return dayWrite(dayOfEnd(activity), activity.userId, counts);
}

/**
 * Counts what a commit makes of a user and their ledger. Empty for most: a hold moves nothing and changes
 * nobody. All of one commit has one time, and so one day.
 */
export function accountCounts(before: User | null, after: User, entries: readonly LedgerEntry[]): Write[] {
  const counts = addCounts(peopleOf(before, after), movementsOf(entries));
  const atMs = entries[0]?.createdAt ?? after.updatedAt;
  return Object.keys(counts).length === 0 ? [] : [dayWrite(dayOf(atMs), after.userId, counts)];
}

/** Counts what was sold, in the commit that sells it. */
export function salesWrites(before: Order, after: Order): Write[] {
  const counts = salesOf(before, after);
  return Object.keys(counts).length === 0 ? [] : [dayWrite(dayOf(after.updatedAt), after.userId, counts)];
}

/** Counts an abuse record that is new, or has become more severe. */
export const incidentWrite = (record: AbuseRecord): Write =>
  dayWrite(dayOf(record.updatedAt), record.userId, incidentOf(record));

/**
 * Folds the shards of a day into its one document and removes them, in one commit that is guarded by all of
 * them: what is added meanwhile makes it read again, what is added later makes a new shard, and the next run
 * folds that too. Returns whether there was anything to do.
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

/**
 * Folds every day that is over, the oldest first. A day that can't be folded is logged and left for the next
 * run.
 */
export async function foldDays(atMs: number): Promise<number> {
  const yesterday = dayOf(atMs - DAY_MS);
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

/** Each instance has a shard of its own, as long as there are no more of them than shards. */
const ownShard = Math.floor(Math.random() * SHARDS);

/** Firestore takes at most 500 increments of a document in a commit; a call's name is up to 18 of them. */
const NAMES_AT_ONCE = 20;

/** Adds what an instance counted in memory to a day, outside of every call's own round trips. */
async function flushCounts(day: string, { refusals = {}, calls = {} }: Counts): Promise<void> {
  const names = Object.entries(calls);
  const parts = Array.from({ length: Math.ceil(names.length / NAMES_AT_ONCE) }, (_, part) =>
    Object.fromEntries(names.slice(part * NAMES_AT_ONCE, (part + 1) * NAMES_AT_ONCE)),
  );
  for (const [index, some] of parts.entries()) {
    const approximate: Counts = { calls: some, ...(index === 0 ? { refusals } : {}) };
    await addPlainly(pathOf(day, ownShard), { approximate }, { day, shardOf: day });
  }
}

const meter = new Meter(flushCounts, nowMs);
onMeasured((measured) => meter.note(measured));
