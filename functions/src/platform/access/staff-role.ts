import { userSchema } from '@tollgate/contract/account/user.schema';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/staff/roles';
import { staffSchema } from '@tollgate/contract/staff/staff.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { findStaffAccount } from '../auth-users.ts';
import type { Caller } from '../caller.ts';
import { read } from '../firestore.ts';
import { decideStanding } from './decide-standing.ts';

/**
 * The role in force, or why there is none: the token's claim and the document in `staff` must agree, the
 * account must be active, and its sign-in neither disabled nor gone. The claim comes first, so that ordinary
 * users cost no look-up; the rest is what holds while a token lives on for an hour after somebody lost the
 * role or was shut out.
 */
async function standingOf({ userId, staffClaim }: Caller): Promise<StaffRole | Refusal | null> {
  const claimed = STAFF_ROLES.find((role) => role === staffClaim);
  if (!claimed) return null;
  const [staff, user, account] = await Promise.all([
    read(`${COLLECTIONS.staff}/${userId}`, staffSchema),
    read(`${COLLECTIONS.users}/${userId}`, userSchema),
    findStaffAccount(userId),
  ]);
  return decideStanding({
    claimed,
    granted: staff?.role ?? null,
    status: user?.status ?? null,
    canSignIn: account !== null && !account.isDisabled,
  });
}

export async function currentStaffRole(caller: Caller): Promise<StaffRole | null> {
  const standing = await standingOf(caller);
  return isRefusal(standing) ? null : standing;
}

/** The caller's role if it is one of `roles`, or the refusal. */
export async function staffRoleAmong(
  caller: Caller,
  roles: readonly StaffRole[],
): Promise<StaffRole | Refusal> {
  const standing = await standingOf(caller);
  if (isRefusal(standing)) return standing;
  if (standing && roles.includes(standing)) return standing;
  return refuse(
    'not_admin',
    `This needs the role ${roles.join(' or ')}. An operator grants it: scripts/grant-admin.js`,
  );
}
