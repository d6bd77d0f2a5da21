import type { UserProfile } from '@tollgate/contract/account/profile';
import { NO_SPENDING_LIMIT } from '@tollgate/contract/account/spending-limit';
import type { User } from '@tollgate/contract/account/user';
import { dayOf, monthOf } from '@tollgate/contract/common/calendar';
import { type Micro, toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import { recordOf } from '@tollgate/contract/common/records';
import { isVisible } from '@tollgate/contract/common/visible';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import { failureRules, failuresLeft, NO_FAILURES } from '@tollgate/contract/limits/failures';
import { limitLeft, noWindows, perHourOf } from '@tollgate/contract/limits/hourly';
import { NO_MONTHLY_CALLS } from '@tollgate/contract/limits/monthly';
import { publicPrices } from '@tollgate/contract/pricing/prices';
import { give, openAccount } from '../ledger/balance.ts';
import { nextExpiry } from '../ledger/lots.ts';
import { monthlyLeft } from '../limits/decide-month.ts';
import type { Config } from '../platform/config.ts';
import { countByService } from './personal-usage.ts';

/** What is known about a person, from a verified token or from Authentication. */
export interface Identity {
  userId: string;
  email: string | null;
  displayName: string | null;
  country: string | null;
  isGuest: boolean;
  /** Whether they have proven that `email` is theirs. */
  isEmailVerified?: boolean;
}

const noUsage = { generations: 0, spentMicro: ZERO_MICRO, tokens: 0 };

/** Field by field: a caller also matches this type, and their IP address must not be stored. */
const newUser = ({ userId, email, displayName, country, isGuest }: Identity, nowMs: number): User => ({
  ...{ userId, email, displayName, country, isGuest },
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
  windows: noWindows(),
  monthlyCalls: NO_MONTHLY_CALLS,
  guestCalls: [],
  guestLeft: null,
  mailboxes: [],
  checkouts: [],
  reportedFailures: NO_FAILURES,
  streamedFailures: NO_FAILURES,
  usage: { month: monthOf(nowMs), monthly: noUsage, lifetime: noUsage },
  usageDays: [],
  usageMonths: [],
  spendingLimit: NO_SPENDING_LIMIT,
  notices: [],
  apiKeys: [],
  keysMade: { day: '', count: 0 },
  ownChanges: { hour: '', count: 0 },
  activeDays: [],
  ledgerSeq: 0,
  welcomed: false,
  createdAt: nowMs,
  updatedAt: nowMs,
});

/**
 * Creates one user with one welcome grant, however often, late or in parallel it runs: `welcomed` is in the
 * document that the commit guards. A guest gets the grant with the first call after signing up. An event may
 * be hours old, so it only fills gaps; a call is current. `welcome` is `null` while it waits for a verified
 * email. Without an email there is no grant: such accounts cost nothing to create.
 */
export function decideEnsure(
  user: User | null,
  { displayName, ...person }: Identity,
  welcome: Micro | null,
  nowMs: number,
  source: 'call' | 'event' = 'call',
): { user: User; entries: LedgerEntry[]; changed: boolean } {
  const identity = {
    ...person,
    displayName: displayName !== null && isVisible(displayName) ? displayName : null,
  };
  // A token can outlive its account by an hour, and must not bring its data back.
  if (user?.status === 'deleted') return { user, entries: [], changed: false };
  const known = user ?? newUser(identity, nowMs);
  const isGuest = known.isGuest && identity.isGuest;
  const current: User = {
    ...known,
    isGuest,
    guestLeft: isGuest ? known.guestLeft : null,
    email: source === 'call' ? (identity.email ?? known.email) : (known.email ?? identity.email),
    // A name that the user has set here wins over the one in their token.
    displayName: known.displayName ?? identity.displayName,
    country: known.country ?? identity.country,
  };
  const hasMailbox = identity.email !== null;
  const isSettled = current.welcomed || isGuest || welcome === null || !hasMailbox;
  const isSame =
    user !== null &&
    isSettled &&
    isGuest === user.isGuest &&
    current.email === user.email &&
    current.displayName === user.displayName &&
    current.country === user.country;
  if (isSame) return { user, entries: [], changed: false };
  const updated = { ...current, updatedAt: nowMs };
  if (isSettled) return { user: updated, entries: [], changed: true };
  const account = openAccount({ ...updated, welcomed: true });
  if (welcome === 0) return { ...account, changed: true };
  const cause = { actorId: 'system', reason: 'Welcome', requestId: 'welcome', activityId: null };
  const grant = { type: 'grant', source: 'welcome', amountMicro: welcome, expiresAt: null } as const;
  return { ...give(account, grant, cause, nowMs), changed: true };
}

/** The welcome grant that waits for a confirmed address; `null` if none does. */
function welcomeWaitsMicro(user: User, { welcomeMicro, welcomeNeedsVerifiedEmail }: Config['credit']) {
  const isWaiting = welcomeNeedsVerifiedEmail && !user.welcomed && !user.isGuest && user.email !== null;
  return isWaiting && user.status === 'active' && welcomeMicro > 0 ? welcomeMicro : null;
}

/** What a person may know about their account and the prices. */
export function profileOf(
  user: User,
  { staffRole, guest }: Pick<UserProfile, 'staffRole' | 'guest'>,
  config: Config,
  nowMs: number,
): UserProfile {
  const perHour = perHourOf(config.limits, user.tier);
  const limits = recordOf(AI_TYPES, (aiType) => limitLeft(user.windows[aiType], perHour[aiType], nowMs));
  const month = monthOf(nowMs);
  const rules = failureRules(config.limits);
  const grants = user.grants.filter((lot) => lot.expiresAt === null || lot.expiresAt > nowMs);
  const { userId, email, displayName, country, isGuest, status, tier, heldMicro } = user;
  return {
    userId,
    email,
    displayName,
    country,
    isGuest,
    status,
    tier,
    heldMicro,
    staffRole,
    spendingLimit: user.spendingLimit,
    notices: user.notices,
    creditsMicro: spendableMicro(user.grants, nowMs),
    grants,
    nextExpiryAt: nextExpiry(grants),
    limits,
    monthlyLimits: monthlyLeft(user, config, nowMs),
    guest,
    failures: {
      reported: failuresLeft(user.reportedFailures, rules.reported, nowMs),
      streamed: failuresLeft(user.streamedFailures, rules.streamed, nowMs),
    },
    usage: user.usage.month === month ? user.usage : { ...user.usage, month, monthly: noUsage },
    prices: publicPrices(config.credit),
    welcomeWaitsMicro: welcomeWaitsMicro(user, config.credit),
    serverTimeMs: nowMs,
  };
}

/** Adds one finished generation to the usage of the month and of all time; a new month starts at zero. */
export function countUsage(
  user: User,
  { service, spent, tokens }: { service: string; spent: Micro; tokens: number },
  nowMs: number,
): User {
  const month = monthOf(nowMs);
  const plus = (usage: User['usage']['monthly']) => ({
    ...usage,
    generations: usage.generations + 1,
    spentMicro: toMicro(usage.spentMicro + spent),
    tokens: usage.tokens + tokens,
  });
  const monthly = user.usage.month === month ? user.usage.monthly : noUsage;
  const usage = { ...user.usage, month, monthly: plus(monthly), lifetime: plus(user.usage.lifetime) };
  // Two months, because the clocks of two instances may disagree around midnight.
  const activeDays = [...new Set([...user.activeDays, dayOf(nowMs)])].sort().slice(-2);
  return { ...user, usage, activeDays, ...countByService(user, service, spent, nowMs) };
}
