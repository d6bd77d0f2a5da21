import os from 'node:os';
import type { StaffRole } from '@tollgate/contract/ai-types';
import { COLLECTIONS } from '@tollgate/contract/documents';
import { isRefusal } from '@tollgate/contract/refusals';
import type { App } from 'firebase-admin/app';
import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { loadFirestore } from '../../functions/src/platform/firestore.ts';
import { setRole } from '../../functions/src/staff/store.ts';
import { MendableError } from './say.ts';

/** A member of staff, or somebody who half is: rights need the claim and the document, both with the same role. */
export interface StaffMember {
  userId: string;
  email: string | null;
  claim: string | null;
  document: StaffRole | null;
}

/** Whoever runs this command, as audit entries name them. */
const operator = (): string => `operator:${os.userInfo().username}`;

export async function findByEmail(app: App, email: string): Promise<UserRecord> {
  try {
    return await getAuth(app).getUserByEmail(email);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'auth/user-not-found')) throw error;
    throw new MendableError(
      `Nobody has signed up as ${email} in this project. They sign up first, then run this again.`,
    );
  }
}

export async function readMember(app: App, account: UserRecord): Promise<StaffMember> {
  const snapshot = await getFirestore(app).collection(COLLECTIONS.staff).doc(account.uid).get();
  return {
    userId: account.uid,
    email: account.email ?? null,
    claim: account.customClaims?.role ?? null,
    document: snapshot.get('role') ?? null,
  };
}

/**
 * What an operator should look at before somebody gets rights: whoever signs up first with an address has the account,
 * whether or not the address is theirs. `null` where the address is proven.
 */
export const doubtOf = ({ emailVerified, uid, metadata }: UserRecord): string | null =>
  emailVerified
    ? null
    : `Note: nobody has proven that this address is theirs. Make sure that the account ${uid}, made ${metadata.creationTime}, is the right one.`;

/** Gives a role, or with `null` takes it away, as the admin call does. Says whether anything changed. */
export async function giveRole(account: UserRecord, role: StaffRole | null): Promise<boolean> {
  const who = {
    userId: account.uid,
    email: account.email ?? null,
    isGuest: account.providerData.length === 0,
  };
  const reason = role === null ? 'Role revoked by an operator' : `Role ${role} granted by an operator`;
  await loadFirestore();
  const given = await setRole(who, role, {
    by: { actorId: operator(), actorEmail: null, reason },
  });
  if (isRefusal(given)) throw new MendableError(given.message);
  return given.audit !== null || (account.customClaims?.role ?? null) !== role;
}

/** Everybody with a document in `staff`, and the claim that their account has. */
export async function listStaff(app: App): Promise<StaffMember[]> {
  const snapshot = await getFirestore(app).collection(COLLECTIONS.staff).get();
  const members: StaffMember[] = [];
  for (let start = 0; start < snapshot.size; start += 100) {
    const page = snapshot.docs.slice(start, start + 100);
    const { users } = await getAuth(app).getUsers(page.map(({ id }) => ({ uid: id })));
    for (const document of page) {
      const account = users.find(({ uid }) => uid === document.id);
      members.push({
        userId: document.id,
        email: account?.email ?? null,
        claim: account?.customClaims?.role ?? null,
        document: document.get('role'),
      });
    }
  }
  return members;
}
