import type { ActivityStatus } from '@tollgate/contract/activity/status';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/staff/roles';
import type { DocumentTypes } from '@tollgate/contract/storage/queries';
import {
  collection,
  type DocumentReference,
  type DocumentSnapshot,
  doc,
  type Firestore,
  getDocsFromServer,
  limit,
  onSnapshot,
  orderBy,
  type Query,
  type QueryDocumentSnapshot,
  query,
  startAfter,
  where,
} from 'firebase/firestore';
import { type LiveActivity, readActivity, text } from './activity.ts';
import { type Balance, nextChangeMs, readBalance } from './balance.ts';
import { serverNow } from './clock.ts';
import { type Failure, failure } from './outcome.ts';
import { readPrices } from './price-book.ts';
import type { Start } from './shared.ts';

/** Names are checked by type: the list of all collections is longer than the few that are followed. */
const documentIn: (
  firestore: Firestore,
  collectionName: keyof DocumentTypes,
  id: string,
) => DocumentReference = doc;

/** The most activities one live view may follow: what bounds its reads. */
export const MAX_LIVE = 100;

export interface LiveInfo {
  /** Not confirmed by the server: the connection is lost, or not there yet. */
  fromCache: boolean;
  /** Activities that are new or changed in this snapshot; 0 when only the connection's state changed. */
  changed: number;
}

/**
 * Which activities: all that are named must hold. The first named one is the database's, the others sift what
 * came.
 */
export interface ActivityFilters {
  userId?: string | undefined;
  status?: ActivityStatus | undefined;
  aiType?: AiType | undefined;
  service?: string | undefined;
  /** Two letters. */
  country?: string | undefined;
}

export interface LiveSnapshot {
  activities: LiveActivity[];
  info: LiveInfo;
}

export function toFailure(error: unknown): Failure {
  // Not its fields: a message is no own one of an error.
  const { code, message }: Record<string, unknown> = Object(error);
  if (code === 'permission-denied') {
    return failure('not_owner', 'You may not read this. Sign in again or ask an admin.');
  }
  // Firestore says which index is missing, with the address that makes it: an admin is whom that helps.
  if (code === 'failed-precondition') {
    return {
      ...failure('internal', 'This can’t be shown at the moment.'),
      hint: text(message),
      cause: error,
    };
  }
  return { ...failure('network', 'The database did not answer. Try again.'), cause: error };
}

/**
 * In the order in which they choose the query: one of the contract's list, as `query.test.ts` holds it to.
 */
export const FILTERS = ['userId', 'status', 'aiType', 'service', 'country'] as const;

export function activitiesQuery(firestore: Firestore, filters: ActivityFilters): Query {
  const by = FILTERS.find((name) => filters[name] !== undefined);
  return query(
    collection(firestore, 'ai_activity'),
    ...(by ? [where(by, '==', filters[by])] : []),
    orderBy('createdAt', 'desc'),
  );
}

const passes = (activity: LiveActivity, filters: ActivityFilters): boolean =>
  FILTERS.every((name) => filters[name] === undefined || activity[name] === filters[name]);

/** A whole number of activities that one view may follow. */
export const liveLimit = (wanted: number): number => Math.min(MAX_LIVE, Math.max(1, Math.trunc(wanted)));

/**
 * One listener, of at most `liveLimit`. Documents that did not change keep their identity, so that a view
 * redraws only what did.
 */
export const watchActivities =
  (
    firestore: Firestore,
    wanted: { reader: string; filters: ActivityFilters; limit: number },
  ): Start<LiveSnapshot> =>
  (onChange, onError) => {
    const known = new Map<string, LiveActivity>();
    // What the cache has of others may be what somebody else has read here: the server says whether it may be
    // seen.
    let mayRead = wanted.filters.userId === wanted.reader;
    return onSnapshot(
      query(activitiesQuery(firestore, wanted.filters), limit(wanted.limit)),
      { includeMetadataChanges: true },
      (snapshot) => {
        const changes = snapshot.docChanges();
        for (const change of changes) {
          const activity =
            change.type === 'removed' ? undefined : readActivity(change.doc.id, change.doc.data());
          if (activity && passes(activity, wanted.filters)) known.set(change.doc.id, activity);
          else known.delete(change.doc.id);
        }
        const activities = snapshot.docs.flatMap((found) => known.get(found.id) ?? []);
        const { fromCache } = snapshot.metadata;
        mayRead ||= !fromCache;
        if (mayRead || activities.length === 0)
          onChange({ activities, info: { fromCache, changed: changes.length } });
      },
      (error) => onError(toFailure(error)),
    );
  };

/** Where a page of the history ended: what the next one begins after. */
export type HistoryCursor = QueryDocumentSnapshot;

/** A page of a user's own activities, the newest first, fresh from the server. */
export async function readHistory(
  firestore: Firestore,
  wanted: { userId: string; limit: number; after: HistoryCursor | null },
): Promise<{ activities: LiveActivity[]; cursor: HistoryCursor | null }> {
  const size = liveLimit(wanted.limit);
  const from = wanted.after === null ? [] : [startAfter(wanted.after)];
  // One more than the page, to know whether there is another.
  const asked = query(activitiesQuery(firestore, { userId: wanted.userId }), ...from, limit(size + 1));
  const { docs } = await getDocsFromServer(asked);
  const page = docs.slice(0, size);
  return {
    activities: page.flatMap((found) => readActivity(found.id, found.data()) ?? []),
    cursor: docs.length > size ? (page.at(-1) ?? null) : null,
  };
}

/** Follows one document of a collection; what `read` makes nothing of is not told. */
const following =
  <T>(collectionName: keyof DocumentTypes, read: (snapshot: DocumentSnapshot) => T | undefined) =>
  (firestore: Firestore, id: string): Start<T> =>
  (onChange, onError) =>
    onSnapshot(
      documentIn(firestore, collectionName, id),
      (snapshot) => {
        const value = read(snapshot);
        if (value !== undefined) onChange(value);
      },
      (error) => onError(toFailure(error)),
    );

/** The price book as everybody may see it; nothing is told before the first preset is written. */
export const watchPrices = following('system_config', (snapshot) => readPrices(snapshot.data()));

export const watchActivity = following('ai_activity', (snapshot) =>
  readActivity(snapshot.id, snapshot.data()),
);

/** The role that `staff/{uid}` gives. It opens something only together with the same role in the token. */
export const watchStaffRole = following(
  'staff',
  (snapshot): StaffRole | null => STAFF_ROLES.find((role) => role === snapshot.get('role')) ?? null,
);

/** Follows a user's balance; tells it anew, without a read, when credits expire. */
export const watchBalance =
  (firestore: Firestore, userId: string): Start<Balance> =>
  (onChange, onError) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onSnapshot(
      documentIn(firestore, 'users', userId),
      { includeMetadataChanges: true },
      (snapshot) => {
        const tell = () => {
          clearTimeout(timer);
          // Nor of what another program keeps there: it has no balance.
          const fields = snapshot.data();
          if (!fields?.grants) return;
          const balance = readBalance(fields, snapshot.metadata.fromCache, serverNow());
          const delayMs = nextChangeMs(balance, serverNow());
          if (delayMs !== null) timer = setTimeout(tell, delayMs);
          onChange(balance);
        };
        tell();
      },
      (error) => {
        clearTimeout(timer);
        onError(toFailure(error));
      },
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  };
