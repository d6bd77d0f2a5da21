import { userSchema } from '@tollgate/contract/account/user.schema';
import { findGuest, removeAccount } from '../../platform/auth-users.ts';
import { db, removeUnchanged } from '../../platform/firestore.ts';
import { queryOf } from '../../platform/query.ts';
import { parseFound } from '../../platform/unreadable.ts';
import { walk } from '../walk.ts';
import { whyKept } from './decide.ts';

type QueryDocumentSnapshot = FirebaseFirestore.QueryDocumentSnapshot;

/** A few calls each, of Authentication too, which has its own limits. */
const AT_ONCE = 5;

/**
 * Forgets guests who have not been here since `cutoffMs`: document and sign-in. Asked by when they came,
 * because an index of when they were last here would be written with each generation of everybody. Returns
 * how many.
 */
export function forgetGuests(cutoffMs: number, untilMs: number): Promise<number> {
  const guests = queryOf(db(), 'guestsCreatedBefore', { isGuest: true, createdAt: cutoffMs });
  return walk({
    next: (last: QueryDocumentSnapshot | undefined, limit) =>
      (last ? guests.startAfter(last) : guests).limit(limit).get(),
    handle: (document) => forget(document, cutoffMs),
    atOnce: AT_ONCE,
    untilMs,
  });
}

/**
 * The sign-in first: whoever was interrupted finds the document at the next run, and nobody would find a
 * sign-in without one. The document only as it was when all of this was looked at: a generation, or signing
 * up, has changed it.
 */
async function forget(document: QueryDocumentSnapshot, cutoffMs: number): Promise<'done' | 'kept' | string> {
  const user = parseFound(userSchema, document);
  const { userId } = user;
  // Before the look-up, which is the dearer one.
  if (whyKept(user, { kind: 'gone' }, cutoffMs)) return 'kept';
  const made = await queryOf(db(), 'activitiesOfUser', { userId }).limit(1).get();
  if (!made.empty) return 'kept';
  const account = await findGuest(userId);
  if (whyKept(user, account, cutoffMs)) return 'kept';
  const isUnchanged = (await document.ref.get()).updateTime?.isEqual(document.updateTime);
  if (!isUnchanged) return 'changed meanwhile';
  if (account.kind === 'guest') await removeAccount(userId);
  return (await removeUnchanged(document)) ? 'done' : 'changed meanwhile';
}
