import type { AiType } from '../kinds/kinds.ts';
import type { Lot } from '../ledger/lots.ts';
import type { FailureKind, FailuresLeft } from '../limits/failures.ts';
import type { LimitLeft } from '../limits/limit-left.ts';
import type { PublicPriceBook } from '../pricing/prices.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { StaffRole } from '../staff/roles.ts';
import type { Notice } from './notices.ts';
import type { SpendingLimit } from './spending-limit.ts';
import type { UserStatus } from './status.ts';
import type { Usage } from './usage.ts';

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
  /** Accepted calls per hour, by kind. */
  limits: Record<AiType, LimitLeft>;
  /** Accepted calls per calendar month (UTC), for each service that has such a limit in the user's tier. */
  monthlyLimits: Record<string, LimitLeft>;
  /** Generations that a guest has left; `null` for members. */
  guest: LimitLeft | null;
  /**
   * Free failures left today (UTC): of generations that an app runs itself (`reported`), and of those that
   * failed at the provider after part of their text had been streamed (`streamed`).
   */
  failures: Record<FailureKind, FailuresLeft>;
  spendingLimit: SpendingLimit;
  /** What the user was told, oldest first. */
  notices: Notice[];
  /** `month` is `YYYY-MM`, UTC. */
  usage: { month: string; monthly: Usage; lifetime: Usage };
  prices: PublicPriceBook;
  /** The welcome credits that wait until the email address is confirmed; `null` when none wait. */
  welcomeWaitsMicro: number | null;
  /** The server's clock, in milliseconds. The times here go by it; the reader's own clock may be wrong. */
  serverTimeMs: number;
}
