import { randomUUID } from 'node:crypto';
import type { User } from '@tollgate/contract/account/user';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Audited, AuditRecord } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import type { Staff } from '@tollgate/contract/staff/staff';
import { staffSchema } from '@tollgate/contract/staff/staff.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { decideEnsure, type Identity } from '../credits/decide.ts';
import { accountWrites, readUser, userLoad } from '../credits/store.ts';
import { refuseInactive } from '../platform/access/decide-standing.ts';
import { auditLoad, auditWrite, repeated } from '../platform/audit.ts';
import { findStaffAccount, setStaffClaim } from '../platform/auth-users.ts';
import { nowMs } from '../platform/clock.ts';
import { read } from '../platform/firestore.ts';
import { type Decision, type Load, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';

const pathOf = (userId: string): string => `${COLLECTIONS.staff}/${userId}`;

export const staffLoad = (userId: string) => ({ path: pathOf(userId), schema: staffSchema });

export const readStaff = (userId: string): Promise<Staff | null> => read(pathOf(userId), staffSchema);

interface Giver {
  /** A uid, or `operator:NAME` for a command. */
  actorId: string;
  actorEmail: string | null;
  reason: string;
}

interface How {
  by: Giver;
  /** The id of the audit entry: the same act sent again finds it. */
  auditId?: string;
  /** The giver acts by a role of their own: they must still have it, and be active, when it is written. */
  asAdmin?: boolean;
}

/**
 * Gives a role, or with `null` takes it away: claim, `staff` document, the role shown in `users`, and an
 * audit entry. Done again it mends what an interruption left half done; the entry is `null` when nothing was
 * left to do. Whatever came of it, the claim says at the end what the document says: an old request that is
 * sent once more changes neither.
 */
export async function setRole(
  account: Identity,
  role: StaffRole | null,
  { auditId = randomUUID(), ...how }: How,
): Promise<Audited | Refusal> {
  const { userId } = account;
  if (role !== null) {
    if (account.isGuest) return refuse('not_admin', 'A guest can have no role. They sign up first.');
    if (!(await findStaffAccount(userId)))
      return refuse('not_found', 'Nobody can sign in as this user any more.');
    // Throws where another program has its document: before anything is changed.
    await Promise.all([readUser(userId), readStaff(userId)]);
    // A grant ends with the document, which pages listen to: they find the claim in their next token. A
    // revocation begins with it, because every call and query looks at it.
    const isDone = (await read(auditLoad(auditId).path, auditEntrySchema)) !== null;
    if (!isDone && (await setStaffClaim(userId, role)) === 'full')
      return refuse('invalid_argument', `This user's ${CLAIMS_FULL}`);
  }
  const written = await writeRole(account, role, { ...how, auditId });
  await alignClaim(userId);
  return written;
}

/** What is to be done where the app's own claims leave no room for ours. */
export const CLAIMS_FULL =
  'other custom claims leave no room for the role: Authentication takes 1,000 characters of them together. Make those shorter, then do this again.';

/** Two who give roles at once may each read the other's document; by then it has settled. */
const MAX_ALIGNMENTS = 3;

/**
 * Has the claim of a sign-in say what its document in `staff` says; the app's own claims stay. Answers with
 * the claim that was there, or why nothing was done.
 */
async function alignClaim(
  userId: string,
): Promise<{ kind: 'set'; before: string | null } | { kind: 'right' } | { kind: 'gone' } | { kind: 'full' }> {
  let set: { kind: 'set'; before: string | null } | null = null;
  for (let tries = 0; tries < MAX_ALIGNMENTS; tries++) {
    const [staff, account] = await Promise.all([readStaff(userId), findStaffAccount(userId)]);
    if (!account) return { kind: 'gone' };
    const role = staff?.role ?? null;
    if (account.claim === role) break;
    if ((await setStaffClaim(userId, role)) === 'full') return { kind: 'full' };
    set ??= { kind: 'set', before: account.claim };
  }
  return set ?? { kind: 'right' };
}

/**
 * Sets the claim of a member of staff anew, with an audit entry where that changed it: it puts a role in
 * force.
 */
export async function reclaim(userId: string, by: Giver): Promise<'set' | 'right' | 'gone' | 'full'> {
  const aligned = await alignClaim(userId);
  if (aligned.kind !== 'set') return aligned.kind;
  const audit: AuditRecord = {
    ...actionOn('grant_role', userId),
    ...{ auditId: randomUUID(), ...by },
    before: { role: aligned.before },
    after: { role: (await readStaff(userId))?.role ?? null },
    createdAt: nowMs(),
  };
  const written = await transact({ done: auditLoad(audit.auditId) }, (): Decision<null> => {
    return { kind: 'commit', answer: null, writes: [auditWrite(audit)] };
  });
  if (isRefusal(written)) throw new Error(`the claim was set and not noted: ${written.reason}`);
  return 'set';
}

function writeRole(
  account: Identity,
  role: StaffRole | null,
  { by, auditId, asAdmin = false }: How & { auditId: string },
): Promise<Audited | Refusal> {
  const { userId, email } = account;
  const givers: { giver?: Load<Staff>; giverUser?: Load<User> } = asAdmin
    ? { giver: staffLoad(by.actorId), giverUser: userLoad(by.actorId) }
    : {};
  const loads = { user: userLoad(userId), staff: staffLoad(userId), done: auditLoad(auditId), ...givers };
  return transact(loads, (state, now): Decision<Audited> | Refusal => {
    const { user, staff, done, giver = null, giverUser = null } = state;
    if (done) return repeated({ auditId, ...done }, { targetId: userId, reason: by.reason });
    if (asAdmin) {
      if (giver?.role !== 'admin') return refuse('not_admin', 'Only an admin gives and takes roles.');
      const inactive = refuseInactive(giverUser?.status ?? null);
      if (inactive) return inactive;
    }
    if (role !== null && user?.status === 'deleted') return refuse('not_found', 'This account is closed.');
    if ((staff?.role ?? null) === role) return { kind: 'answer', answer: { audit: null } };
    const audit: AuditRecord = {
      auditId,
      ...actionOn(role === null ? 'revoke_role' : 'grant_role', userId),
      ...by,
      before: { role: staff?.role ?? null },
      after: { role },
      createdAt: now,
    };
    const given: Staff | null = role && { role, email, grantedBy: by.actorId, createdAt: now };
    const writes: Write[] = [
      given ? { path: pathOf(userId), data: given } : { path: pathOf(userId), remove: true },
      auditWrite(audit),
    ];
    // Two admins who revoke, or revoke and suspend, each other at once: the one that is written first stands.
    if (giver) writes.push({ path: pathOf(by.actorId), data: giver });
    if (giverUser) writes.push({ path: userLoad(by.actorId).path, data: giverUser });
    // Somebody who has signed up and never called yet is made known, so that their status can be looked at
    // and set.
    const known = user ?? (role && decideEnsure(null, account, null, now).user);
    if (known) writes.push(...accountWrites(user, { ...known, role: role ?? 'user', updatedAt: now }));
    return { kind: 'commit', answer: { audit }, writes };
  });
}
