import type { Micro } from '../common/money.ts';
import type { AiType } from '../kinds/kinds.ts';
import type { Lot } from '../ledger/lots.ts';
import type { Failures } from '../limits/failures.ts';
import type { LimitLeft } from '../limits/limit-left.ts';
import type { MonthlyCalls } from '../limits/monthly.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { UserRole } from '../staff/roles.ts';
import type { Notice } from './notices.ts';
import type { SpendingLimit } from './spending-limit.ts';
import type { UserStatus } from './status.ts';
import type { Usage, UsageDay, UsageMonth } from './usage.ts';

/**
 * Credits that a reversed payment is still owed. Generations held them at the time; what they release pays
 * the debt.
 */
export interface Debt {
  /** 1, 2, 3, … per user. A generation pays for the debts that came after it was held. */
  debtId: number;
  orderId: string;
  amountMicro: Micro;
  /** The holds of the generations that were open when the debt was created and still are. */
  heldMicro: Micro;
}

/** `users/{uid}` */
export interface User {
  userId: string;
  email: string | null;
  displayName: string | null;
  /** Two letters, as the network edge saw the first call; for display only. */
  country: string | null;
  isGuest: boolean;
  /** For display. Rights come from the claim and from `staff`, never from here. */
  role: UserRole;
  status: UserStatus;
  statusReason: string | null;
  tier: Tier;
  /** The sum of the lots, including what has expired but is not yet written off. */
  creditsMicro: Micro;
  /** The sum of the holds of open activities. */
  heldMicro: Micro;
  grants: Lot[];
  debts: Debt[];
  /** The number of the newest debt there ever was. */
  lastDebtId: number;
  nextExpiryAt: number | null;
  /** Times of the accepted calls of the last hour, by kind, oldest first. */
  windows: Record<AiType, number[]>;
  /** Of a user who is not a guest; for the limits of a month. */
  monthlyCalls: MonthlyCalls;
  /** Times of the generations that this user made as a guest and that still count, oldest first. */
  guestCalls: number[];
  /**
   * What a guest had left after their last change. Their open pages follow it, because they can't read the
   * logs. `null` before the first generation, and for members.
   */
  guestLeft: LimitLeft | null;
  /** App-run generations reported as failed, or never reported. */
  reportedFailures: Failures;
  /** Generations that failed at the provider after part of their text had been streamed. */
  streamedFailures: Failures;
  /** `month` is `YYYY-MM`, UTC. */
  usage: { month: string; monthly: Usage; lifetime: Usage };
  /**
   * The same by service, by UTC day and month. Written in the commit that ends a generation, so it is exact.
   */
  usageDays: UsageDay[];
  usageMonths: UsageMonth[];
  /** Keyed hashes of the mailboxes that this account has proven to be its owner's, the latest last. */
  mailboxes: string[];
  /** When the user began to buy something, within the last hour, oldest first. */
  checkouts: number[];
  spendingLimit: SpendingLimit;
  /** What the user was told, oldest first. */
  notices: Notice[];
  /** The keys to the HTTP API that are not revoked; each is a document in `api_keys`. */
  apiKeys: { keyId: string; expiresAt: number | null }[];
  /** How many keys the user has made on that UTC day (`YYYY-MM-DD`). */
  keysMade: { day: string; count: number };
  /** How often the user changed something about themselves in that UTC hour (`YYYY-MM-DDTHH`). */
  ownChanges: { hour: string; count: number };
  /** The last two UTC days on which a generation of this user ended, so that a day counts each user once. */
  activeDays: string[];
  /** How many ledger entries the user has; the last one's sequence number. */
  ledgerSeq: number;
  welcomed: boolean;
  createdAt: number;
  updatedAt: number;
}
