import * as z from 'zod';
import {
  ABUSE_SIGNALS,
  AI_TYPES,
  ENDED_STATUSES,
  GRANT_SOURCES,
  LEDGER_TYPES,
  SEVERITIES,
  TIERS,
} from './ai-types.ts';
import { bySome, stored } from './stored.ts';

/**
 * `usage_daily`: what the generations that ended on a UTC day add up to, the credits that moved on it, and the people who
 * came. Written in the commit that each of them is, so it is exact, all but `approximate`. A day that is not over is in shards, `usage_daily/{YYYY-MM-DD}.{shard}`; once it is, in one document,
 * `usage_daily/{YYYY-MM-DD}`, and in shards of whatever came after it was folded. A day's numbers are the sum of all.
 */

const count = z.int().min(0).default(0);

const tallySchema = stored({
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

const shareSchema = stored({ ended: count, chargedMicro: count });

/** Where credits come from or go to; `mixed` is what was taken of several lots, on days of before entries named them. */
const SOURCES = [...GRANT_SOURCES, 'mixed'] as const;
const movements = bySome(LEDGER_TYPES, bySome(SOURCES, count)).default({});

const callSchema = stored({
  count,
  refused: count,
  /** Calls that ended in "something went wrong on our side". */
  errors: count,
  /** Added up, and how much of that a call waited for the database. */
  ms: count,
  databaseMs: count,
  /** How many took how long, in the buckets of `CALL_BOUNDS_MS`. */
  times: z.record(z.string(), count).default({}),
});
export type CallTally = z.infer<typeof callSchema>;

export const dayUsageSchema = stored({
  /** `YYYY-MM-DD`, UTC. */
  day: z.string(),
  byStatus: bySome(ENDED_STATUSES, count).default({}),
  byAiType: bySome(AI_TYPES, tallySchema).default({}),
  byService: z.record(z.string(), tallySchema).default({}),
  byTier: bySome(TIERS, bySome(AI_TYPES, shareSchema)).default({}),
  byCaller: bySome(['guest', 'member'], shareSchema).default({}),
  /** How many took how long, in the buckets of `DURATION_BOUNDS_MS`. */
  durations: bySome(AI_TYPES, z.record(z.string(), count)).default({}),
  /** Different users of whom something ended on this day. */
  activeUsers: count,
  /** What the providers' prices in the price book make of the units that were delivered, by service. */
  providerCostMicroUsd: z.record(z.string(), count).default({}),
  /** Every movement of the ledger, without its sign, by type and source. */
  credits: stored({ given: movements, taken: movements }).prefault({}),
  /** Packs that were delivered, at what was paid for them, and what of that went back; in US cents. */
  sales: stored({ packs: count, paidCents: count, refundedCents: count }).prefault({}),
  people: stored({
    /** Accounts that came as members, and as guests; guests who signed up. */
    signUps: count,
    guests: count,
    converted: count,
    /** Accounts that were suspended, and that were let in again. */
    suspended: count,
    reinstated: count,
  }).prefault({}),
  /** Abuse records by signal and the severity that they reached; one that rises counts at each. */
  abuse: bySome(ABUSE_SIGNALS, bySome(SEVERITIES, count)).default({}),
  /** Counted in the memory of each instance and added up about once a minute: what an instance had not told is lost. */
  approximate: stored({
    /** By reason. */
    refusals: z.record(z.string(), count).default({}),
    /** By name: calls, jobs and triggers. */
    calls: z.record(z.string(), callSchema).default({}),
  }).prefault({}),
  /** The day, in a shard; `null` in the document that a day was folded into. */
  shardOf: z.string().nullable().default(null),
  foldedAt: z.int().nullable().default(null),
  /** When the clean-up began to remove the activities of this day: they don't add up to it any more. */
  cleanedAt: z.int().nullable().default(null),
});
export type DayUsage = z.infer<typeof dayUsageSchema>;
