import { DAY_MS, dayOf, monthOf } from '../common/calendar.ts';
import { MAX_USAGE_DAYS } from './usage.ts';

/** What was charged for each service: today, this week, this month and on average. */

export interface Used {
  generations: number;
  spentMicro: number;
}
type UsedByService = Record<string, Used>;

/** What `getUsage` answers; days are `YYYY-MM-DD`, months `YYYY-MM`, UTC. */
interface UsageSince {
  days: readonly { day: string; services: UsedByService }[];
  months: readonly { month: string; services: UsedByService }[];
  /** When counting began. */
  since: number;
}

export interface ServiceUsage {
  service: string;
  today: Used;
  week: Used;
  month: Used;
  /** Microcredits a day, over the days that are known of. */
  averageMicro: number;
}

const NOTHING: Used = { generations: 0, spentMicro: 0 };

const plus = (one: Used, other: Used | undefined): Used =>
  other
    ? {
        generations: one.generations + other.generations,
        spentMicro: one.spentMicro + other.spentMicro,
      }
    : one;

/**
 * The number of days in an average: since the account was created, including today, and at most as many as
 * are kept.
 */
export const daysKnown = ({ since }: UsageSince, nowMs: number): number =>
  Math.min(MAX_USAGE_DAYS, Math.max(1, Math.floor(nowMs / DAY_MS) - Math.floor(since / DAY_MS) + 1));

/** Usage by service, the most expensive this month first. */
export function usageByService(usage: UsageSince, nowMs: number): ServiceUsage[] {
  const days = daysKnown(usage, nowMs);
  const since = (count: number) => dayOf(nowMs - (count - 1) * DAY_MS);
  const inDays = (service: string, count: number) =>
    usage.days
      .filter(({ day }) => day >= since(count))
      .map(({ services }) => services[service])
      .reduce<Used>(plus, NOTHING);
  const thisMonth: UsedByService = usage.months.find(({ month }) => month === monthOf(nowMs))?.services ?? {};
  const names = new Set([
    ...Object.keys(thisMonth),
    ...usage.days.flatMap(({ services }) => Object.keys(services)),
  ]);
  return [...names]
    .map((service) => ({
      service,
      today: inDays(service, 1),
      week: inDays(service, 7),
      month: thisMonth[service] ?? NOTHING,
      averageMicro: inDays(service, days).spentMicro / days,
    }))
    .sort((a, b) => b.month.spentMicro - a.month.spentMicro || (a.service < b.service ? -1 : 1));
}
