import type { UserProfile } from '@tollgate/contract/account/profile';
import { daysKnown, usageByService } from '@tollgate/contract/account/usage-by-service';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { lotsBySource } from '@tollgate/contract/ledger/lots';

/**
 * The parts of a profile that each endpoint is asked for. Amounts are microcredits, times milliseconds, as
 * everywhere.
 */

/** What can be spent, from which sources and until when. */
export const balanceOf = ({ userId, isGuest, status, tier, ...profile }: UserProfile) => ({
  ...{ userId, isGuest, status, tier },
  creditsMicro: profile.creditsMicro,
  heldMicro: profile.heldMicro,
  nextExpiryAt: profile.nextExpiryAt,
  sources: lotsBySource(profile.grants),
});

/**
 * What is left of every limit: of a guest's generations, an hour, a month, free failures and what users allow
 * themselves.
 */
export const allowanceOf = ({ guest, limits, monthlyLimits, failures, spendingLimit }: UserProfile) => ({
  guest,
  failures,
  perHour: limits,
  perMonth: monthlyLimits,
  spendingLimit,
});

const listed = <T>(entries: Record<string, T>) =>
  Object.entries(entries).map(([id, entry]) => ({ id, ...entry }));

export const servicesOf = ({ prices }: UserProfile) => ({
  priceVersion: prices.version,
  services: listed(prices.services),
});

export const packsOf = ({ prices }: UserProfile) => ({
  priceVersion: prices.version,
  packs: listed(prices.packs),
  plans: listed(prices.plans),
});

/**
 * What each service was used: today, in seven days, in this month and on average a day; and all of it by day
 * and month.
 */
export const usageOf = (usage: CallOutputs['getUsage'], nowMs: number) => ({
  services: usageByService(usage, nowMs).map(({ averageMicro, ...service }) => ({
    ...service,
    // An average is no amount that anybody pays, but a field of microcredits is an integer everywhere.
    averagePerDayMicro: Math.round(averageMicro),
  })),
  averageOverDays: daysKnown(usage, nowMs),
  ...usage,
});
