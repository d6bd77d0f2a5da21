import { mayCall, type StaffCallName } from '@tollgate/contract/calls/table';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { STAFF_ACTIONS, type StaffAction } from './staff-actions.ts';

/** Whether staff in this role may do it, by the table that the functions go by. Nobody without a role may. */
export const mayDo = (role: StaffRole | null | undefined, action: StaffAction): boolean =>
  maySend(role, STAFF_ACTIONS[action].call);

export const maySend = (role: StaffRole | null | undefined, name: StaffCallName): boolean =>
  !!role && mayCall(role, name);
