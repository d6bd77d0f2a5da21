import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@tollgate/contract/ai-types';
import type { Audited, AuditRecord } from '@tollgate/contract/calls';
import { COLLECTIONS, type Staff, staffSchema } from '@tollgate/contract/documents';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals';
import type { Identity } from '../credits/decide.ts';
import { accountWrites, userLoad } from '../credits/store.ts';
import { roleClaimOf, setRoleClaim } from '../platform/accounts.ts';
import { auditLoad, auditWrite, repeated } from '../platform/audit.ts';
import { read } from '../platform/firestore.ts';
import { type Decision, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';

const pathOf = (userId: string): string => `${COLLECTIONS.staff}/${userId}`;

export const readStaff = (userId: string): Promise<Staff | null> => read(pathOf(userId), staffSchema);

type Account = Pick<Identity, 'userId' | 'email' | 'isGuest'>;

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
  /** The document in `staff` of an admin who gives it: they must still be one when it is written. */
  asAdmin?: boolean;
}

/**
 * Gives a role, or with `null` takes it away: claim, `staff` document, the role shown in `users`, and an audit entry.
 * Done again it mends what an interruption left half done; the entry is `null` when nothing was left to do.
 */
export async function setRole(
  account: Account,
  role: StaffRole | null,
  how: How,
): Promise<Audited | Refusal> {
  const { userId } = account;
  if (role !== null && account.isGuest) {
    return refuse('not_admin', 'A guest can have no role. They sign up first.');
  }
  const claimed = await roleClaimOf(userId);
  // A revocation begins with the document, which every call and query looks at; a grant ends with it.
  if (role !== null && claimed !== role) await setRoleClaim(userId, role);
  const written = await writeRole(account, role, how);
  if (isRefusal(written)) return written;
  if (role === null && claimed !== null) await setRoleClaim(userId, null);
  return written;
}

function writeRole(
  { userId, email }: Account,
  role: StaffRole | null,
  { by, auditId = randomUUID(), asAdmin = false }: How,
): Promise<Audited | Refusal> {
  const giverPath = pathOf(asAdmin ? by.actorId : userId);
  const loads = {
    user: userLoad(userId),
    staff: { path: pathOf(userId), schema: staffSchema },
    done: auditLoad(auditId),
    giver: { path: giverPath, schema: staffSchema },
  };
  return transact(loads, ({ user, staff, done, giver }, now): Decision<Audited> | Refusal => {
    if (done) return repeated({ auditId, ...done }, { targetId: userId, reason: by.reason });
    if (asAdmin && giver?.role !== 'admin')
      return refuse('not_admin', 'Only an admin gives and takes roles.');
    if ((staff?.role ?? null) === role) return { kind: 'answer', answer: { audit: null } };
    const audit: AuditRecord = {
      auditId,
      action: role === null ? 'revoke_role' : 'grant_role',
      ...by,
      targetType: 'user',
      targetId: userId,
      before: { role: staff?.role ?? null },
      after: { role },
      createdAt: now,
    };
    const given: Staff | null = role && { role, email, grantedBy: by.actorId, createdAt: now };
    const writes: Write[] = [
      given ? { path: pathOf(userId), data: given } : { path: pathOf(userId), remove: true },
      auditWrite(audit),
    ];
    // Two admins who revoke each other at once: the one that is written first stands.
    if (asAdmin && giver) writes.push({ path: giverPath, data: giver });
    // Somebody who has signed up and never called yet has no document; it will be made with the role of everybody.
    if (user) writes.push(...accountWrites(user, { ...user, role: role ?? 'user', updatedAt: now }));
    return { kind: 'commit', answer: { audit }, writes };
  });
}
