import { type Account, remove } from './balance.ts';

/** Takes the spendable credits of a closed account with an entry of its own: nobody could ever spend them. */
export function closeOut(account: Account, nowMs: number): Account {
  const { grants, creditsMicro, userId: actorId } = account.user;
  if (creditsMicro === 0) return account;
  const cause = { actorId, reason: 'Account deleted', requestId: 'deletion', activityId: null };
  return remove(account, { type: 'adjustment', lots: grants }, cause, nowMs);
}
