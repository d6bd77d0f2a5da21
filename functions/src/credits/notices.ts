import { MAX_NOTICES, NOTICE_LIFETIME_MS, type Notice } from '@tollgate/contract/account/notices';
import type { User } from '@tollgate/contract/account/user';
import { type Micro, sumMicro, toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { entryRuleOf } from '@tollgate/contract/ledger/entry-types';

type Told = Pick<Notice, 'kind' | 'amountMicro' | 'reason'>;

/**
 * The user with what there is to tell about this change of theirs. Every change of a user is written through
 * one place, which calls this: so nothing that happens to somebody is told in another commit than it happens
 * in. Only what ends a generation spends, and knows from which balance on it is low.
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

/** The user with what a change tells that can't be seen by comparing two states of theirs. */
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
    // Who signs up sees the welcome on the page that they come to.
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
  // Failures cost nothing up to an allowance of the day; whoever has used it up hears of each that is
  // charged.
  if (
    isSpent &&
    (hasMoreCharged(before, after, 'reportedFailures') || hasMoreCharged(before, after, 'streamedFailures'))
  )
    told.push({ kind: 'failure_charged', amountMicro: spentMicro, reason: null });
  // Once, as it is crossed; what is only held may come back.
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
