import { userSchema } from '@tollgate/contract/account/user.schema';
import type { Activity } from '@tollgate/contract/activity/activity';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { firestoreSdk } from '../platform/firestore.ts';
import { pages } from '../platform/pages.ts';
import { parseFound, UnreadableDocument, wayOut } from '../platform/unreadable.ts';
import { OrderCheck } from './check-orders.ts';
import { UserCheck } from './checks.ts';

/** The invariants that one user's documents must keep: what the call and `npm run reconcile` both check. */

export interface Findings {
  violations: Violation[];
  counts: { users: number; entries: number; activities: number; orders: number };
}

type Parsed<T> = { success: true; data: T } | { success: false; error: UnreadableDocument };

export function parse<S extends z.ZodType>(schema: S, document: QueryDocumentSnapshot): Parsed<z.output<S>> {
  try {
    return { success: true, data: parseFound(schema, document) };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { success: false, error };
    throw error;
  }
}

export const broken = (error: UnreadableDocument): Violation => ({
  invariant: 'document',
  document: error.document,
  message: `${error.isForeign ? "is not Tollgate's" : 'is damaged'}: ${error.problem}. ${wayOut(error)}`,
});

export interface Seen {
  onEntry?: (entry: LedgerEntry) => void;
  onActivity?: (activity: Activity) => void;
}

interface UserDocuments {
  entries: AsyncIterable<QueryDocumentSnapshot> | Iterable<QueryDocumentSnapshot>;
  activities: AsyncIterable<QueryDocumentSnapshot> | Iterable<QueryDocumentSnapshot>;
  orders: AsyncIterable<QueryDocumentSnapshot> | Iterable<QueryDocumentSnapshot>;
  user: QueryDocumentSnapshot | null;
}

/** Checks what is stored about a user; `onEntry` and `onActivity` see what could be understood. */
export async function checkDocuments(
  userId: string,
  documents: UserDocuments,
  counts: Findings['counts'],
  { onEntry, onActivity }: Seen = {},
): Promise<Violation[]> {
  const check = new UserCheck(userId);
  const bought = new OrderCheck();
  const unreadable: Violation[] = [];
  for await (const document of documents.entries) {
    counts.entries++;
    const entry = parse(ledgerEntrySchema, document);
    if (entry.success) {
      check.entry(document.id, entry.data);
      bought.entry(document.id, entry.data);
      onEntry?.(entry.data);
    } else unreadable.push(broken(entry.error));
  }
  for await (const document of documents.activities) {
    counts.activities++;
    const activity = parse(activitySchema, document);
    if (activity.success) {
      check.activity(document.id, activity.data);
      onActivity?.(activity.data);
    } else unreadable.push(broken(activity.error));
  }
  for await (const document of documents.orders) {
    counts.orders++;
    const order = parse(orderSchema, document);
    if (order.success) bought.order(document.id, order.data);
    else unreadable.push(broken(order.error));
  }
  if (documents.user) counts.users++;
  const user = documents.user && parse(userSchema, documents.user);
  if (user && !user.success) return [...unreadable, broken(user.error)];
  // Sums that lack a document would only repeat that it can't be read.
  if (unreadable.length > 0) return unreadable;
  check.user(user ? user.data : null);
  bought.user(user ? user.data : null);
  return [...check.violations, ...bought.violations()];
}

/** One user, all documents of one moment. */
export function reconcileUser(database: Firestore, userId: string): Promise<Findings> {
  return database.runTransaction(
    async (transaction) => {
      const counts = { users: 0, entries: 0, activities: 0, orders: 0 };
      const owned = (collection: string) => database.collection(collection).where('userId', '==', userId);
      const user = await transaction.get(
        database.collection(COLLECTIONS.users).where(firestoreSdk().FieldPath.documentId(), '==', userId),
      );
      const violations = await checkDocuments(
        userId,
        {
          entries: pages(transaction, owned(COLLECTIONS.creditLogs)),
          activities: pages(transaction, owned(COLLECTIONS.activity)),
          orders: pages(transaction, owned(COLLECTIONS.orders)),
          user: user.docs[0] ?? null,
        },
        counts,
      );
      return { violations, counts };
    },
    { readOnly: true },
  );
}
