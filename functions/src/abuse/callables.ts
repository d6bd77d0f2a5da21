import { isRefusal, refuseField } from '@tollgate/contract/refusals/refusals';
import { callable } from '../platform/callable.ts';
import { requireStaff } from '../staff/role.ts';
import { readRecords, resolve } from './store.ts';

export const getAbuseRecords = callable('getAbuseRecords', async (input, caller) => {
  const role = await requireStaff(caller, ['admin', 'moderator']);
  if (isRefusal(role)) return role;
  if (input.userId !== undefined && (input.state ?? input.severity) !== undefined) {
    return refuseField('userId', "a user's records come whatever their state and severity; leave those out");
  }
  return readRecords(input);
});

export const resolveAbuse = callable('resolveAbuse', async (input, caller) => {
  const role = await requireStaff(caller, ['admin', 'moderator']);
  return isRefusal(role) ? role : resolve(input, { ...caller, role });
});
