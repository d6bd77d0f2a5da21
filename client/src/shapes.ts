import type { NoticeKind } from '@tollgate/contract/account/notices';
import type { UserStatus } from '@tollgate/contract/account/status';
import type { ActivityStatus } from '@tollgate/contract/activity/status';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { LedgerType } from '@tollgate/contract/ledger/entry-types';
import type { GrantSource } from '@tollgate/contract/ledger/sources';
import type { ChargedFailure, FailureKind, FailuresLeft } from '@tollgate/contract/limits/failures';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import type { PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { Tier } from '@tollgate/contract/pricing/tiers';
import type { StaffRole } from '@tollgate/contract/staff/roles';

/**
 * What goes in and comes out, written out for who installs the SDK: the functions' own schemas need zod, which it does
 * without. `shapes.test-d.ts` holds the two together. A field that ends in `Micro` is an integer of microcredits, a
 * millionth of a credit; one that ends in `At` is a time in milliseconds since 1970.
 */

/** What to generate. */
export interface GenerationRequest {
  aiType: AiType;
  /** A name of the price book, such as `dalle3`. */
  service: string;
  /** At most 10,000 characters. */
  prompt: string;
  /** Images, seconds, tokens or requests, by the service's unit; the service's default when absent. */
  units?: number | undefined;
  /**
   * The most that it may cost, in microcredits; where it costs more by now, the answer is `price_changed` with the new price,
   * and nothing is held. Left out, it is what `quote` last answered for this service and these units, if it was asked.
   */
  maxCostMicro?: number | undefined;
}

/** Credits that are held for a generation. */
export interface Hold {
  activityId: string;
  status: ActivityStatus;
  heldMicro: number;
  /** What can be spent beside. */
  creditsMicro: number;
  /** The version of the price book that it was priced by. */
  priceVersion: number;
  /** When the hold ends by itself, if nobody has settled it. */
  expiresAt: number;
}

/** How a generation ended. */
export interface Settlement {
  activityId: string;
  status: ActivityStatus;
  chargedMicro: number;
  /** What can be spent afterwards. */
  creditsMicro: number;
  /** Of a failure that was charged: which of the day's allowances of free failures is used up. */
  chargedFor?: ChargedFailure | undefined;
}

/** What a generation made. */
export interface GenerationResult {
  /** A short-lived address of the file; absent for text. */
  url?: string;
  text?: string;
  mimeType: string;
  /** Made by the local provider, not by a model. */
  simulated: boolean;
}

/** Credits that were given together. What expires sooner is spent sooner. */
export interface Lot {
  /** The number of the ledger entry that gave them; empty where that is older than the numbers. */
  lotId: string;
  source: GrantSource;
  /** Of those that expire at the same time, lower is spent first. */
  priority: number;
  /** `null`: never. */
  expiresAt: number | null;
  createdAt: number;
  amountMicro: number;
}

/** What was used. */
export interface Usage {
  generations: number;
  spentMicro: number;
  tokens: number;
}

/** What a user lets themselves spend in a UTC day and a UTC month; `null`: no limit. */
export interface SpendingLimit {
  dayMicro: number | null;
  monthMicro: number | null;
}

/** Something that a user was told. */
export interface Notice {
  /** Rising within a user. */
  id: number;
  kind: NoticeKind;
  /** Credits that came or went, or what is left of them. */
  amountMicro: number | null;
  /** In the words of whoever did it. */
  reason: string | null;
  createdAt: number;
  readAt: number | null;
}

/** Ended generations and what they were charged, by service. */
export type UsageByService = Record<string, { generations: number; spentMicro: number }>;

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

/** The signed-in user. */
export interface UserProfile {
  userId: string;
  email: string | null;
  displayName: string | null;
  country: string | null;
  isGuest: boolean;
  /** The staff role that is in force now; `null` for everybody else. */
  staffRole: StaffRole | null;
  status: UserStatus;
  tier: Tier;
  /** Spendable now: what has expired is left out. */
  creditsMicro: number;
  heldMicro: number;
  grants: Lot[];
  nextExpiryAt: number | null;
  /** Accepted calls of an hour, by kind: how many there may be, and how many are left. */
  limits: Record<AiType, LimitLeft>;
  /** Accepted calls of a service in this calendar month (UTC), for each service that has such a limit. */
  monthlyLimits: Record<string, LimitLeft>;
  /** `month` is `YYYY-MM`, UTC. */
  usage: { month: string; monthly: Usage; lifetime: Usage };
  /** Generations without an account that are left here and now; `null` for everybody who has signed up. */
  guest: LimitLeft | null;
  /**
   * What is left today (UTC) of the failures that cost nothing: of what an app runs itself (`reported`), and of what a provider
   * failed after a part of its text had come (`streamed`).
   */
  failures: Record<FailureKind, FailuresLeft>;
  spendingLimit: SpendingLimit;
  /** What was told to the user, oldest first. */
  notices: Notice[];
  prices: PublicPriceBook;
  /** What confirming the email address would give: the welcome waits for it. `null`: it waits for nothing. */
  welcomeWaitsMicro: number | null;
  /** What the server's clock said, in milliseconds: times here are by it, and the reader's own may be wrong. */
  serverTimeMs: number;
}

/** A part of an export: documents as they are stored, times in milliseconds. */
export interface ExportPart {
  documents: { path: string; data: Record<string, unknown> }[];
  /** Asks for the next part; `null` when this was the last. */
  cursor: string | null;
}

/** One movement of credits. Entries are never changed; a mistake is corrected by another entry. */
export interface CreditEntry {
  entryId: string;
  userId: string;
  /** 1, 2, 3, … per user, without a gap. */
  sequence: number;
  type: LedgerType;
  /** `null` where there were several. */
  source: GrantSource | null;
  /** Negative for what was taken. */
  amountMicro: number;
  /** How much of each source it moved, without the sign. Empty where an old entry doesn't say. */
  bySource: Partial<Record<GrantSource, number>>;
  /** The same by lot. */
  lots: Lot[];
  /** The owned balance, spendable and held together. */
  balanceBeforeMicro: number;
  balanceAfterMicro: number;
  activityId: string | null;
  /** A uid, or `system`. */
  actorId: string;
  reason: string;
  requestId: string;
  createdAt: number;
}

/** A page of the ledger, the newest entry first. */
export interface CreditPage {
  entries: CreditEntry[];
  /** Gets the next page; `null` on the last. */
  cursor: string | null;
}

/** Which page of the ledger. */
export interface CreditPageRequest {
  /** Somebody else's, for staff. */
  userId?: string | undefined;
  /** Only entries of this type. */
  type?: LedgerType | undefined;
  /** 1 to 200. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** A user, named by id or by email: one of the two. */
export interface Somebody {
  userId?: string | undefined;
  email?: string | undefined;
}

/** Credits to give. */
export interface CreditGrant extends Somebody {
  /** Made for you. The same id again gives nothing more. */
  requestId?: string | undefined;
  amountMicro: number;
  type: 'grant' | 'bonus' | 'refund';
  reason: string;
  expiresAt?: number | undefined;
}

/** A user's new status, and why. */
export interface StatusChange extends Somebody {
  status: 'active' | 'paused' | 'suspended';
  reason: string;
}
