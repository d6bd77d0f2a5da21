import { SHUT_OUT_STATUSES, type UserStatus } from '@tollgate/contract/account/status';
import { userSchema } from '@tollgate/contract/account/user.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { OPEN_STATUSES } from '@tollgate/contract/activity/status';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { dayOfEnd } from '../analytics/decide.ts';
import { foldDay } from '../analytics/store.ts';
import { rememberMailboxes } from '../credits/shut-out.ts';
import { accountWrites, userLoad } from '../credits/store.ts';
import { end } from '../gate/end.ts';
import { openAccount, writeOffExpired } from '../ledger/balance.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { db, removeUnchanged } from '../platform/firestore.ts';
import { queryOf } from '../platform/query.ts';
import { transact } from '../platform/transact.ts';
import { isForeign, parseFound } from '../platform/unreadable.ts';
import { resultStore } from '../results/result-store.ts';
import { forgetGuests } from './guests/store.ts';
import { walk } from './walk.ts';

type Query = FirebaseFirestore.Query;
type QueryDocumentSnapshot = FirebaseFirestore.QueryDocumentSnapshot;

/**
 * A run begins no batch after this long, before its function is stopped; what is left waits for the next run.
 */
const RUN_MS = 240_000;
const CLEANING_MS = 1_500_000;

const REMOVALS_AT_ONCE = 25;
/**
 * A key that has ended is of use only to refuse a late repeat of its making, and for its owner to see that it
 * ended.
 */
const ENDED_KEYS_DAYS = 7;

/**
 * Ends the activities whose deadline has passed and gives their holds back. Safe to run twice at once: an
 * activity ends once, and whoever comes second is told so. Returns how many this run ended.
 */
export async function releaseOverdueHolds(): Promise<number> {
  const overdue = queryOf(db(), 'overdueHolds', { status: [...OPEN_STATUSES], holdExpiresAt: nowMs() });
  return inBatches(overdue, async ({ id: activityId }) => {
    const outcome = await end(activityId, { by: 'sweep' });
    return isRefusal(outcome) ? outcome.reason : 'done';
  });
}

/**
 * Writes off the lots that have expired, for users who have not come by since. Returns how many users it
 * touched.
 */
export async function expireDueGrants(): Promise<number> {
  const due = queryOf(db(), 'usersWithExpiredGrants', { nextExpiryAt: nowMs() });
  return inBatches(due, async ({ id: userId }) => {
    const outcome = await transact({ user: userLoad(userId) }, ({ user }, now) => {
      if (!user) return { kind: 'answer', answer: 'gone' };
      const account = writeOffExpired(openAccount(user), now);
      if (account.entries.length === 0) return { kind: 'answer', answer: 'nothing due' };
      const writes = accountWrites(user, { ...account.user, updatedAt: now }, account.entries);
      return { kind: 'commit', answer: 'done', writes };
    });
    return typeof outcome === 'string' ? outcome : outcome.reason;
  });
}

/**
 * Removes what has expired, `atOnce` at a time; what was changed since it was read stays, and so does what
 * another program keeps under the same name.
 */
const removeAll = (query: Query, untilMs?: number): Promise<number> =>
  inBatches(
    query,
    async (document) => {
      if (isForeign(document)) return 'kept';
      return (await removeUnchanged(document)) ? 'done' : 'gone or changed meanwhile';
    },
    { atOnce: REMOVALS_AT_ONCE, ...(untilMs === undefined ? {} : { untilMs }) },
  );

/** Removes windows and allowances of addresses that are over. Returns how many. */
export const removeExpiredRateLimits = (): Promise<number> =>
  removeAll(queryOf(db(), 'expiredRateLimits', { expiresAt: nowMs() }));

/**
 * Removes what is past its retention: activities with their results, abuse records, receipts, guests; and API
 * keys a week after they ended. The ledger and the audit log stay. Whole UTC days of activities go, so that a
 * day's totals are either comparable or marked as not. Safe to run twice at once, and goes on where the run
 * before stopped.
 */
export async function cleanUp() {
  const { limits } = await currentConfig();
  const untilMs = nowMs() + CLEANING_MS;
  const cutoffMs = nowMs() - limits.retentionDays * DAY_MS;
  const endedMs = nowMs() - ENDED_KEYS_DAYS * DAY_MS;
  const receipts = await removeAll(queryOf(db(), 'expiredReceipts', { expiresAt: nowMs() }), untilMs);
  const abuse = await removeAll(queryOf(db(), 'abuseUpdatedBefore', { updatedAt: cutoffMs }), untilMs);
  const revoked = await removeAll(queryOf(db(), 'apiKeysRevokedBefore', { revokedAt: endedMs }), untilMs);
  const expired = await removeAll(queryOf(db(), 'apiKeysExpiredBefore', { expiresAt: endedMs }), untilMs);
  const activities = await cleanActivities(cutoffMs, untilMs);
  for (const status of SHUT_OUT_STATUSES) await rememberShutOut(status, untilMs);
  // After what they made: a guest goes when nothing of it is left.
  const guests = await forgetGuests(cutoffMs, untilMs);
  return { receipts, abuse, apiKeys: revoked + expired, activities, guests };
}

/**
 * Has the mailboxes remembered of accounts that an earlier version has shut out, before their owners leave
 * and come back.
 */
const rememberShutOut = (status: UserStatus, untilMs: number): Promise<number> =>
  inBatches(
    queryOf(db(), 'newestUsersOfStatus', { status }),
    async (document) => {
      if (isForeign(document)) return 'kept';
      const { userId, email, mailboxes } = parseFound(userSchema, document);
      if (email !== null && mailboxes.length === 0) await rememberMailboxes(userId);
      return 'kept';
    },
    { atOnce: REMOVALS_AT_ONCE, untilMs },
  );

/** Only what the clean-up needs: an activity that an older version wrote must not stay for ever. */
const endedSchema = activitySchema.pick({ endedAt: true, result: true });

async function cleanActivities(cutoffMs: number, untilMs: number): Promise<number> {
  const lastKeptDayStartMs = Math.floor(cutoffMs / DAY_MS) * DAY_MS;
  const old = queryOf(db(), 'activitiesEndedBefore', { endedAt: lastKeptDayStartMs - 1 });
  const marked = new Map<string, Promise<unknown>>();
  /**
   * Before the first of a day goes, the day's totals say that its activities don't add up to them any more.
   */
  const markDay = async (day: string) => {
    const marking = marked.get(day) ?? foldDay(day, { isCleaned: true });
    marked.set(day, marking);
    await marking;
  };
  return inBatches(
    old,
    async (document) => {
      if (isForeign(document)) return 'kept';
      const activity = parseFound(endedSchema, document);
      await markDay(dayOfEnd(activity));
      const { result } = activity;
      if (result?.kind === 'stored') await resultStore().remove(result.location);
      return (await removeUnchanged(document)) ? 'done' : 'gone or changed meanwhile';
    },
    { atOnce: REMOVALS_AT_ONCE, untilMs },
  );
}

/** Walks a query, one document after the other where `atOnce` says nothing else. */
const inBatches = (
  query: Query,
  handle: (document: QueryDocumentSnapshot) => Promise<'done' | string>,
  { atOnce = 1, untilMs = nowMs() + RUN_MS } = {},
): Promise<number> =>
  walk({
    next: (last: QueryDocumentSnapshot | undefined, limit) =>
      (last ? query.startAfter(last) : query).limit(limit).get(),
    handle,
    atOnce,
    untilMs,
  });
