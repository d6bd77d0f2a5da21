import { isRefusal, refuse } from '@tollgate/contract/refusals/refusals';
import { idFrom } from '../platform/hash.ts';
import { workOf } from '../platform/work.ts';
import { setRole } from '../staff/store.ts';
import { grant, refund, removeCredits, undo } from './move-credits.ts';
import { resolveFormerStaff, resolveStaff, resolveUser } from './resolve-user.ts';
import { addNote, changeUser, saveConfig } from './store.ts';

export const grantCreditsToUser = workOf('grantCreditsToUser', async (input, caller) => {
  const userId = await resolveUser(input);
  return isRefusal(userId) ? userId : grant(userId, input, caller);
});

export const removeCreditsFromUser = workOf('removeCreditsFromUser', async (input, caller) => {
  const userId = await resolveUser(input);
  return isRefusal(userId) ? userId : removeCredits(userId, input, caller);
});

export const refundActivity = workOf('refundActivity', (input, caller) => refund(input, caller));

export const undoCreditEntry = workOf('undoCreditEntry', (input, caller) => undo(input, caller));

export const setUserStatus = workOf('setUserStatus', async (input, caller) => {
  const userId = await resolveUser(input);
  if (isRefusal(userId)) return userId;
  const { status } = input;
  const change = { action: 'set_user_status', status } as const;
  const changed = await changeUser(userId, change, input, caller);
  return isRefusal(changed) ? changed : { status, ...changed };
});

export const setUserTier = workOf('setUserTier', async (input, caller) => {
  const userId = await resolveUser(input);
  if (isRefusal(userId)) return userId;
  const { tier } = input;
  const change = { action: 'set_user_tier', tier } as const;
  const changed = await changeUser(userId, change, input, caller);
  return isRefusal(changed) ? changed : { tier, ...changed };
});

export const resetUserLimits = workOf('resetUserLimits', async (input, caller) => {
  const userId = await resolveUser(input);
  if (isRefusal(userId)) return userId;
  return changeUser(userId, { action: 'reset_limits' }, input, caller);
});

export const addUserNote = workOf('addUserNote', (input, caller) => addNote(input, caller));

export const setStaffRole = workOf('setStaffRole', async (input, caller) => {
  const { requestId, role: given, reason, ...named } = input;
  const account = await (given === null ? resolveFormerStaff(named) : resolveStaff(named));
  if (isRefusal(account)) return account;
  if (account.userId === caller.userId) return refuse('not_admin', 'Nobody changes their own role.');
  const changed = await setRole(account, given, {
    by: { reason, actorId: caller.userId, actorEmail: caller.email },
    ...(requestId && { auditId: idFrom('setStaffRole', caller.userId, requestId) }),
    asAdmin: true,
  });
  return isRefusal(changed) ? changed : { role: given, ...changed };
});

export const updateCreditConfiguration = workOf('updateCreditConfiguration', (input, caller) =>
  saveConfig(input, caller),
);
