import type { AiType } from '../kinds/kinds.ts';
import type { Pack, Plan, PricedService } from '../pricing/prices.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { AbuseLimits } from './abuse-limits.ts';

/**
 * What admins edit, in `system_config`: `credit_config`, `limits` and `moderation`, each saved as a new
 * version.
 */

/** The documents of `system_config` that admins edit. */
export const CONFIG_DOCUMENTS = ['credit_config', 'limits', 'moderation'] as const;
export type ConfigDocument = (typeof CONFIG_DOCUMENTS)[number];

/**
 * What services, plans, packs and categories are called. Firestore keeps names that begin with two
 * underscores for itself.
 */
export const CONFIG_NAME = /^[a-z][a-z0-9_-]{0,39}$/;

export const PROVIDERS = ['local'] as const;
export const REMOTE_PROVIDERS = ['openai'] as const;
export const ON_FAILURE = ['allow', 'refuse'] as const;

/** A line of the price book, with what only staff see. */
export interface Service extends Omit<PricedService, 'runsOnServer'> {
  /** What the provider bills us for `per` units, in millionths of a US dollar. Only admins see it. */
  providerCostMicroUsd: number;
  /**
   * The provider that `generate` calls; `null` when the app runs the service itself, inside `withCredits`.
   */
  provider: (typeof PROVIDERS)[number] | null;
}

export interface CreditConfig {
  /** The price book. */
  services: Record<string, Service>;
  /** What one credit sells for, in millionths of a US dollar, to compare usage with what providers bill. */
  creditPriceMicroUsd: number;
  /** What a new user who is not a guest gets, once; it never expires. */
  welcomeMicro: number;
  /** Whether the welcome waits until the new user has confirmed their email address. */
  welcomeNeedsVerifiedEmail: boolean;
  /** A balance below this is low: people are told so, once as it is crossed. 0: never. */
  lowBalanceMicro: number;
  /** `monthlyMicro` is given each month and expires at the period's end. */
  plans: Record<string, Plan>;
  /** Whether the packs can be bought; otherwise they are shown with what they would cost. */
  sellsPacks: boolean;
  /** Credits for sale, at US cents; bought credits never expire. */
  packs: Record<string, Required<Pack>>;
}

export interface Limits {
  /** Accepted calls per user and kind in any 60 minutes. */
  perHour: Record<AiType, number>;
  /** The same for users of a tier; what is not named here is as in `perHour`. */
  perHourByTier: Partial<Record<Tier, Partial<Record<AiType, number>>>>;
  /**
   * Accepted calls of a service per user of a tier and calendar month (UTC); what is not named has no such
   * limit.
   */
  perMonthByTier: Partial<Record<Tier, Record<string, number>>>;
  /**
   * Calls from one address, an IPv6 /64 network being one, in any window of so many seconds, whoever makes
   * them.
   */
  perAddress: { calls: number; windowSeconds: number };
  /** Generations without an account, of all kinds, in any window, counted by session, browser and address. */
  guest: { generations: number; windowMs: number };
  /** How long a hold may stay open before it is released, in seconds. */
  holdSeconds: Record<AiType, number>;
  /** The most one call may hold. */
  maxHoldMicro: number;
  /**
   * App-run generations that a user may report as failed, or never report, in a UTC day and still get
   * released.
   */
  reportedFailuresPerDay: number;
  /** The sum of their holds, in whole credits. A failure beyond it is charged, like one too many. */
  reportedFailureCreditsPerDay: number;
  /**
   * Free failures at the provider after part of the text had been streamed, per user (also guests) and UTC
   * day; and what that text may have cost in total, in whole credits.
   */
  streamedFailuresPerDay: number;
  streamedFailureCreditsPerDay: number;
  /** How long credits are valid that come back after they expired, by a refund or a dispute that was won. */
  refundGraceHours: number;
  /**
   * How long ended activities, with their results, and abuse records are kept after their last change. An
   * activity is the receipt of its request, so this must stay well past any retry.
   */
  retentionDays: number;
  abuse: AbuseLimits;
}

export interface Moderation {
  /** Banned terms by category. What a term matches is in docs/moderation.md. */
  categories: Record<string, string[]>;
  /** Phrases in which a banned term is innocent, such as "non-violence". They match exactly as written. */
  allowed: string[];
  /** A remote moderator, asked after the terms; `null` for none. */
  remote: {
    provider: (typeof REMOTE_PROVIDERS)[number];
    model: string;
    /** How long a prompt waits for its answer. */
    timeoutMs: number;
    /** What to do with a prompt when it doesn't answer. */
    onFailure: (typeof ON_FAILURE)[number];
  } | null;
}

/** A preset is a first configuration: the content of every document of `system_config`. */
export interface Preset {
  credit_config: CreditConfig;
  limits: Limits;
  moderation: Moderation;
}
