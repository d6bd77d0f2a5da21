import type { Micro } from '../common/money.ts';

/** What a user used, in a month or ever. */
export interface Usage {
  generations: number;
  spentMicro: Micro;
  tokens: number;
}

/** How many UTC days and months are kept, the newest last. */
export const MAX_USAGE_DAYS = 31;
export const MAX_USAGE_MONTHS = 13;

/** Ended generations and what they were charged, by service. */
export type UsageByService = Record<string, { generations: number; spentMicro: Micro }>;

/** What was used on a UTC day (`YYYY-MM-DD`), by service. */
export interface UsageDay {
  day: string;
  services: UsageByService;
}

/** What was used in a UTC month (`YYYY-MM`), by service. */
export interface UsageMonth {
  month: string;
  services: UsageByService;
}

/** What a user has used: the last 31 days and 13 months, by service, the newest last; UTC. */
export interface UsageSummary {
  days: UsageDay[];
  months: UsageMonth[];
  lifetime: Usage;
  /** When counting began. */
  since: number;
}
