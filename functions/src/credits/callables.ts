import type { User } from '@tollgate/contract/account/user';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import { leftForGuest } from '../limits/guests.ts';
import { currentStaffRole } from '../platform/access/staff-role.ts';
import { identityOf } from '../platform/auth-users.ts';
import type { Caller } from '../platform/caller.ts';
import { onSignUp } from '../platform/triggers.ts';
import { workOf } from '../platform/work.ts';
import { readLedger } from './ledger-page.ts';
import { ensureUser as ensure, profile, userOrNew } from './store.ts';

export const ensureUser = workOf('ensureUser', async (input, caller) =>
  answer(await ensure(caller), input, caller),
);

export const getUserProfile = workOf('getUserProfile', async (input, caller) =>
  answer(await userOrNew(caller), input, caller),
);

async function answer(user: User | Refusal, { browserId }: ParsedInput<'getUserProfile'>, caller: Caller) {
  if (isRefusal(user)) return user;
  const { userId, address } = caller;
  const [staffRole, guest] = await Promise.all([
    currentStaffRole(caller),
    leftForGuest(user, { userId, address, browserId }),
  ]);
  return profile(user, staffRole, guest);
}

/** Only staff may read another user's ledger: the table of calls says so, and the platform has checked. */
export const getCreditLogs = workOf('getCreditLogs', ({ userId, ...page }, caller) =>
  readLedger(userId ?? caller.userId, page),
);

/**
 * The sign-up trigger. It may run before `ensureUser`, after it, at the same time, twice or never: whoever is
 * first creates the user. A refusal here can only be contention: it is logged, and `ensureUser` will do the
 * work. A document that can't be read is logged with what to do about it (`platform/triggers.ts`).
 */
export const onUserCreated = onSignUp(async (account) => {
  // The event may be hours old: the account may have another address by now.
  const outcome = await ensure({ ...identityOf(account), isEmailVerified: false }, 'event');
  if (isRefusal(outcome)) throw new Error(`sign-up not recorded: ${outcome.reason}`);
});
