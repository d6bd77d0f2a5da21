import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import { NO_SPENDING_LIMIT } from '@tollgate/contract/account/spending-limit';
import type { User } from '@tollgate/contract/account/user';
import type { Order } from '@tollgate/contract/billing/order';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { NO_MONTHLY_CALLS } from '@tollgate/contract/limits/monthly';
import { openAccount, writeOffExpired } from '../../ledger/balance.ts';
import { closeOut } from '../../ledger/close-out.ts';

/** What was personal about a user is gone, and nobody can be found by it; what explains the ledger stays. */
const withoutPerson: Partial<User> = {
  email: null,
  displayName: null,
  country: null,
  statusReason: null,
  monthlyCalls: NO_MONTHLY_CALLS,
  guestCalls: [],
  guestLeft: null,
  mailboxes: [],
  checkouts: [],
  usageDays: [],
  usageMonths: [],
  spendingLimit: NO_SPENDING_LIMIT,
  notices: [],
  apiKeys: [],
};

/**
 * Closes an account: nothing can be held or given any more, what can be spent is taken away by an entry of
 * its own, and what is held comes back to nobody, by the same again once it has been released. `null` when
 * there is nothing left to do.
 */
export function decideDelete(user: User, nowMs: number): { user: User; entries: LedgerEntry[] } | null {
  const current = writeOffExpired(openAccount(user), nowMs);
  const taken = closeOut(current, nowMs);
  if (user.status === 'deleted' && taken.entries.length === current.entries.length) return null;
  const closed: User = { ...taken.user, ...withoutPerson, status: 'deleted', updatedAt: nowMs };
  return { user: closed, entries: [...taken.entries] };
}

export const decideScrubRecord = (record: AbuseRecord): AbuseRecord | null =>
  record.email === null ? null : { ...record, email: null };

export const decideScrubOrder = (order: Order): Order | null =>
  order.receiptUrl === null && order.checkout === null
    ? null
    : { ...order, receiptUrl: null, checkout: null };
