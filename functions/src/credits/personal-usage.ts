import { MAX_USAGE_DAYS, MAX_USAGE_MONTHS, type UsageByService } from '@tollgate/contract/account/usage';
import type { User } from '@tollgate/contract/account/user';
import { dayOf } from '@tollgate/contract/common/calendar';
import { type Micro, toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';

/** How many services a day tells apart, so that a user's document stays small; the rest is `other`. */
const MAX_SERVICES = 20;
const OTHER = 'other';

/** The name under which this map counts a service. */
export const nameIn = (services: UsageByService, service: string): string => {
  const hasRoom = Object.hasOwn(services, service) || !Object.hasOwn(services, OTHER);
  return hasRoom ? service : OTHER;
};

const plus = (services: UsageByService, service: string, spent: Micro): UsageByService => {
  const hasRoom = Object.hasOwn(services, service) || Object.keys(services).length < MAX_SERVICES;
  const name = hasRoom ? service : OTHER;
  const known = Object.hasOwn(services, name) ? services[name] : undefined;
  const { generations, spentMicro } = known ?? { generations: 0, spentMicro: ZERO_MICRO };
  return {
    ...services,
    [name]: { ...known, generations: generations + 1, spentMicro: toMicro(spentMicro + spent) },
  };
};

/** Adds one finished generation to the user's own days and months; only the newest are kept. */
export function countByService(
  { usageDays, usageMonths }: Pick<User, 'usageDays' | 'usageMonths'>,
  service: string,
  spent: Micro,
  nowMs: number,
): Pick<User, 'usageDays' | 'usageMonths'> {
  const day = dayOf(nowMs);
  const month = day.slice(0, 7);
  const today = usageDays.find((one) => one.day === day) ?? { day, services: {} };
  const thisMonth = usageMonths.find((one) => one.month === month) ?? { month, services: {} };
  return {
    // Sorted, because the clocks of two instances may disagree around midnight.
    usageDays: [
      ...usageDays.filter((one) => one.day !== day),
      { ...today, services: plus(today.services, service, spent) },
    ]
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .slice(-MAX_USAGE_DAYS),
    usageMonths: [
      ...usageMonths.filter((one) => one.month !== month),
      { ...thisMonth, services: plus(thisMonth.services, service, spent) },
    ]
      .sort((a, b) => (a.month < b.month ? -1 : 1))
      .slice(-MAX_USAGE_MONTHS),
  };
}

const sumOf = (services: UsageByService | undefined): Micro =>
  toMicro(Object.values(services ?? {}).reduce((sum, { spentMicro }) => sum + spentMicro, 0));

/** What was charged in this UTC day and in this UTC month. */
export function spentNow({ usageDays, usageMonths }: Pick<User, 'usageDays' | 'usageMonths'>, nowMs: number) {
  const day = dayOf(nowMs);
  const month = day.slice(0, 7);
  return {
    dayMicro: sumOf(usageDays.find((one) => one.day === day)?.services),
    monthMicro: sumOf(usageMonths.find((one) => one.month === month)?.services),
  };
}
