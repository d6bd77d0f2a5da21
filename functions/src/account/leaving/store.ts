import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { isRefusal, type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type * as z from 'zod';
import { list as listApiKeys, removeAll as removeApiKeys } from '../../api-keys/store.ts';
import { decideEnsure, type Identity } from '../../credits/decide.ts';
import { accountWrites, readUser, rememberMailboxes, userLoad } from '../../credits/store.ts';
import { cancelAllOf } from '../../gate/cancel.ts';
import { decideScrub } from '../../gate/decide-scrub.ts';
import { scrub } from '../../gate/scrub.ts';
import { refuseOldSignIn } from '../../platform/access/recent-sign-in.ts';
import { findAccount, removeAccount } from '../../platform/auth-users.ts';
import type { Caller } from '../../platform/caller.ts';
import { nowMs } from '../../platform/clock.ts';
import { fromDocument } from '../../platform/documents.ts';
import { db } from '../../platform/firestore.ts';
import { queryOf } from '../../platform/query.ts';
import { type Decision, transact } from '../../platform/transact.ts';
import { isForeign } from '../../platform/unreadable.ts';
import { readStaff } from '../../staff/store.ts';
import { decideDelete, decideScrubOrder, decideScrubRecord } from './decide.ts';

/** Taking all one's data along, and closing one's account. */

const PAGE = 200;
const AT_ONCE = 25;

/** Hashes and bookkeeping of the system: nothing that anybody could read something about themselves from. */
const INTERNAL = new Set(['promptHash', 'payloadHash', 'guestLogs', 'lease', 'mailboxes']);

type Part = CallOutputs['exportData'];
type Snapshot = FirebaseFirestore.DocumentSnapshot;
type QuerySnapshot = FirebaseFirestore.QueryDocumentSnapshot;

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
  const page = await (last ? query.startAfter(last) : query).limit(PAGE).get();
  const following = LISTED[LISTED.indexOf(collection) + 1];
  const next = following === undefined ? null : `${following}/`;
  return {
    // Another program may keep its own documents about the same person here, and what they say is not for us
    // to show.
    documents: page.docs.filter((found) => !isForeign(found)).map(exported),
    cursor: page.size < PAGE ? next : (page.docs.at(-1)?.ref.path ?? null),
  };
}

/**
 * Closes an account for good. First the user's document, from which on everything is refused; then what else
 * is personal; the sign-in last, so that whoever was interrupted can ask again, which goes on where it
 * stopped.
 */
export async function deleteAccount({
  userId,
}: Pick<Caller, 'userId'>): Promise<CallOutputs['deleteAccount'] | Refusal> {
  if (await readStaff(userId)) {
    return refuse('not_admin', 'Staff hand over their role before they delete their account.');
  }
  const { status } = (await readUser(userId)) ?? {};
  // What is remembered of a suspension has to be known before the sign-in is gone.
  if (status === 'suspended' || status === 'paused') await rememberMailboxes(userId);
  const closed = await close(userId);
  if (isRefusal(closed)) return closed;
  await removeApiKeys(userId);
  await cancelAllOf(userId);
  await scrubActivities(userId);
  await scrubRecords(userId);
  await scrubOrders(userId);
  // What was held when the account was closed has been released since.
  const emptied = await close(userId);
  if (isRefusal(emptied)) return emptied;
  await removeAccount(userId);
  return { status: 'deleted' };
}

/**
 * A session from before somebody signed up goes on saying that they are a guest, of whom no recent sign-in is
 * asked.
 */
export async function refuseOldGuest(caller: Caller): Promise<Refusal | null> {
  const { userId, isGuest } = caller;
  if (!isGuest) return null;
  const [user, account] = await Promise.all([readUser(userId), findAccount({ userId })]);
  const isStillGuest = (user?.isGuest ?? true) && (account?.isGuest ?? true);
  return isStillGuest ? null : refuseOldSignIn('deleteAccount', { ...caller, isGuest: false }, nowMs());
}

function close(userId: string): Promise<Refusal | null> {
  return transact({ user: userLoad(userId) }, ({ user }, now): Decision<null> => {
    // Without a document, the sign-up's own event, or a token that lives on, would still make one, with the
    // email.
    const known = user ?? decideEnsure(null, nobody(userId), ZERO_MICRO, now).user;
    const decision = decideDelete(known, now);
    if (!decision) return { kind: 'answer', answer: null };
    return { kind: 'commit', answer: null, writes: accountWrites(user, decision.user, decision.entries) };
  });
}

const nobody = (userId: string): Identity => ({
  ...{ userId, email: null, displayName: null, country: null },
  isGuest: true,
});

/** Many at once, and none that an interrupted call has cleared before: there may be tens of thousands. */
async function scrubActivities(userId: string): Promise<void> {
  for await (const page of pagesOf('activitiesOfUser', userId)) {
    const left = page.filter(isPersonal);
    for (let from = 0; from < left.length; from += AT_ONCE)
      await Promise.all(left.slice(from, from + AT_ONCE).map(({ id: activityId }) => scrub(activityId)));
  }
}

function isPersonal(snapshot: Snapshot): boolean {
  if (isForeign(snapshot)) return false;
  const parsed = activitySchema.safeParse(fromDocument(snapshot.data()));
  return !parsed.success || decideScrub(parsed.data, parsed.data.updatedAt) !== null;
}

const scrubRecords = (userId: string): Promise<void> =>
  scrubAll('abuseOfUser', userId, abuseRecordSchema, decideScrubRecord);

/**
 * What was paid stays, as the ledger does; addresses of the processor's pages, which know the person, do not.
 */
const scrubOrders = (userId: string): Promise<void> =>
  scrubAll('ordersOfUser', userId, orderSchema, decideScrubOrder);

async function scrubAll<T extends object>(
  name: 'abuseOfUser' | 'ordersOfUser',
  userId: string,
  schema: z.ZodType<T>,
  decide: (stored: T) => T | null,
): Promise<void> {
  for await (const page of pagesOf(name, userId))
    for (let from = 0; from < page.length; from += AT_ONCE)
      await Promise.all(
        // Another program's documents are not ours to clear.
        page
          .slice(from, from + AT_ONCE)
          .filter((found) => !isForeign(found))
          .map(({ ref }) => scrubOne(ref.path, schema, decide)),
      );
}

async function scrubOne<T extends object>(
  path: string,
  schema: z.ZodType<T>,
  decide: (stored: T) => T | null,
): Promise<void> {
  const outcome = await transact({ stored: { path, schema } }, ({ stored }): Decision<T | null> => {
    const scrubbed = stored && decide(stored);
    if (!scrubbed) return { kind: 'answer', answer: null };
    return { kind: 'commit', answer: scrubbed, writes: [{ path, data: scrubbed }] };
  });
  if (isRefusal(outcome)) throw new Error(`${path} could not be cleared: ${outcome.reason}`);
}

async function* pagesOf(
  name: 'activitiesOfUser' | 'abuseOfUser' | 'ordersOfUser',
  userId: string,
): AsyncGenerator<QuerySnapshot[]> {
  const query = queryOf(db(), name, { userId }).limit(PAGE);
  for (let page = await query.get(); ; ) {
    yield page.docs;
    const last = page.docs.at(-1);
    if (page.size < PAGE || !last) return;
    page = await query.startAfter(last).get();
  }
}
