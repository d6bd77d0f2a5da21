import type { UserStatus } from '@tollgate/contract/account/status';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { STAFF_CLAIM, type StaffRole } from '@tollgate/contract/staff/roles';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { App } from 'firebase-admin/app';
import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { changeUser } from '../../functions/src/admin/store.ts';
import { identityOf } from '../../functions/src/platform/auth-users.ts';
import { loadFirestore } from '../../functions/src/platform/firestore.ts';
import { isForeign } from '../../functions/src/platform/unreadable.ts';
import { reclaim, setRole } from '../../functions/src/staff/store.ts';
import { operator } from './operator.ts';
import { whereAsked } from './project.ts';
import { MendableError } from './say.ts';

/**
 * A member of staff, or somebody who half is: rights need the claim and the document, both with the same
 * role.
 */
export interface StaffMember {
  userId: string;
  email: string | null;
  claim: string | null;
  document: StaffRole | null;
  /** Of the account in `users`; `null` before its first call. */
  status: UserStatus | null;
  /** Whether the sign-in is there, and not disabled. */
  canSignIn: boolean;
}

/** Whether the role is more than a word: what every call and query asks for. */
export const isInForce = ({ claim, document, status, canSignIn }: StaffMember): boolean =>
  document !== null && claim === document && canSignIn && (status === null || status === 'active');

const byOperator = (reason: string) => ({ actorId: operator(), actorEmail: null, reason });

export type Named = { email: string } | { uid: string };

/** The sign-in of whoever is named; `null` where nobody has it. */
export async function findAccount(app: App, named: Named): Promise<UserRecord | null> {
  try {
    return await ('email' in named
      ? getAuth(app).getUserByEmail(named.email)
      : getAuth(app).getUser(named.uid));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'auth/user-not-found') return null;
    if (code === 'auth/invalid-email')
      throw new MendableError(`${'email' in named && named.email} is no email address.`);
    if (code === 'auth/invalid-uid')
      throw new MendableError('A uid has 1 to 128 characters. The Firebase console lists them.');
    throw error;
  }
}

/**
 * What there is of whoever is named, though nobody can sign in so: rights that were given can be taken away.
 */
export async function findStored(app: App, named: Named): Promise<StaffMember | null> {
  const members = await listStaff(app);
  return (
    members.find((member) =>
      'uid' in named
        ? member.userId === named.uid
        : member.email === named.email.toLowerCase() && !member.canSignIn,
    ) ?? null
  );
}

export function notFound(named: Named): MendableError {
  const who = 'email' in named ? `as ${named.email}` : `with the uid ${named.uid}`;
  return new MendableError(
    `Nobody has signed up ${who} in ${whereAsked()}. They sign up in the app first, then run this again.`,
  );
}

export async function readMember(app: App, userId: string, account: UserRecord | null): Promise<StaffMember> {
  const [staff, user] = await getFirestore(app).getAll(
    ...[COLLECTIONS.staff, COLLECTIONS.users].map((name) => getFirestore(app).doc(`${name}/${userId}`)),
  );
  return {
    userId,
    email: account?.email ?? staff?.get('email') ?? null,
    claim: account?.customClaims?.[STAFF_CLAIM] ?? null,
    document: staff?.get('role') ?? null,
    status: user?.get('status') ?? null,
    canSignIn: account !== null && !account.disabled,
  };
}

/** Gives a role, or with `null` takes it away, as the admin call does. Says whether anything changed. */
export async function giveRole(
  { userId, account }: { userId: string; account: UserRecord | null },
  role: StaffRole | null,
): Promise<boolean> {
  const who = account
    ? identityOf(account)
    : { userId, email: null, displayName: null, country: null, isGuest: false };
  const reason = role === null ? 'Role revoked by an operator' : `Role ${role} granted by an operator`;
  await loadFirestore();
  const given = await setRole(who, role, { by: byOperator(reason) });
  if (isRefusal(given)) throw new MendableError(given.message);
  return given.audit !== null || (account?.customClaims?.[STAFF_CLAIM] ?? null) !== role;
}

/** Lifts a pause or a suspension, with an audit entry; says whether there was one. */
export async function reactivate(userId: string): Promise<boolean> {
  await loadFirestore();
  const actor = { userId: operator(), email: null, role: 'operator' } as const;
  const change = { action: 'set_user_status', status: 'active' } as const;
  const changed = await changeUser(userId, change, { reason: 'Reactivated by an operator' }, actor);
  if (isRefusal(changed)) throw new MendableError(changed.message);
  return changed.audit !== null;
}

/** Has the claim of a member of staff say what their document says. */
export async function reclaimFor({ userId }: StaffMember): Promise<'set' | 'right' | 'gone' | 'full'> {
  await loadFirestore();
  return reclaim(userId, byOperator(`Claim ${STAFF_CLAIM} set by an operator`));
}

/** Everybody with a document in `staff`, with their claim and account. */
export async function listStaff(app: App): Promise<StaffMember[]> {
  const snapshot = await getFirestore(app).collection(COLLECTIONS.staff).get();
  // Many apps have a staff of their own: that gives nobody a role here.
  const ours = snapshot.docs.filter((found) => !isForeign(found));
  const members: StaffMember[] = [];
  for (let start = 0; start < ours.length; start += 100) {
    const page = ours.slice(start, start + 100);
    const { users } = await getAuth(app).getUsers(page.map(({ id }) => ({ uid: id })));
    for (const { id } of page)
      members.push(await readMember(app, id, users.find(({ uid }) => uid === id) ?? null));
  }
  return members;
}
