import type {
  AbuseRecord,
  Activity,
  AuditEntry,
  COLLECTIONS,
  LedgerEntry,
  Receipt,
  Staff,
  User,
} from './documents.ts';
import type { DayUsage } from './usage.ts';

/**
 * Every query of the system, by name: functions and clients build theirs from here, so that a test can prove that each
 * has its index in `firestore.indexes.json`. No emulator would notice a missing one.
 */

export interface DocumentTypes {
  users: User;
  staff: Staff;
  credit_logs: LedgerEntry;
  ai_activity: Activity;
  abuse_detection: AbuseRecord;
  admin_audit_logs: AuditEntry;
  receipts: Receipt;
  /** Of what is kept there by the hash of an address, upkeep needs to know only how long. */
  rate_limits: { expiresAt: number };
  usage_daily: DayUsage;
}

type QueriedCollection = keyof DocumentTypes & (typeof COLLECTIONS)[keyof typeof COLLECTIONS];
type Operator = '==' | 'in' | '<=';

interface ShapeOf<C extends QueriedCollection> {
  collection: C;
  where: { readonly [F in keyof DocumentTypes[C]]?: Operator };
  orderBy: readonly { field: keyof DocumentTypes[C] & string; direction: 'asc' | 'desc' }[];
}
type Shape = { [C in QueriedCollection]: ShapeOf<C> }[QueriedCollection];

export const QUERIES = {
  /** The live console. */
  latestActivities: {
    collection: 'ai_activity',
    where: {},
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** A user's history. */
  activitiesOfUser: {
    collection: 'ai_activity',
    where: { userId: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** What the live console looks for beyond its rows, by one filter at a time. */
  activitiesByStatus: {
    collection: 'ai_activity',
    where: { status: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  activitiesByKind: {
    collection: 'ai_activity',
    where: { aiType: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  activitiesByService: {
    collection: 'ai_activity',
    where: { service: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  activitiesByCountry: {
    collection: 'ai_activity',
    where: { country: '==' },
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
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
  /** For what begins with some letters, by cursors. */
  usersByEmail: { collection: 'users', where: {}, orderBy: [{ field: 'email', direction: 'asc' }] },
  /** What one generation cost, and what was given back of it: a few entries, which the reader brings into order. */
  ledgerOfActivity: { collection: 'credit_logs', where: { activityId: '==' }, orderBy: [] },
  /** A user's ledger, by pages. */
  ledgerOfUser: {
    collection: 'credit_logs',
    where: { userId: '==' },
    orderBy: [{ field: 'sequence', direction: 'desc' }],
  },
  latestAbuse: {
    collection: 'abuse_detection',
    where: {},
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
  /** What waits for somebody to look at it, or has been looked at. */
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
  /** Shards of days that are over, which `foldDailyUsage` folds. */
  usageShardsThrough: {
    collection: 'usage_daily',
    where: { shardOf: '<=' },
    orderBy: [{ field: 'shardOf', direction: 'asc' }],
  },
  latestAudit: {
    collection: 'admin_audit_logs',
    where: {},
    orderBy: [{ field: 'createdAt', direction: 'desc' }],
  },
} as const satisfies Record<string, Shape>;

export type QueryName = keyof typeof QUERIES;

/** What a query finds. */
export type DocumentOf<N extends QueryName> = DocumentTypes[(typeof QUERIES)[N]['collection']];
type Operators<N extends QueryName> = (typeof QUERIES)[N]['where'];

/** The values that a query compares with, by field; a field that ends in `At` takes milliseconds. */
export type QueryValues<N extends QueryName> = {
  [F in keyof Operators<N>]: F extends keyof DocumentOf<N>
    ? Operators<N>[F] extends 'in'
      ? readonly DocumentOf<N>[F][]
      : NonNullable<DocumentOf<N>[F]>
    : never;
};

export interface Filter {
  field: string;
  operator: Operator;
  value: unknown;
}

/**
 * A query as data: what either SDK needs to build it. `toTimestamp` makes that SDK's Timestamp of milliseconds; limits
 * and cursors are the caller's to add, they change nothing about the index.
 */
export function describeQuery<N extends QueryName>(
  name: N,
  values: QueryValues<N>,
  toTimestamp: (ms: number) => unknown,
): {
  collection: string;
  filters: Filter[];
  orderBy: readonly { field: string; direction: 'asc' | 'desc' }[];
} {
  const { collection, where, orderBy } = QUERIES[name];
  const given: Readonly<Record<string, unknown>> = values;
  const filters = Object.entries<Operator>(where).map(([field, operator]) => {
    const value = given[field];
    // The SDKs refuse `undefined` with words about their own insides.
    if (value === undefined) throw new TypeError(`the query ${name} needs a value for ${field}`);
    return {
      field,
      operator,
      value: typeof value === 'number' && field.endsWith('At') ? toTimestamp(value) : value,
    };
  });
  return { collection, filters, orderBy };
}
