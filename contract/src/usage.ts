import * as z from 'zod';
import { AI_TYPES, ENDED_STATUSES, TIERS } from './ai-types.ts';

/**
 * `usage_daily`: what the generations that ended on a UTC day add up to. Written in the commit that ends each, so it is
 * exact. A day that is not over is in shards, `usage_daily/{YYYY-MM-DD}.{shard}`; once it is, in one document,
 * `usage_daily/{YYYY-MM-DD}`, and in shards of whatever came after it was folded. A day's numbers are the sum of all.
 */

const count = z.int().min(0).default(0);

const tallySchema = z.object({
  ended: count,
  completed: count,
  failed: count,
  heldMicro: count,
  chargedMicro: count,
  /** Images, seconds, tokens or requests, by the unit of the service or kind. */
  usedUnits: count,
  inputTokens: count,
  outputTokens: count,
  /** From the start of a generation to its end, added up. */
  processingMs: count,
});

const shareSchema = z.object({ ended: count, chargedMicro: count });

const aiType = z.enum(AI_TYPES);

export const dayUsageSchema = z.object({
  /** `YYYY-MM-DD`, UTC. */
  day: z.string(),
  byStatus: z.partialRecord(z.enum(ENDED_STATUSES), count).default({}),
  byAiType: z.partialRecord(aiType, tallySchema).default({}),
  byService: z.record(z.string(), tallySchema).default({}),
  byTier: z.partialRecord(z.enum(TIERS), z.partialRecord(aiType, shareSchema)).default({}),
  byCaller: z.partialRecord(z.enum(['guest', 'member']), shareSchema).default({}),
  /** How many took how long, by the names of {@link durationBucket}. */
  durations: z.partialRecord(aiType, z.record(z.string(), count)).default({}),
  /** Different users of whom something ended on this day. */
  activeUsers: count,
  /** The day, in a shard; `null` in the document that a day was folded into. */
  shardOf: z.string().nullable().default(null),
  foldedAt: z.int().nullable().default(null),
  /** When the clean-up began to remove the activities of this day: they don't add up to it any more. */
  cleanedAt: z.int().nullable().default(null),
});
export type DayUsage = z.infer<typeof dayUsageSchema>;

const DURATION_BOUNDS_MS = [
  250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 900_000,
] as const;

/** The name of the histogram's bucket for a processing time: `upTo500` is above 250 ms and at most 500 ms. */
export function durationBucket(processingMs: number): string {
  const bound = DURATION_BOUNDS_MS.find((upTo) => processingMs <= upTo);
  return bound === undefined ? 'longer' : `upTo${bound}`;
}
