import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { removeAll as removeApiKeys } from '../../api-keys/store.ts';
import { decideEnsure, type Identity } from '../../credits/decide.ts';
import { rememberMailboxes } from '../../credits/shut-out.ts';
import { accountWrites, readUser, userLoad } from '../../credits/store.ts';
import { cancelAllOf } from '../../gate/cancel.ts';
import { refuseOldSignIn } from '../../platform/access/recent-sign-in.ts';
import { findAccount, removeAccount } from '../../platform/auth-users.ts';
import type { Caller } from '../../platform/caller.ts';
import { nowMs } from '../../platform/clock.ts';
import { type Decision, transact } from '../../platform/transact.ts';
import { readStaff } from '../../staff/store.ts';
import { decideDelete } from './decide.ts';
import { scrubActivities, scrubOrders, scrubRecords } from './scrub.ts';

/**
 * Closes an account for good. First the user's document, from which on everything is refused; then what else
 * is personal; the sign-in last, so that whoever was interrupted can ask again, which goes on where it
 * stopped.
 */
export async function deleteAccount({
  userId,
}: Pick<Caller, 'userId'>): Promise<CallOutputs['deleteAccount'] | Refusal> {
  if (await readStaff(userId)) {
    return refuse('not_admin', 'Staff hand over their role before they delete their account.');
  }
  const { status } = (await readUser(userId)) ?? {};
  // What is remembered of a suspension has to be known before the sign-in is gone.
  if (status === 'suspended' || status === 'paused') await rememberMailboxes(userId);
  const closed = await close(userId);
  if (isRefusal(closed)) return closed;
  await removeApiKeys(userId);
  await cancelAllOf(userId);
  await scrubActivities(userId);
  await scrubRecords(userId);
  await scrubOrders(userId);
  // What was held when the account was closed has been released since.
  const closedAgain = await close(userId);
  if (isRefusal(closedAgain)) return closedAgain;
  await removeAccount(userId);
  return { status: 'deleted' };
}

/**
 * A session from before somebody signed up goes on saying that they are a guest, of whom no recent sign-in is
 * asked.
 */
export async function refuseOldGuest(caller: Caller): Promise<Refusal | null> {
  const { userId, isGuest } = caller;
  if (!isGuest) return null;
  const [user, account] = await Promise.all([readUser(userId), findAccount({ userId })]);
  const isStillGuest = (user?.isGuest ?? true) && (account?.isGuest ?? true);
  return isStillGuest ? null : refuseOldSignIn('deleteAccount', { ...caller, isGuest: false }, nowMs());
}

function close(userId: string): Promise<Refusal | null> {
  return transact({ user: userLoad(userId) }, ({ user }, now): Decision<null> => {
    // Without a document, the sign-up's own event, or a token that lives on, would still make one, with the
    // email.
    const known = user ?? decideEnsure(null, nobody(userId), ZERO_MICRO, now).user;
    const decision = decideDelete(known, now);
    if (!decision) return { kind: 'answer', answer: null };
    return { kind: 'commit', answer: null, writes: accountWrites(user, decision.user, decision.entries) };
  });
}

const nobody = (userId: string): Identity => ({
  ...{ userId, email: null, displayName: null, country: null },
  isGuest: true,
});
