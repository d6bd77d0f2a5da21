import type { AbuseRecord } from '../abuse/record.ts';
import type { User } from '../account/user.ts';
import type { Activity } from '../activity/activity.ts';
import type { DayUsage } from '../analytics/day-usage.ts';
import type { ApiKey } from '../api-keys/api-key.ts';
import type { Order } from '../billing/order.ts';
import type { CreditConfig, Limits, Moderation } from '../config/config.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { JobRun } from '../operations/job-run.ts';
import type { AuditEntry } from '../staff/audit.ts';
import type { Staff } from '../staff/staff.ts';
import { ACTIVITY_QUERIES } from './activity-queries.ts';
import type { COLLECTIONS } from './collections.ts';
import { type DescribedQuery, describeShape, type Operator } from './describe-query.ts';
import type { Receipt } from './receipt.ts';

/** The id says which of the three it is. */
type ConfigDocuments = Partial<CreditConfig> & Partial<Limits> & Partial<Moderation>;

/**
 * Every query of the system, by name: functions and clients build theirs from here, so that a test can prove
 * that each has its index in `firestore.indexes.json`. No emulator would notice a missing one.
 */

export interface DocumentTypes {
  users: User;
  staff: Staff;
  credit_logs: LedgerEntry;
  ai_activity: Activity;
  abuse_detection: AbuseRecord;
  admin_audit_logs: AuditEntry;
  receipts: Receipt;
  orders: Order;
  /** Several kinds of document; upkeep needs only their expiry. */
  rate_limits: { expiresAt: number };
  usage_daily: DayUsage;
  job_runs: JobRun;
  api_keys: ApiKey;
  system_config: ConfigDocuments;
}

type QueriedCollection = keyof DocumentTypes & (typeof COLLECTIONS)[keyof typeof COLLECTIONS];

/** A field, or one within fields that are maps: `usage.monthly.spentMicro`. */
type FieldOf<T> = {
  [K in keyof T & string]: T[K] extends readonly unknown[] | string | number | boolean | null | undefined
    ? K
    : T[K] extends object
      ? K | `${K}.${FieldOf<T[K]>}`
      : K;
}[keyof T & string];
type ValueAt<T, F> = F extends keyof T
  ? T[F]
  : F extends `${infer K}.${infer Rest}`
    ? K extends keyof T
      ? ValueAt<T[K], Rest>
      : never
    : never;

interface ShapeOf<C extends QueriedCollection> {
  collection: C;
  where: { readonly [F in FieldOf<DocumentTypes[C]>]?: Operator };
  orderBy: readonly { field: FieldOf<DocumentTypes[C]>; direction: 'asc' | 'desc' }[];
}
type Shape = { [C in QueriedCollection]: ShapeOf<C> }[QueriedCollection];

