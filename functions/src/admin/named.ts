import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals';
import type { Identity } from '../credits/decide.ts';
import { ensureUser } from '../credits/store.ts';
import { findAccount } from '../platform/accounts.ts';

interface Named {
  userId?: string | undefined;
  email?: string | undefined;
}

/** Whoever is named by id or by email. Somebody who has signed up and never called yet gets their document here. */
export async function accountNamedBy(named: Named): Promise<Identity | Refusal> {
  const identity = await findAccount(named);
  if (!identity) {
    return refuse('not_found', `Nobody has signed up with this ${named.email ? 'email' : 'user id'}.`);
  }
  const user = await ensureUser(identity);
  return isRefusal(user) ? user : identity;
}

export async function userNamedBy(named: Named): Promise<string | Refusal> {
  const account = await accountNamedBy(named);
  return isRefusal(account) ? account : account.userId;
}
