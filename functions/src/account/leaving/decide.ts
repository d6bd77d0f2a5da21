import type { AbuseRecord, Activity, LedgerEntry, User } from '@tollgate/contract/documents';
import { NO_SPENDING_LIMIT } from '@tollgate/contract/personal';
import { openAccount, remove, writeOffExpired } from '../../credits/account.ts';

/** What was personal about a user is gone, and nobody can be found by it; what explains the ledger stays. */
const withoutPerson: Partial<User> = {
  email: null,
  displayName: null,
  country: null,
  statusReason: null,
  guestCalls: [],
  guestLeft: null,
  usageDays: [],
  usageMonths: [],
  spendingLimit: NO_SPENDING_LIMIT,
  notices: [],
};

/**
 * Closes an account: nothing can be held or given any more, what can be spent is taken away by an entry of its own, and what is
 * held comes back to nobody, by the same again once it has been released. `null` when there is nothing left to do.
 */
export function decideDelete(user: User, nowMs: number): { user: User; entries: LedgerEntry[] } | null {
  const current = writeOffExpired(openAccount(user), nowMs);
  const cause = {
    actorId: user.userId,
    reason: 'Account deleted',
    requestId: 'deletion',
    activityId: null,
  };
  const { creditsMicro } = current.user;
  const taken =
    creditsMicro > 0
      ? remove(current, { type: 'adjustment', amountMicro: creditsMicro }, cause, nowMs)
      : current;
  if (user.status === 'deleted' && taken.entries.length === current.entries.length) return null;
  const closed: User = { ...taken.user, ...withoutPerson, status: 'deleted', updatedAt: nowMs };
  return { user: closed, entries: [...taken.entries] };
}

/** An activity without the person and what they asked for; `null` when there is nothing of them in it. */
export function decideScrub(activity: Activity, nowMs: number): Activity | null {
  const { email, displayName, country, promptPreview, promptHash, payloadHash, result, error } = activity;
  const told = error?.message ?? '';
  const isScrubbed =
    [email, displayName, country, result].every((field) => field === null) &&
    [promptPreview, promptHash, payloadHash, told].every((field) => field === '');
  if (isScrubbed) return null;
  return {
    ...activity,
    ...{ email: null, displayName: null, country: null, result: null },
    ...{ promptPreview: '', promptHash: '', payloadHash: '' },
    error: error && { ...error, message: '' },
    updatedAt: nowMs,
  };
}

export const decideScrubRecord = (record: AbuseRecord): AbuseRecord | null =>
  record.email === null ? null : { ...record, email: null };
