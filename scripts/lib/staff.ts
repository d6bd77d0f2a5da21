import os from 'node:os';
import type { StaffRole } from '@tollgate/contract/ai-types';
import { type AuditEntry, COLLECTIONS, type Staff } from '@tollgate/contract/documents';
import type { App } from 'firebase-admin/app';
import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { toDocument } from '../../functions/src/platform/documents.ts';
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
 * Gives a role, or with `null` takes it away: claim, `staff` document, the role shown in `users`, and an audit entry.
 * Says whether anything changed; running it again mends what an interruption left half done.
 */
export async function setRole(
  app: App,
  account: UserRecord,
  role: StaffRole | null,
  nowMs: number,
): Promise<boolean> {
  const member = await readMember(app, account);
  if (member.claim === role && member.document === role) return false;
  // A revocation begins with the document, which every call and query looks at; a grant ends with it.
  if (role === null) await writeDocuments(app, account, member, role, nowMs);
  const { role: _, ...otherClaims } = account.customClaims ?? {};
  await getAuth(app).setCustomUserClaims(account.uid, role === null ? otherClaims : { ...otherClaims, role });
  if (role === null) await getAuth(app).revokeRefreshTokens(account.uid);
  else await writeDocuments(app, account, member, role, nowMs);
  return true;
}

function writeDocuments(
  app: App,
  account: UserRecord,
  member: StaffMember,
  role: StaffRole | null,
  nowMs: number,
): Promise<void> {
  const database = getFirestore(app);
  const staffReference = database.collection(COLLECTIONS.staff).doc(account.uid);
  const userReference = database.collection(COLLECTIONS.users).doc(account.uid);
  const email = account.email ?? null;
  const staff: Staff | null = role && { role, email, grantedBy: operator(), createdAt: nowMs };
  const audit: AuditEntry = {
    action: role === null ? 'revoke_role' : 'grant_role',
    actorId: operator(),
    actorEmail: null,
    targetType: 'user',
    targetId: account.uid,
    reason: role === null ? 'Role revoked by an operator' : `Role ${role} granted by an operator`,
    before: { role: member.document },
    after: { role },
    createdAt: nowMs,
  };
  return database.runTransaction(async (transaction) => {
    const user = await transaction.get(userReference);
    if (staff) transaction.set(staffReference, toDocument(staff));
    else transaction.delete(staffReference);
    if (user.exists)
      transaction.update(userReference, toDocument({ role: role ?? 'user', updatedAt: nowMs }));
    transaction.create(database.collection(COLLECTIONS.audit).doc(), toDocument(audit));
  });
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
