import type { User } from '@tollgate/contract/account/user';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { noWindows } from '@tollgate/contract/limits/hourly';

/**
 * What stands at `users/{uid}`: a user, as this version or another wrote them, or what can't be shown as one.
 */
export type StoredUser =
  | { kind: 'ready'; user: User }
  /** Another program's document, or one of ours that lost what says how much somebody has. */
  | { kind: 'unreadable'; userId: string; problem: 'foreign' | 'damaged' };

const NOTHING = { generations: 0, spentMicro: ZERO_MICRO, tokens: 0 };

/**
 * For keys that an older version did not write: the same as in the contract's schema, which is too large for
 * a page.
 */
const LEFT_OUT = {
  ...{ email: null, displayName: null, country: null, role: 'user', statusReason: null, tier: 'free' },
  ...{ nextExpiryAt: null, guestCalls: [], guestLeft: null, checkouts: [], notices: [], apiKeys: [] },
  ...{ usageDays: [], usageMonths: [], activeDays: [], createdAt: 0, updatedAt: 0 },
  monthlyCalls: { month: '', resets: 0, services: {} },
  spendingLimit: { dayMicro: null, monthMicro: null },
} as const;

export function storedUser(id: string, found: Partial<User>): StoredUser {
  const amounts = [found.creditsMicro, found.heldMicro, found.ledgerSeq];
  const isWhole = amounts.every((amount) => typeof amount === 'number') && Array.isArray(found.grants);
  if (!isWhole) {
    const problem = amounts.every((amount) => amount === undefined) ? 'foreign' : 'damaged';
    return { kind: 'unreadable', userId: id, problem };
  }
  const { windows, usage, reportedFailures } = found;
  return {
    kind: 'ready',
    user: {
      ...LEFT_OUT,
      ...(found as User),
      windows: { ...noWindows(), ...windows },
      usage: {
        month: '',
        ...usage,
        monthly: { ...NOTHING, ...usage?.monthly },
        lifetime: { ...NOTHING, ...usage?.lifetime },
      },
      reportedFailures: { day: '', count: 0, ...reportedFailures },
    },
  };
}
