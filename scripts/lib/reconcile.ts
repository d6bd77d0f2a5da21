import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { jobRunSchema } from '@tollgate/contract/operations/job-run.schema';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { staffSchema } from '@tollgate/contract/staff/staff.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { receiptSchema } from '@tollgate/contract/storage/receipt.schema';
import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { pages, plain } from '../../functions/src/platform/pages.ts';
import {
  broken,
  checkDocuments,
  type Findings,
  parse,
  reconcileUser,
} from '../../functions/src/reconcile/store.ts';
import { DayChecks, reconcileDays } from './reconcile-days.ts';

/**
 * The whole database, in one pass over each collection in the order of users. People may be generating
 * meanwhile, so whoever seems wrong is checked again by a read of one moment; only what that finds is
 * reported.
 */
export async function reconcileAll(database: Firestore): Promise<Findings> {
  const counts = { users: 0, entries: 0, activities: 0, orders: 0 };
  const users = byUser(pages(plain, database.collection(COLLECTIONS.users)), (document) => document.id);
  const ownerOf = (document: QueryDocumentSnapshot) => String(document.get('userId'));
  const entries = byUser(pages(plain, database.collection(COLLECTIONS.creditLogs), 'userId'), ownerOf);
  const activities = byUser(pages(plain, database.collection(COLLECTIONS.activity), 'userId'), ownerOf);
  const orders = byUser(pages(plain, database.collection(COLLECTIONS.orders), 'userId'), ownerOf);
  const violations: Violation[] = [];
  const nobody = await withoutOwner(database);
  const checks = new DayChecks();
  for (;;) {
    const waiting = await Promise.all([users, entries, activities, orders].map((all) => all.next()));
    const userId = waiting.filter((id) => id !== undefined).sort(byBytes)[0];
    if (userId === undefined) break;
    const [user = null] = await collect(users.of(userId));
    const owned = {
      entries: entries.of(userId),
      activities: activities.of(userId),
      orders: orders.of(userId),
    };
    const documents = { ...owned, user };
    const suspect = (await checkDocuments(userId, documents, counts, checks.ofOneUser())).length > 0;
    if (suspect) violations.push(...(await reconcileUser(database, userId)).violations);
  }
  const days = await reconcileDays(database, checks);
  return { violations: [...violations, ...nobody, ...days, ...(await checkOthers(database))], counts };
}

/** Firestore sorts text by its UTF-8 bytes, JavaScript by UTF-16 units. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** A stream sorted by user, handed out user by user. */
function byUser(
  documents: AsyncGenerator<QueryDocumentSnapshot>,
  ownerOf: (document: QueryDocumentSnapshot) => string,
) {
  let ahead: QueryDocumentSnapshot | undefined;
  const peek = async () => {
    ahead ??= (await documents.next()).value ?? undefined;
    return ahead;
  };
  return {
    async next(): Promise<string | undefined> {
      const document = await peek();
      return document && ownerOf(document);
    },
    async *of(userId: string): AsyncGenerator<QueryDocumentSnapshot> {
      for (let document = await peek(); document && ownerOf(document) === userId; document = await peek()) {
        ahead = undefined;
        yield document;
      }
    },
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/**
 * A document without `userId` is in no query that is sorted by it, so it is found by what is missing in the
 * count.
 */
async function withoutOwner(database: Firestore): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const name of [COLLECTIONS.creditLogs, COLLECTIONS.activity, COLLECTIONS.orders]) {
    const collection = database.collection(name);
    const [owned, all] = [await collection.orderBy('userId').count().get(), await collection.count().get()];
    const missing = all.data().count - owned.data().count;
    if (missing <= 0) continue;
    for await (const document of pages(plain, collection)) {
      if (typeof document.get('userId') === 'string') continue;
      found.push({ invariant: 'document', document: document.ref.path, message: 'has no userId' });
    }
  }
  return found;
}

/** What no invariant speaks of must still be what the contract says. */
async function checkOthers(database: Firestore): Promise<Violation[]> {
  const schemas = {
    [COLLECTIONS.staff]: staffSchema,
    [COLLECTIONS.receipts]: receiptSchema,
    [COLLECTIONS.audit]: auditEntrySchema,
    [COLLECTIONS.abuse]: abuseRecordSchema,
    [COLLECTIONS.jobRuns]: jobRunSchema,
  };
  const found: Violation[] = [];
  for (const [name, schema] of Object.entries(schemas)) {
    for await (const document of pages(plain, database.collection(name))) {
      const parsed = parse(schema, document);
      if (!parsed.success) found.push(broken(parsed.error));
    }
  }
  return found;
}
