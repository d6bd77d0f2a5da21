import * as z from 'zod';
import { NOTICE_KINDS } from './ai-types.ts';
import { type Micro, toMicro, ZERO_MICRO } from './money.ts';
import { oneOf, stored } from './stored.ts';

/** What a user's document holds for its owner: what they used, what they allow themselves, what they were told. */

const at = z.int();
const micro = z
  .int()
  .min(0)
  .transform((value): Micro => toMicro(value));

/** Ended generations and what they were charged, by service. */
const byServiceSchema = z.record(
  z.string(),
  stored({ generations: z.int().min(0).default(0), spentMicro: micro.default(ZERO_MICRO) }),
);
export type UsageByService = z.infer<typeof byServiceSchema>;

/** So many days and months are kept, the newest last; days and months are UTC. */
export const MOST_USAGE_DAYS = 31;
export const MOST_USAGE_MONTHS = 13;

export const usageDaysSchema = z.array(stored({ day: z.string(), services: byServiceSchema.default({}) }));
export const usageMonthsSchema = z.array(
  stored({ month: z.string(), services: byServiceSchema.default({}) }),
);
export type UsageDay = z.infer<typeof usageDaysSchema>[number];
export type UsageMonth = z.infer<typeof usageMonthsSchema>[number];

/** What a user lets themselves spend in a UTC day and a UTC month; `null`: no limit. */
export const spendingLimitSchema = stored({
  dayMicro: micro.nullable().default(null),
  monthMicro: micro.nullable().default(null),
});
export type SpendingLimit = z.infer<typeof spendingLimitSchema>;

export const NO_SPENDING_LIMIT: SpendingLimit = { dayMicro: null, monthMicro: null };

/** The newest so many are kept, and none for longer than that. */
export const MOST_NOTICES = 20;
export const NOTICE_LIFETIME_MS = 90 * 86_400_000;

export const noticeSchema = stored({
  /** Rising within a user. */
  id: z.int().min(1),
  kind: oneOf(NOTICE_KINDS),
  /** Credits that came or went, or what is left of them. */
  amountMicro: micro.nullable().default(null),
  /** In the words of whoever did it. */
  reason: z.string().nullable().default(null),
  createdAt: at.default(0),
  readAt: at.nullable().default(null),
});
export type Notice = z.infer<typeof noticeSchema>;
