import { type Account, remove } from './balance.ts';

/**
 * What can be spent of a closed account is taken by an entry of its own: it would be credits that nobody can
 * spend.
 */
export function closeOut(account: Account, nowMs: number): Account {
  const { grants, creditsMicro, userId: actorId } = account.user;
  if (creditsMicro === 0) return account;
  const cause = { actorId, reason: 'Account deleted', requestId: 'deletion', activityId: null };
  return remove(account, { type: 'adjustment', lots: grants }, cause, nowMs);
}
