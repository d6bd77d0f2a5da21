import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { callable } from '../platform/callable.ts';
import { requireStaff } from '../staff/role.ts';
import { setBlock } from './store.ts';

export const setAddressBlock = callable('setAddressBlock', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  return isRefusal(role) ? role : setBlock(input, caller);
});
