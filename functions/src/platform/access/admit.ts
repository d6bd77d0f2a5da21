import type { CallName, ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import { type Access, CALLS, type MemberCallName, type StaffCallName } from '@tollgate/contract/calls/table';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import type { Caller } from '../caller.ts';
import { currentStaffRole, staffRoleAmong } from './staff-role.ts';

/** A caller with the role that the call asked for, in force when it came in. */
export interface StaffCaller extends Caller {
  role: StaffRole;
}

/** Who a call's handler is given: a call for staff gets their role, and can't be written without it. */
export type AdmittedCaller<N extends CallName> = N extends StaffCallName ? StaffCaller : Caller;

/** What a guest is told. */
const FOR_GUESTS: Record<MemberCallName, Refusal> = {
  createApiKey: refuse('not_owner', 'API keys are for accounts: sign up first.'),
  createCheckout: refuse('unauthenticated', 'Sign up first: what a guest buys could be lost.'),
};

const isMemberCall = (name: CallName): name is MemberCallName => name in FOR_GUESTS;

/**
 * Lets a caller in by the table's `access`, or says why not. Only calls for staff cost a look-up, and only
 * claimed roles.
 */
export async function admit<N extends CallName>(
  name: N,
  caller: Caller,
  input: ParsedInput<N>,
): Promise<AdmittedCaller<N> | Refusal> {
  const admitted = await admitBy(name, caller, input);
  // Which of the two follows from the name, which TypeScript can't see through the table.
  return admitted as AdmittedCaller<N> | Refusal;
}

async function admitBy(
  name: CallName,
  caller: Caller,
  input: object,
): Promise<Caller | StaffCaller | Refusal> {
  const access: Access = CALLS[name].access;
  if (access === 'user') return caller;
  if (access === 'member') return caller.isGuest && isMemberCall(name) ? FOR_GUESTS[name] : caller;
  if (access === 'ownerOrStaff') {
    const isOwn = !('userId' in input && input.userId) || input.userId === caller.userId;
    if (isOwn || (await currentStaffRole(caller)) !== null) return caller;
    return refuse('not_admin', "Only staff may read another user's ledger.");
  }
  const role = await staffRoleAmong(caller, access);
  return isRefusal(role) ? role : { ...caller, role };
}
