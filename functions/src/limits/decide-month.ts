import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { endOfMonth } from '@tollgate/contract/common/calendar';
import type { CreditConfig, Limits } from '@tollgate/contract/config/config';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { callsOfMonth, type MonthlyCalls, monthLeft, perMonthOf } from '@tollgate/contract/limits/monthly';
import { type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';

type Services = CreditConfig['services'];

/** Refuses a call beyond what a month allows a user of this tier. Guests have their own rule. */
export function refuseByMonth(
  user: User,
  service: string,
  config: { limits: Limits; credit: { services: Services } },
  nowMs: number,
): Refusal | null {
  const limit = user.isGuest ? undefined : perMonthOf(config.limits, user.tier).get(service);
  const known = Object.hasOwn(config.credit.services, service) ? config.credit.services[service] : undefined;
  if (limit === undefined || !known) return null;
  if (monthLeft(user.monthlyCalls, service, limit, nowMs).left > 0) return null;
  if (limit === 0) {
    const closed = `${known.label} is not part of the ${user.tier} tier. Choose another service, or change your plan.`;
    return refuse('rate_limited', closed);
  }
  const nextMonth = endOfMonth(callsOfMonth(user.monthlyCalls, nowMs).month);
  const retryAfterMs = nextMonth - nowMs;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(nextMonth);
  const message = `The limit for ${known.label} is ${limit} a month, and it is used up. Try again on ${day} (UTC).`;
  return refuse('rate_limited', message, { retryAfterMs });
}

/**
 * Counts a call even if its service has no limit: one that is set later, or another tier's, will need the
 * count.
 */
export function withCall(stored: MonthlyCalls, service: string, nowMs: number): MonthlyCalls {
  const current = callsOfMonth(stored, nowMs);
  const calls = Object.hasOwn(current.services, service) ? (current.services[service] ?? 0) : 0;
  return { ...current, services: { ...current.services, [service]: calls + 1 } };
}

/** Removes a call that delivered nothing, if it still counts: in this month, and since the last reset. */
export function withoutCall(
  stored: MonthlyCalls,
  { countedIn, service }: Pick<Activity, 'countedIn' | 'service'>,
): MonthlyCalls {
  if (countedIn?.month !== stored.month || countedIn.resets !== stored.resets) return stored;
  const { [service]: calls = 0, ...others } = stored.services;
  return { ...stored, services: calls > 1 ? { ...others, [service]: calls - 1 } : others };
}

/** Counts a removed call again, under the same conditions. */
export function againCounted(
  stored: MonthlyCalls,
  { countedIn, service }: Pick<Activity, 'countedIn' | 'service'>,
): MonthlyCalls {
  if (countedIn?.month !== stored.month || countedIn.resets !== stored.resets) return stored;
  const calls = Object.hasOwn(stored.services, service) ? (stored.services[service] ?? 0) : 0;
  return { ...stored, services: { ...stored.services, [service]: calls + 1 } };
}

/** Resets the counts of this month. */
export function forgotten(stored: MonthlyCalls, nowMs: number): MonthlyCalls {
  const current = callsOfMonth(stored, nowMs);
  return { ...current, resets: current.resets + 1, services: {} };
}

/** Refuses limits for services that aren't in the price book: nobody could ever reach them. */
export function refuseUnknownServices(
  { perMonthByTier }: Pick<Limits, 'perMonthByTier'>,
  services: Services,
): Refusal | null {
  for (const [tier, limits] of Object.entries(perMonthByTier)) {
    const unknown = Object.keys(limits ?? {}).find((service) => !Object.hasOwn(services, service));
    if (unknown === undefined) continue;
    const message = `${unknown} is not in the price book; take its limit away, or add the service first`;
    return refuseField(`config.perMonthByTier.${tier}.${unknown}`, message);
  }
  return null;
}

/**
 * What a user has left this month, by service; nothing for guests and for services no longer in the price
 * book.
 */
export function monthlyLeft(
  user: User,
  config: { limits: Limits; credit: { services: Services } },
  nowMs: number,
): Record<string, LimitLeft> {
  if (user.isGuest) return {};
  return Object.fromEntries(
    [...perMonthOf(config.limits, user.tier)]
      .filter(([service]) => Object.hasOwn(config.credit.services, service))
      .map(([service, limit]) => [service, monthLeft(user.monthlyCalls, service, limit, nowMs)]),
  );
}
