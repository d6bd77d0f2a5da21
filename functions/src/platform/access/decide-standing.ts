import type { UserStatus } from '@tollgate/contract/account/status';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { StaffRole } from '@tollgate/contract/staff/roles';

/** What makes somebody staff now. */
export interface Standing {
  /** By the token. */
  claimed: StaffRole;
  /** By the document in `staff`. */
  granted: StaffRole | null;
  /** Of the account; `null` before its first call, when nothing can have barred it. */
  status: UserStatus | null;
  canSignIn: boolean;
}

/** The role in force; `null` without one; a refusal where there would be one, but for the account. */
export function decideStanding({
  claimed,
  granted,
  status,
  canSignIn,
}: Standing): StaffRole | Refusal | null {
  if (granted !== claimed) return null;
  return refuseInactive(status) ?? (canSignIn ? claimed : refuseSignIn());
}

const WAY_BACK = 'Another admin can lift that, or an operator: scripts/grant-admin.js --reactivate';

/** Why an account in this status may not act as staff; `null` when it may. */
export function refuseInactive(status: UserStatus | null): Refusal | null {
  if (status === null || status === 'active') return null;
  if (status === 'deleted')
    return refuse('not_admin', 'This account is closed, so its role is not in force.');
  // A status that only another version knows is no reason that a caller knows.
  const reason = status === 'paused' ? 'paused' : 'suspended';
  return refuse(reason, `This account is ${status}, so its role is not in force. ${WAY_BACK}`);
}

const refuseSignIn = () =>
  refuse('not_admin', 'This sign-in is disabled or gone in Authentication, so its role is not in force.');