export const QUERIES = {
  ...ACTIVITY_QUERIES,
  /** How many are running, beyond the rows that the live console holds: counted, never read. */
  openActivities: { collection: 'ai_activity', where: { status: 'in' }, orderBy: [] },
  /** What a user's `heldMicro` must add up to. */
  openActivitiesOfUser: { collection: 'ai_activity', where: { userId: '==', status: 'in' }, orderBy: [] },
  /** What `releaseExpiredHolds` releases, the longest overdue first. */
  overdueHolds: {
    collection: 'ai_activity',
    where: { status: 'in', holdExpiresAt: '<=' },
    orderBy: [{ field: 'holdExpiresAt', direction: 'asc' }],
  },
  /** Whom `expireGrants` looks at. */
  usersWithExpiredGrants: {
    collection: 'users',
    where: { nextExpiryAt: '<=' },
    orderBy: [{ field: 'nextExpiryAt', direction: 'asc' }],
  },
  /**
   * The directory. Each commit of a generation rewrites its user, and every index that holds what changed, so
   * there is one filter at a time, and only with the two orders that people filter by; a page filters what it
   * has loaded further.
   */
  newestUsers: { collection: 'users', where: {}, orderBy: [{ field: 'createdAt', direction: 'desc' }] },
  richestUsers: { collection: 'users', where: {}, orderBy: [{ field: 'creditsMicro', direction: 'desc' }] },
  /** Only users who were active in the month: everybody else's numbers are from an earlier one. */
  topUsersOfMonth: {
    collection: 'users',
    where: { 'usage.month': '==' },
    orderBy: [{ field: 'usage.monthly.spentMicro', direction: 'desc' }],
  },
  topUsers: {
    collection: 'users',
    where: {},
    orderBy: [{ field: 'usage.lifetime.spentMicro', direction: 'desc' }],
  },
  newestUsersOfStatus: {
    collection: 'users',
    where: { status: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  richestUsersOfStatus: {
    collection: 'users',
    where: { status: '==' },
    orderBy: [{ field: 'creditsMicro', direction: 'desc' }],
  },
  newestUsersOfTier: {
    collection: 'users',
    where: { tier: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  richestUsersOfTier: {
    collection: 'users',
    where: { tier: '==' },
    orderBy: [{ field: 'creditsMicro', direction: 'desc' }],
  },
  newestGuests: {
    collection: 'users',
    where: { isGuest: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** Whom the daily clean-up looks at; by the index of the newest guests. */
  guestsCreatedBefore: {
    collection: 'users',
    where: { isGuest: '==', createdAt: '<=' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  richestGuests: {
    collection: 'users',
    where: { isGuest: '==' },
    orderBy: [{ field: 'creditsMicro', direction: 'desc' }],
  },
  /** Users who have proven that a mailbox is theirs, usually one. */
  usersOfMailbox: { collection: 'users', where: { mailboxes: 'array-contains' }, orderBy: [] },
  /** Staff are few, so the reader sorts them. */
  usersOfRole: { collection: 'users', where: { role: '==' }, orderBy: [] },
  staffOfRole: { collection: 'staff', where: { role: '==' }, orderBy: [] },
  /** Search by prefix, with cursors. */
  usersByEmail: { collection: 'users', where: {}, orderBy: [{ field: 'email', direction: 'asc' }] },
  usersByName: { collection: 'users', where: {}, orderBy: [{ field: 'displayName', direction: 'asc' }] },
  /** What one generation cost and what was refunded: a few entries, which the reader sorts. */
  ledgerOfActivity: { collection: 'credit_logs', where: { activityId: '==' }, orderBy: [] },
  /** A user's ledger, by pages. */
  ledgerOfUser: {
    collection: 'credit_logs',
    where: { userId: '==' },
    orderBy: [{ field: 'sequence', direction: 'desc' }],
  },
  ledgerOfUserByType: {
    collection: 'credit_logs',
    where: { userId: '==', type: '==' },
    orderBy: [{ field: 'sequence', direction: 'desc' }],
  },
  /** A user's orders, by pages. */
  ordersOfUser: {
    collection: 'orders',
    where: { userId: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  latestAbuse: {
    collection: 'abuse_detection',
    where: {},
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** Open or resolved records. */
  abuseByState: {
    collection: 'abuse_detection',
    where: { state: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  abuseByStateAndSeverity: {
    collection: 'abuse_detection',
    where: { state: '==', severity: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  abuseOfUser: {
    collection: 'abuse_detection',
    where: { userId: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** What `cleanupOldData` removes, the oldest first. */
  activitiesEndedBefore: {
    collection: 'ai_activity',
    where: { endedAt: '<=' },
    orderBy: [{ field: 'endedAt', direction: 'asc' }],
  },
  abuseUpdatedBefore: {
    collection: 'abuse_detection',
    where: { updatedAt: '<=' },
    orderBy: [{ field: 'updatedAt', direction: 'asc' }],
  },
  expiredReceipts: {
    collection: 'receipts',
    where: { expiresAt: '<=' },
    orderBy: [{ field: 'expiresAt', direction: 'asc' }],
  },
  /** What `resetRateLimits` removes. */
  expiredRateLimits: {
    collection: 'rate_limits',
    where: { expiresAt: '<=' },
    orderBy: [{ field: 'expiresAt', direction: 'asc' }],
  },
  /** For deleting and exporting an account. */
  apiKeysOfUser: { collection: 'api_keys', where: { userId: '==' }, orderBy: [] },
  /** The list that a user sees: `revokedAt` is `null`. */
  apiKeysNotRevoked: { collection: 'api_keys', where: { userId: '==', revokedAt: '==' }, orderBy: [] },
  apiKeyOfUser: { collection: 'api_keys', where: { userId: '==', keyId: '==' }, orderBy: [] },
  /** Keys long revoked or expired, which `cleanupOldData` removes. */
  apiKeysRevokedBefore: {
    collection: 'api_keys',
    where: { revokedAt: '<=' },
    orderBy: [{ field: 'revokedAt', direction: 'asc' }],
  },
  apiKeysExpiredBefore: {
    collection: 'api_keys',
    where: { expiresAt: '<=' },
    orderBy: [{ field: 'expiresAt', direction: 'asc' }],
  },
  /** Shards of days that are over, which `foldDailyUsage` folds. */
  usageShardsThrough: {
    collection: 'usage_daily',
    where: { shardOf: '<=' },
    orderBy: [{ field: 'shardOf', direction: 'asc' }],
  },
  /** The totals of the days from one on; a day is one document, or several while it is not folded. */
  usageDaysFrom: {
    collection: 'usage_daily',
    where: { day: '>=' },
    orderBy: [{ field: 'day', direction: 'asc' }],
  },
  usageOfDay: { collection: 'usage_daily', where: { day: '==' }, orderBy: [] },
  /** For counting users and adding up their credits, never for reading them. */
  allUsers: { collection: 'users', where: {}, orderBy: [] },
  usersInStatus: { collection: 'users', where: { status: '==' }, orderBy: [] },
  usersWithCreditsUpTo: { collection: 'users', where: { creditsMicro: '<=' }, orderBy: [] },
  latestJobRuns: {
    collection: 'job_runs',
    where: {},
    orderBy: [{ field: 'startedAt', direction: 'desc' }],
  },
  latestAudit: {
    collection: 'admin_audit_logs',
    where: {},
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** What staff did to a user, notes included. */
  auditOfTarget: {
    collection: 'admin_audit_logs',
    where: { targetId: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** The audit page; more than one of action, actor and target is sifted in the page. */
  auditByAction: {
    collection: 'admin_audit_logs',
    where: { action: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  auditByActor: {
    collection: 'admin_audit_logs',
    where: { actorId: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  auditByActorEmail: {
    collection: 'admin_audit_logs',
    where: { actorEmail: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  abuseByStateAndSignal: {
    collection: 'abuse_detection',
    where: { state: '==', signal: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
} as const satisfies Record<string, Shape>;

export type QueryName = keyof typeof QUERIES;

/** What a query finds. */
export type DocumentOf<N extends QueryName> = DocumentTypes[(typeof QUERIES)[N]['collection']];
type Operators<N extends QueryName> = (typeof QUERIES)[N]['where'];

/** The values that a query compares with, by field; a field that ends in `At` takes milliseconds. */
export type QueryValues<N extends QueryName> = {
  [F in keyof Operators<N>]: Operators<N>[F] extends 'in'
    ? readonly ValueAt<DocumentOf<N>, F>[]
    : Operators<N>[F] extends 'array-contains'
      ? Extract<ValueAt<DocumentOf<N>, F>, readonly unknown[]>[number]
      : Operators<N>[F] extends '=='
        ? ValueAt<DocumentOf<N>, F>
        : NonNullable<ValueAt<DocumentOf<N>, F>>;
};

/**
 * A query as data: what either SDK needs to build it. `toTimestamp` makes that SDK's Timestamp of
 * milliseconds; limits and cursors are the caller's to add, they change nothing about the index.
 */
export function describeQuery<N extends QueryName>(
  name: N,
  values: QueryValues<N>,
  toTimestamp: (ms: number) => unknown,
): DescribedQuery {
  return describeShape(QUERIES[name], values, toTimestamp);
}
