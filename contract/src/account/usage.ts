import type { Micro } from '../common/money.ts';

/** What a user used: ended generations, and what they were charged. */

/** In all, in a month or ever. */
export interface Usage {
  generations: number;
  spentMicro: Micro;
  tokens: number;
}

/** So many days and months are kept, the newest last; days and months are UTC. */
export const MAX_USAGE_DAYS = 31;
export const MAX_USAGE_MONTHS = 13;

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
