import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/ai-types';
import { type Refusal, refuse } from '@tollgate/contract/refusals';
import { isDisabled } from '../platform/accounts.ts';
import type { Caller } from '../platform/callable.ts';
import { readStaff } from './store.ts';

/**
 * The role in force: the token's claim and the document in `staff` must agree, and the account must not be disabled.
 * The claim comes first, so that ordinary users cost no look-up; the rest is what holds while a token lives on for an
 * hour after somebody lost the role or was shut out.
 */
export async function currentStaffRole(caller: Caller): Promise<StaffRole | null> {
  const claimed = STAFF_ROLES.find((role) => role === caller.staffClaim);
  if (!claimed) return null;
  const staff = await readStaff(caller.userId);
  if (staff?.role !== claimed || (await isDisabled(caller.userId))) return null;
  return claimed;
}

/** The caller's role if it is one of `roles`, or the refusal. */
export async function requireStaff(
  caller: Caller,
  roles: readonly StaffRole[],
): Promise<StaffRole | Refusal> {
  const role = await currentStaffRole(caller);
  if (role && roles.includes(role)) return role;
  return refuse(
    'not_admin',
    `This needs the role ${roles.join(' or ')}. An operator grants it: scripts/grant-admin.js`,
  );
}
