import type { Query, QueryDocumentSnapshot, Transaction } from 'firebase-admin/firestore';
import { firestoreSdk } from './firestore.ts';

const PAGE = 300;

/** Reads with or without a transaction: inside one, all documents are of the same moment. */
export type Source = Pick<Transaction, 'get'>;
export const plain = { get: (query: Query) => query.get() } as Source;

/** The documents of a query in the order of `field` and id, a page at a time. */
export async function* pages(
  source: Source,
  query: Query,
  field?: string,
): AsyncGenerator<QueryDocumentSnapshot> {
  const byField = field ? query.orderBy(field) : query;
  const ordered = byField.orderBy(firestoreSdk().FieldPath.documentId()).limit(PAGE);
  let page = await source.get(ordered);
  while (page.docs.length > 0) {
    yield* page.docs;
    const last = page.docs.at(-1);
    if (page.docs.length < PAGE || !last) return;
    page = await source.get(ordered.startAfter(last));
  }
}
