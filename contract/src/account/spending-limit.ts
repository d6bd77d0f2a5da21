import type { Micro } from '../common/money.ts';

/** What a user lets themselves spend in a UTC day and a UTC month; `null`: no limit. */
export interface SpendingLimit {
  dayMicro: Micro | null;
  monthMicro: Micro | null;
}

export const NO_SPENDING_LIMIT: SpendingLimit = { dayMicro: null, monthMicro: null };
