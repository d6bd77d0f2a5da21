import * as z from 'zod';
import { SEVERITIES } from '../abuse/severity.ts';
import { DAY_MS } from '../common/calendar.ts';
import { MICRO_PER_CREDIT } from '../common/money.ts';
import { recordOf } from '../common/records.ts';
import { schemaOf } from '../common/stored.schema.ts';
import { AI_TYPES, type AiType, KINDS } from '../kinds/kinds.ts';
import { DEFAULT_ABUSE_LIMITS, type Thresholds } from './abuse-limits.ts';
import type { Limits } from './config.ts';
import { amountMicro, type Maker, mapOf } from './maker.schema.ts';

function isAscending(counts: Thresholds): boolean {
  const set = SEVERITIES.flatMap((severity) => counts[severity] ?? []);
  return set.every((count, index) => index === 0 || count > (set[index - 1] ?? 0));
}

function abuseLimitsSchema({ object, orElse }: Maker) {
  const thresholds = (defaults: Thresholds) => {
    const count = orElse(z.int().min(1).max(10_000).nullable(), null);
    return object({ low: count, medium: count, high: count, critical: count })
      .refine(isAscending, 'each severity needs a higher count than the one below it')
      .default(defaults);
  };
  return object({
    limitedCalls: thresholds(DEFAULT_ABUSE_LIMITS.limitedCalls),
    refusedPrompts: thresholds(DEFAULT_ABUSE_LIMITS.refusedPrompts),
    reportedFailures: thresholds(DEFAULT_ABUSE_LIMITS.reportedFailures),
    accountsBehindAddress: thresholds(DEFAULT_ABUSE_LIMITS.accountsBehindAddress),
    bursts: thresholds(DEFAULT_ABUSE_LIMITS.bursts),
    unrecoveredPayments: thresholds(DEFAULT_ABUSE_LIMITS.unrecoveredPayments),
    burst: object({
      calls: orElse(z.int().min(2).max(1_000), DEFAULT_ABUSE_LIMITS.burst.calls),
      seconds: orElse(z.int().min(1).max(600), DEFAULT_ABUSE_LIMITS.burst.seconds),
    }).default(DEFAULT_ABUSE_LIMITS.burst),
  });
}

export function limitsSchema(maker: Maker) {
  const { object, orElse } = maker;
  const ofEachType = (value: z.ZodInt, leftOutOf: (aiType: AiType) => number) =>
    orElse(
      object(recordOf(AI_TYPES, (aiType) => orElse(value, leftOutOf(aiType)))),
      recordOf(AI_TYPES, leftOutOf),
    );
  /** The user's document keeps the time of each call of an hour, so their number must be bounded. */
  const callsPerHour = z.int().min(0).max(1000);
  const ofSomeTypes = object(recordOf(AI_TYPES, () => callsPerHour.optional())).optional();
  const ofServices = mapOf(z.int().min(0).max(100_000)).optional();
  return schemaOf<Limits>()(
    object({
      perHour: ofEachType(callsPerHour, (aiType) => KINDS[aiType].callsPerHour),
      perHourByTier: object({ free: ofSomeTypes, basic: ofSomeTypes, premium: ofSomeTypes }).default({}),
      perMonthByTier: object({ free: ofServices, basic: ofServices, premium: ofServices }).default({}),
      perAddress: object({
        calls: orElse(z.int().min(1).max(10_000), 100),
        windowSeconds: orElse(z.int().min(60).max(86_400), 600),
      }).default({ calls: 100, windowSeconds: 600 }),
      guest: object({
        generations: orElse(z.int().min(0).max(100), 3),
        windowMs: orElse(
          z
            .int()
            .min(60_000, 'at least a minute')
            .max(30 * DAY_MS, 'at most 30 days'),
          DAY_MS,
        ),
      }).default({ generations: 3, windowMs: DAY_MS }),
      holdSeconds: ofEachType(z.int().min(1).max(86_400), (aiType) => KINDS[aiType].holdSeconds),
      maxHoldMicro: orElse(amountMicro, 1_000 * MICRO_PER_CREDIT),
      reportedFailuresPerDay: orElse(z.int().min(0).max(1000), 10),
      reportedFailureCreditsPerDay: orElse(z.int().min(0).max(1_000_000_000), 100),
      streamedFailuresPerDay: orElse(z.int().min(0).max(1000), 10),
      streamedFailureCreditsPerDay: orElse(z.int().min(0).max(1_000_000_000), 20),
      refundGraceHours: orElse(z.int().min(1).max(8_760), 72),
      retentionDays: z.int().min(7).max(3_650).default(90),
      abuse: abuseLimitsSchema(maker).prefault({}),
    }),
  );
}
