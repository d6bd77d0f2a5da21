import type { User } from '@tollgate/contract/account/user';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { noWindows } from '@tollgate/contract/limits/hourly';

const nothing = { generations: 0, spentMicro: ZERO_MICRO, tokens: 0 };

/** Somebody for a test: nobody special, but for what is said. */
export const person = (said: Partial<User>): User => ({
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
  role: 'user',
  status: 'active',
  statusReason: null,
  tier: 'free',
  creditsMicro: ZERO_MICRO,
  heldMicro: ZERO_MICRO,
  grants: [],
  debts: [],
  lastDebtId: 0,
  nextExpiryAt: null,
  monthlyCalls: { month: '', resets: 0, services: {} },
  guestCalls: [],
  guestLeft: null,
  mailboxes: [],
  checkouts: [],
  usageDays: [],
  usageMonths: [],
  spendingLimit: { dayMicro: null, monthMicro: null },
  notices: [],
  apiKeys: [],
  keysMade: { day: '', count: 0 },
  ownChanges: { hour: '', count: 0 },
  windows: noWindows(),
  reportedFailures: { day: '2026-11-21', count: 0 },
  streamedFailures: { day: '2026-11-21', count: 0 },
  usage: { month: '2026-11', monthly: nothing, lifetime: nothing },
  activeDays: [],
  ledgerSeq: 0,
  welcomed: true,
  createdAt: 0,
  updatedAt: 0,
  ...said,
});
