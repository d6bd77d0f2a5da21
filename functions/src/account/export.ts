import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { type Refusal, refuseField } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { list as listApiKeys } from '../api-keys/store.ts';
import { fromDocument } from '../platform/documents.ts';
import { db } from '../platform/firestore.ts';
import { queryOf } from '../platform/query.ts';
import { isForeign } from '../platform/unreadable.ts';

/** All that is kept about somebody, in parts. */

const PAGE_SIZE = 200;

/** Hashes and bookkeeping of the system: nothing that anybody could read something about themselves from. */
const INTERNAL = new Set(['promptHash', 'payloadHash', 'guestLogs', 'lease', 'mailboxes']);

type Part = CallOutputs['exportData'];
type Snapshot = FirebaseFirestore.DocumentSnapshot;

function exported(snapshot: Snapshot): Part['documents'][number] {
  const data = fromDocument(snapshot.data());
  const fields = Object.entries(data ?? {}).filter(([name]) => !INTERNAL.has(name));
  return { path: snapshot.ref.path, data: Object.fromEntries(fields) };
}

/** The lists that follow the user's document, in this order. */
const LISTS = {
  credit_logs: 'ledgerOfUser',
  orders: 'ordersOfUser',
  ai_activity: 'activitiesOfUser',
} as const;
type Listed = keyof typeof LISTS;
const LISTED = Object.keys(LISTS) as Listed[];
const isListed = (name: string): name is Listed => Object.hasOwn(LISTS, name);

/**
 * The first part is the user's document and keys, by the names that they have for their owner; the cursor is
 * the last document of a part.
 */
export async function exportPart(userId: string, cursor: string | undefined): Promise<Part | Refusal> {
  if (cursor === undefined) {
    const user = await db().doc(`${COLLECTIONS.users}/${userId}`).get();
    // Beside another program's document there is no account of ours, and so no key.
    if (user.exists && isForeign(user)) return { documents: [], cursor: `${COLLECTIONS.creditLogs}/` };
    const keys = (await listApiKeys(userId)).map(({ keyId, ...data }) => ({
      path: `${COLLECTIONS.apiKeys}/${keyId}`,
      data,
    }));
    const documents = user.exists ? [exported(user), ...keys] : keys;
    return { documents, cursor: `${COLLECTIONS.creditLogs}/` };
  }
  const [collection, lastId] = [cursor.slice(0, cursor.indexOf('/')), cursor.slice(cursor.indexOf('/') + 1)];
  const badCursor = () => refuseField('cursor', 'use the one that the part before gave');
  // A cursor that names somebody else's document must not tell whether there is one.
  const isOwn = lastId === '' || lastId.startsWith(`${userId}.`);
  if (!isListed(collection) || !isOwn || lastId.includes('/')) return badCursor();
  const query = queryOf(db(), LISTS[collection], { userId });
  const last = lastId === '' ? null : await db().doc(cursor).get();
  if (last && !last.exists) return badCursor();
  const page = await (last ? query.startAfter(last) : query).limit(PAGE_SIZE).get();
  const following = LISTED[LISTED.indexOf(collection) + 1];
  const next = following === undefined ? null : `${following}/`;
  return {
    // Another program may keep its own documents about the same person here, and what they say is not for us
    // to show.
    documents: page.docs.filter((found) => !isForeign(found)).map(exported),
    cursor: page.size < PAGE_SIZE ? next : (page.docs.at(-1)?.ref.path ?? null),
  };
}
