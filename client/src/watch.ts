import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/ai-types';
import { COLLECTIONS } from '@tollgate/contract/collections';
import { describeQuery } from '@tollgate/contract/queries';
import {
  collection,
  doc,
  type Firestore,
  limit,
  onSnapshot,
  orderBy,
  type QueryConstraint,
  query,
  Timestamp,
  where,
} from 'firebase/firestore';
import { type LiveActivity, readActivity } from './activity.ts';
import { type Balance, nextChangeMs, readBalance } from './balance.ts';
import type { Failure } from './outcome.ts';

/** The most activities one live view may follow: what bounds its reads. */
export const MAX_LIVE = 100;

export interface LiveInfo {
  /** Not confirmed by the server: the connection is lost, or not there yet. */
  fromCache: boolean;
  /** Activities that are new or changed in this snapshot; 0 when only the connection's state changed. */
  changed: number;
}

export type LiveCallback = (activities: LiveActivity[], info: LiveInfo) => void;
export type ErrorCallback = (failure: Failure) => void;

export function toFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'permission-denied') {
    const message = 'You may not read this (any more). Sign in again or ask an admin.';
    return { code: 'not_owner', message, details: {} };
  }
  // Firestore says which index is missing, with the address that makes it: an admin is whom that helps.
  if (code === 'failed-precondition' && error instanceof Error) {
    return { code: 'internal', message: error.message, details: {} };
  }
  return { code: 'network', message: `The database did not answer (${code}). Try again.`, details: {} };
}

/** One listener. Documents that did not change keep their identity, so that a view redraws only what did. */
export function watchActivities(
  firestore: Firestore,
  wanted: { userId?: string; limit: number },
  onChange: LiveCallback,
  onError: ErrorCallback,
): () => void {
  const described =
    wanted.userId === undefined
      ? describeQuery('latestActivities', {}, Timestamp.fromMillis)
      : describeQuery('activitiesOfUser', { userId: wanted.userId }, Timestamp.fromMillis);
  const constraints: QueryConstraint[] = [
    ...described.filters.map(({ field, operator, value }) => where(field, operator, value)),
    ...described.orderBy.map(({ field, direction }) => orderBy(field, direction)),
    limit(Math.min(MAX_LIVE, Math.max(1, Math.trunc(wanted.limit)))),
  ];
  const known = new Map<string, LiveActivity>();
  return onSnapshot(
    query(collection(firestore, described.collection), ...constraints),
    { includeMetadataChanges: true },
    (snapshot) => {
      const changes = snapshot.docChanges();
      for (const change of changes) {
        const activity =
          change.type === 'removed' ? undefined : readActivity(change.doc.id, change.doc.data());
        if (activity) known.set(change.doc.id, activity);
        else known.delete(change.doc.id);
      }
      const activities = snapshot.docs.flatMap((found) => known.get(found.id) ?? []);
      onChange(activities, { fromCache: snapshot.metadata.fromCache, changed: changes.length });
    },
    (error) => onError(toFailure(error)),
  );
}

export const watchActivity = (
  firestore: Firestore,
  activityId: string,
  onChange: (activity: LiveActivity) => void,
  onError: ErrorCallback,
): (() => void) =>
  onSnapshot(
    doc(firestore, COLLECTIONS.activity, activityId),
    (snapshot) => {
      const activity = readActivity(snapshot.id, snapshot.data());
      if (activity) onChange(activity);
    },
    (error) => onError(toFailure(error)),
  );

/** Follows a user's balance; tells it anew, without a read, when credits expire. */
export function watchBalance(
  firestore: Firestore,
  userId: string,
  onChange: (balance: Balance) => void,
  onError: ErrorCallback,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = onSnapshot(
    doc(firestore, COLLECTIONS.users, userId),
    { includeMetadataChanges: true },
    (snapshot) => {
      const tell = () => {
        clearTimeout(timer);
        if (!snapshot.exists()) return;
        const balance = readBalance(snapshot.data(), snapshot.metadata.fromCache, Date.now());
        const delayMs = nextChangeMs(balance, Date.now());
        if (delayMs !== null) timer = setTimeout(tell, delayMs);
        onChange(balance);
      };
      tell();
    },
    (error) => onError(toFailure(error)),
  );
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Follows the role that `staff/{uid}` gives. It opens something only together with the same role in the token. */
export const watchStaffRole = (
  firestore: Firestore,
  userId: string,
  onChange: (role: StaffRole | null) => void,
  onError: ErrorCallback,
): (() => void) =>
  onSnapshot(
    doc(firestore, COLLECTIONS.staff, userId),
    (snapshot) => onChange(STAFF_ROLES.find((role) => role === snapshot.get('role')) ?? null),
    (error) => onError(toFailure(error)),
  );
