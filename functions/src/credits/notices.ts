import { MAX_NOTICES, NOTICE_LIFETIME_MS, type Notice } from '@tollgate/contract/account/notices';
import type { User } from '@tollgate/contract/account/user';
import { type Micro, sumMicro, toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { entryRuleOf } from '@tollgate/contract/ledger/entry-types';

type Told = Pick<Notice, 'kind' | 'amountMicro' | 'reason'>;

/**
 * Adds the notices that this change of a user gives rise to. Every change of a user is written in one place,
 * which calls this, so a notice is always in the commit of its cause. Only the end of a generation spends
 * credits, and it knows the low-balance threshold.
 */
export function withNotices(
  before: User | null,
  after: User,
  entries: readonly LedgerEntry[],
  lowBalanceMicro = 0,
): User {
  const told =
    before === null || after.status === 'deleted'
      ? []
      : [...aboutCredits(before, after, entries, lowBalanceMicro), ...aboutAccount(before, after)];
  return told.length === 0 ? after : withTold(after, told, entries[0]?.createdAt ?? after.updatedAt);
}

/** Adds a notice that comparing two states of the user can't reveal. */
export function withTold(after: User, told: readonly Told[], nowMs: number): User {
  const last = after.notices.at(-1)?.id ?? 0;
  const added = told.map(
    (one, index): Notice => ({ ...one, id: last + 1 + index, createdAt: nowMs, readAt: null }),
  );
  const kept = after.notices.filter(({ createdAt }) => createdAt > nowMs - NOTICE_LIFETIME_MS);
  return { ...after, notices: [...kept, ...added].slice(-MAX_NOTICES) };
}

function aboutCredits(
  before: User,
  after: User,
  entries: readonly LedgerEntry[],
  lowBalanceMicro: number,
): Told[] {
  const told = entries.flatMap(({ type, source, amountMicro, reason }): Told[] => {
    const amount = toMicro(Math.abs(amountMicro));
    // New users see their welcome on the page they arrive at.
    const { takes } = entryRuleOf(type);
    if (takes === 'used' || (type === 'grant' && source === 'welcome')) return [];
    if (takes === 'expired') return [{ kind: 'credits_expired', amountMicro: amount, reason: null }];
    return [{ kind: amountMicro > 0 ? 'credits_received' : 'credits_removed', amountMicro: amount, reason }];
  });
  const [had, has] = [ownedOf(before), ownedOf(after)];
  const spentMicro = sumMicro(
    entries.map(({ type, amountMicro }) => toMicro(entryRuleOf(type).takes === 'used' ? -amountMicro : 0)),
  );
  const isSpent = spentMicro > 0;
  // Failures are free up to a daily allowance; users who have used it up get a notice of each charged one.
  if (
    isSpent &&
    (hasMoreCharged(before, after, 'reportedFailures') || hasMoreCharged(before, after, 'streamedFailures'))
  )
    told.push({ kind: 'failure_charged', amountMicro: spentMicro, reason: null });
  // Once per crossing. Held credits don't count as gone: they may come back.
  if (!isSpent || had < lowBalanceMicro || has >= lowBalanceMicro) return told;
  return [...told, { kind: 'low_balance', amountMicro: has, reason: null }];
}

const hasMoreCharged = (before: User, after: User, kind: 'reportedFailures' | 'streamedFailures'): boolean =>
  (after[kind].charged ?? 0) > (before[kind].day === after[kind].day ? (before[kind].charged ?? 0) : 0);

const ownedOf = ({ creditsMicro, heldMicro }: User): Micro => toMicro(creditsMicro + heldMicro);

function aboutAccount(before: User, after: User): Told[] {
  const { status, statusReason: reason, tier } = after;
  const told: Told[] = [];
  if (status !== before.status && status !== 'deleted') {
    told.push({ kind: status === 'active' ? 'reactivated' : status, amountMicro: null, reason });
  }
  if (tier !== before.tier) told.push({ kind: 'tier_changed', amountMicro: null, reason: tier });
  return told;
}
