import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals';
import { ensureUser } from '../credits/store.ts';
import { findAccount } from '../platform/accounts.ts';
import { callable } from '../platform/callable.ts';
import { requireStaff } from '../staff/role.ts';
import { readStaff } from '../staff/store.ts';
import { grant, saveConfig, setStatus } from './store.ts';

export const grantCreditsToUser = callable('grantCreditsToUser', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  return isRefusal(userId) ? userId : grant(userId, input, caller);
});

/** The user named by id or by email. Somebody who has signed up and never called yet is created here. */
async function userNamedBy(named: {
  userId?: string | undefined;
  email?: string | undefined;
}): Promise<string | Refusal> {
  const identity = await findAccount(named);
  if (!identity) {
    return refuse('not_found', `Nobody has signed up with this ${named.email ? 'email' : 'user id'}.`);
  }
  const user = await ensureUser(identity);
  return isRefusal(user) ? user : user.userId;
}

export const setUserStatus = callable('setUserStatus', async (input, caller) => {
  const role = await requireStaff(caller, ['admin', 'moderator']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  if (isRefusal(userId)) return userId;
  if (role === 'moderator' && (await readStaff(userId))) {
    return refuse('not_admin', "Only an admin may change a staff member's status.");
  }
  return setStatus(userId, input, caller);
});

export const updateCreditConfiguration = callable('updateCreditConfiguration', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  return isRefusal(role) ? role : saveConfig(input, caller);
});
