import type { User } from '@tollgate/contract/account/user';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { toMicro } from '@tollgate/contract/common/money';
import { storableName } from '@tollgate/contract/common/person-names';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { accountWrites, userLoad, userOrNew } from '../credits/store.ts';
import { setAccountName } from '../platform/auth-users.ts';
import type { Caller } from '../platform/caller.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { countChange } from './own-changes.ts';

/** What users change about themselves, and nobody else for them. */

const noSuchUser = () => refuse('not_found', 'There is no such user. Call ensureUser first.');

/**
 * Changes fields of the user's own document, once: the same again writes nothing, and does not count as a
 * change.
 */
function change<K extends keyof User>(
  userId: string,
  changed: (user: User) => Pick<User, K> | null,
): Promise<User | Refusal> {
  return transact({ user: userLoad(userId) }, ({ user }, now): Decision<User> | Refusal => {
    if (!user || user.status === 'deleted') return noSuchUser();
    const fields = changed(user);
    if (!fields) return { kind: 'answer', answer: user };
    const counted = countChange(user, now);
    if (isRefusal(counted)) return counted;
    const next = { ...user, ...fields, ...counted, updatedAt: now };
    return { kind: 'commit', answer: next, writes: accountWrites(user, next) };
  });
}

export async function setSpendingLimit(
  caller: Caller,
  { dayMicro, monthMicro }: ParsedInput<'setSpendingLimit'>,
): Promise<CallOutputs['setSpendingLimit'] | Refusal> {
  const user = await change(caller.userId, ({ spendingLimit }) => {
    const isSame = spendingLimit.dayMicro === dayMicro && spendingLimit.monthMicro === monthMicro;
    return isSame ? null : { spendingLimit: { ...spendingLimit, ...limitOf(dayMicro, monthMicro) } };
  });
  return isRefusal(user) ? user : user.spendingLimit;
}

const limitOf = (dayMicro: number | null, monthMicro: number | null): User['spendingLimit'] => ({
  dayMicro: dayMicro === null ? null : toMicro(dayMicro),
  monthMicro: monthMicro === null ? null : toMicro(monthMicro),
});

export async function usageOf(caller: Caller): Promise<CallOutputs['getUsage'] | Refusal> {
  const user = await userOrNew(caller);
  if (isRefusal(user)) return user;
  const { usageDays: days, usageMonths: months, usage, createdAt: since } = user;
  return { days, months, lifetime: usage.lifetime, since };
}

/** The name in the database first: the one in Authentication only keeps later tokens from saying another. */
export async function setName(
  caller: Caller,
  asked: string | null,
): Promise<CallOutputs['updateProfile'] | Refusal> {
  const displayName = storableName(asked);
  let isNew = false;
  const user = await change(caller.userId, (known) => {
    isNew = known.displayName !== displayName;
    return isNew ? { displayName } : null;
  });
  if (isRefusal(user)) return user;
  // Of a repeat, whose first try may have failed between the two, the token tells: it has the name of
  // Authentication.
  if (isNew || caller.displayName !== displayName) await setAccountName(caller.userId, displayName);
  return { displayName: user.displayName };
}

export async function markRead(
  caller: Caller,
  upTo: number,
): Promise<CallOutputs['markNoticesRead'] | Refusal> {
  const isNew = ({ id, readAt }: User['notices'][number]) => id <= upTo && readAt === null;
  // Not counted as a change: it takes a notice that is not read, and those come of other things that are
  // limited.
  const user = await transact(
    { user: userLoad(caller.userId) },
    ({ user: known }, now): Decision<User> | Refusal => {
      if (!known || known.status === 'deleted') return noSuchUser();
      if (!known.notices.some(isNew)) return { kind: 'answer', answer: known };
      const notices = known.notices.map((one) => (isNew(one) ? { ...one, readAt: now } : one));
      const next = { ...known, notices, updatedAt: now };
      return { kind: 'commit', answer: next, writes: accountWrites(known, next) };
    },
  );
  if (isRefusal(user)) return user;
  return { unread: user.notices.filter(({ readAt }) => readAt === null).length };
}
