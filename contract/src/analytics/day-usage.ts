import type { Severity } from '../abuse/severity.ts';
import type { AbuseSignal } from '../abuse/signals.ts';
import type { ENDED_STATUSES } from '../activity/status.ts';
import type { AiType } from '../kinds/kinds.ts';
import type { LedgerType } from '../ledger/entry-types.ts';
import type { Tier } from '../pricing/tiers.ts';

/** Totals of ended generations. A type and not an interface, so that `addCounts` accepts it. */
export type Tally = {
  ended: number;
  completed: number;
  failed: number;
  heldMicro: number;
  chargedMicro: number;
  /** Images, seconds, tokens or requests, by the unit of the service or kind. */
  usedUnits: number;
  inputTokens: number;
  outputTokens: number;
  /** From the start of a generation to its end, added up. */
  processingMs: number;
};

export interface Share {
  ended: number;
  chargedMicro: number;
}

export const CALLERS = ['guest', 'member'] as const;
export type Caller = (typeof CALLERS)[number];

/** Where credits come from. `mixed`: taken from several lots, on days before entries named their lots. */
export const MOVEMENT_SOURCES = [
  'welcome',
  'plan',
  'purchase',
  'bonus',
  'promotion',
  'refund',
  'mixed',
] as const;
export type MovementSource = (typeof MOVEMENT_SOURCES)[number];

/** Credits by ledger type and source, without the sign. */
export type Movements = Partial<Record<LedgerType, Partial<Record<MovementSource, number>>>>;

export interface CallTally {
  count: number;
  refused: number;
  /** Calls that ended in "something went wrong on our side". */
  errors: number;
  /** Added up, and how much of that a call waited for the database. */
  ms: number;
  databaseMs: number;
  /** How many took how long, in the buckets of `CALL_BOUNDS_MS`. */
  times: Record<string, number>;
}

/**
 * `usage_daily`: what the generations that ended on a UTC day add up to, the credits that moved on it, and
 * the people who came. Written in the commit that each of them is, so it is exact, all but `approximate`. A
 * day that is not over is in shards, `usage_daily/{YYYY-MM-DD}.{shard}`; once it is, in one document,
 * `usage_daily/{YYYY-MM-DD}`, and in shards of whatever came after it was folded. A day's numbers are the sum
 * of all.
 */
export interface DayUsage {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  byStatus: Partial<Record<(typeof ENDED_STATUSES)[number], number>>;
  byAiType: Partial<Record<AiType, Tally>>;
  byService: Record<string, Tally>;
  byTier: Partial<Record<Tier, Partial<Record<AiType, Share>>>>;
  byCaller: Partial<Record<Caller, Share>>;
  /** How many took how long, in the buckets of `DURATION_BOUNDS_MS`. */
  durations: Partial<Record<AiType, Record<string, number>>>;
  /** Users with at least one generation that ended on this day. */
  activeUsers: number;
  /** What providers bill for the delivered units, by service, at the prices in the price book. */
  providerCostMicroUsd: Record<string, number>;
  /** Every movement of the ledger. */
  credits: { given: Movements; taken: Movements };
  /** Packs delivered, what was paid for them, and how much of that was refunded, in US cents. */
  sales: { packs: number; paidCents: number; refundedCents: number };
  people: {
    /** New members, new guests, and guests who became members. */
    signUps: number;
    guests: number;
    converted: number;
    /** Accounts that were suspended, and that were let in again. */
    suspended: number;
    reinstated: number;
  };
  /** Abuse records by signal and severity. A record that rises counts once for each severity. */
  abuse: Partial<Record<AbuseSignal, Partial<Record<Severity, number>>>>;
  /**
   * Counted in the memory of each instance and written about once a minute. An instance that is killed loses
   * what it has not written.
   */
  approximate: {
    /** By reason. */
    refusals: Record<string, number>;
    /** By name: calls, jobs and triggers. */
    calls: Record<string, CallTally>;
  };
  /** The day, in a shard; `null` in the document that a day was folded into. */
  shardOf: string | null;
  foldedAt: number | null;
  /** When the clean-up began to remove the activities of this day: they don't add up to it any more. */
  cleanedAt: number | null;
}
