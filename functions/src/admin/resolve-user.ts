import { isRefusal, type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import type { Identity } from '../credits/decide.ts';
import { ensureUser, readUser } from '../credits/store.ts';
import { findAccount } from '../platform/auth-users.ts';
import { readStaff } from '../staff/store.ts';

interface Named {
  userId?: string | undefined;
  email?: string | undefined;
}

type Account = Identity & { isEmailVerified: boolean };

/**
 * The sign-in of whoever is named by id or by email. Somebody who has signed up and never called yet gets
 * their document here.
 */
async function resolveAccount(named: Named): Promise<Account | Refusal> {
  const identity = await findAccount(named);
  if (!identity) {
    return named.email
      ? refuse(
          'not_found',
          'Nobody has signed up with this email. If the sign-in was removed, name the user by id.',
        )
      : refuse('not_found', 'Nobody has signed up with this user id.');
  }
  const user = await ensureUser(identity);
  return isRefusal(user) ? user : identity;
}

/**
 * Whom an act is about. An id that we hold an account of is enough: its sign-in may be gone or disabled, or
 * say of the person what can't be stored, and staff must still be able to act.
 */
export async function resolveUser(named: Named): Promise<string | Refusal> {
  const { userId } = named;
  if (userId !== undefined && (await readUser(userId))) return userId;
  const account = await resolveAccount(named);
  return isRefusal(account) ? account : account.userId;
}

/**
 * Who is to get a role. Whoever signs up first with an address has the account, whether or not the address is
 * theirs: it names somebody only once they have shown that it is.
 */
export async function resolveStaff(named: Named): Promise<Account | Refusal> {
  const account = await resolveAccount(named);
  if (isRefusal(account) || named.email === undefined || account.isEmailVerified) return account;
  return refuseField(
    'email',
    `nobody has shown yet that this address is theirs. They confirm it on their account page; or make sure that the account is the right one, and name it by userId: ${account.userId}`,
  );
}

/** Whose role is to be taken away: by id whether or not they can still sign in. */
export async function resolveFormerStaff(named: Named): Promise<Identity | Refusal> {
  const { userId } = named;
  if (userId !== undefined) {
    const [user, staff] = await Promise.all([readUser(userId), readStaff(userId)]);
    if (user) return user;
    if (staff) return { userId, email: staff.email, displayName: null, country: null, isGuest: false };
  }
  return resolveAccount(named);
}
