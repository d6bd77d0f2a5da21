import { DAY_MS, dayOf, HOUR_MS } from '@tollgate/contract/common/calendar';

/** What the overview looks at: today, or so many days with today as the last. */
export const PERIODS = [1, 7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export interface OverviewSearch {
  /** Absent: 7 days. */
  days?: Period;
}

export const DEFAULT_PERIOD: Period = 7;

/** Takes what it understands of an address. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const days = PERIODS.find((period) => String(period) === String(search.days));
  return days === undefined || days === DEFAULT_PERIOD ? {} : { days };
}

/** So many UTC days in a row, oldest first; the last is that of `nowMs`, or so many days before it. */
export const daysUntil = (nowMs: number, count: number, before = 0): string[] =>
  Array.from({ length: count }, (_, index) => dayOf(nowMs - (count - 1 - index + before) * DAY_MS));

/** A single day says nothing about a trend, so the charts of today show the week. */
export const trendDays = (period: Period): number => Math.max(period, 7);

/** The first day that anything on the page is about. */
export const firstDay = (nowMs: number, period: Period): string =>
  dayOf(nowMs - (Math.max(2 * period, trendDays(period)) - 1) * DAY_MS);

/** How much of a period, whose last day is under way, is over: at least an hour of it. In days. */
export const elapsedDays = (nowMs: number, period: Period): number =>
  period - 1 + Math.max(HOUR_MS, nowMs % DAY_MS) / DAY_MS;
