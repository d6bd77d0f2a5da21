import { isRefusal, refuse } from '@tollgate/contract/refusals/refusals';
import { callable } from '../platform/callable.ts';
import { idFrom } from '../platform/hash.ts';
import { requireStaff } from '../staff/role.ts';
import { setRole } from '../staff/store.ts';
import { leaverNamedBy, staffNamedBy, userNamedBy } from './named.ts';
import { addNote, changeUser, grant, refund, removeCredits, saveConfig, undo } from './store.ts';

export const grantCreditsToUser = callable('grantCreditsToUser', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  return isRefusal(userId) ? userId : grant(userId, input, caller);
});

export const removeCreditsFromUser = callable('removeCreditsFromUser', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  return isRefusal(userId) ? userId : removeCredits(userId, input, caller);
});

export const refundActivity = callable('refundActivity', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  return isRefusal(role) ? role : refund(input, caller);
});

export const undoCreditEntry = callable('undoCreditEntry', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  return isRefusal(role) ? role : undo(input, caller);
});

export const setUserStatus = callable('setUserStatus', async (input, caller) => {
  const role = await requireStaff(caller, ['admin', 'moderator']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  if (isRefusal(userId)) return userId;
  const { status } = input;
  const change = { action: 'set_user_status', status } as const;
  const changed = await changeUser(userId, change, input, { ...caller, role });
  return isRefusal(changed) ? changed : { status, ...changed };
});

export const setUserTier = callable('setUserTier', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  if (isRefusal(userId)) return userId;
  const { tier } = input;
  const change = { action: 'set_user_tier', tier } as const;
  const changed = await changeUser(userId, change, input, { ...caller, role });
  return isRefusal(changed) ? changed : { tier, ...changed };
});

export const resetUserLimits = callable('resetUserLimits', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  if (isRefusal(role)) return role;
  const userId = await userNamedBy(input);
  if (isRefusal(userId)) return userId;
  return changeUser(userId, { action: 'reset_limits' }, input, { ...caller, role });
});

export const addUserNote = callable('addUserNote', async (input, caller) => {
  const role = await requireStaff(caller, ['admin', 'moderator']);
  return isRefusal(role) ? role : addNote(input, caller);
});

export const setStaffRole = callable('setStaffRole', async (input, caller) => {
  const { requestId, role: given, reason, ...named } = input;
  const role = await requireStaff(caller, ['admin']);
  if (isRefusal(role)) return role;
  const account = await (given === null ? leaverNamedBy(named) : staffNamedBy(named));
  if (isRefusal(account)) return account;
  if (account.userId === caller.userId) return refuse('not_admin', 'Nobody changes their own role.');
  const changed = await setRole(account, given, {
    by: { reason, actorId: caller.userId, actorEmail: caller.email },
    ...(requestId && { auditId: idFrom('setStaffRole', caller.userId, requestId) }),
    asAdmin: true,
  });
  return isRefusal(changed) ? changed : { role: given, ...changed };
});

export const updateCreditConfiguration = callable('updateCreditConfiguration', async (input, caller) => {
  const role = await requireStaff(caller, ['admin']);
  return isRefusal(role) ? role : saveConfig(input, caller);
});
