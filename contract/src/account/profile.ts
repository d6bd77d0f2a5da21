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
  /** Accepted calls of an hour, by kind: how many there may be, and how many are left. */
  limits: Record<AiType, LimitLeft>;
  /**
   * Accepted calls of a service in this calendar month (UTC), for each service that has such a limit in the
   * user's tier.
   */
  monthlyLimits: Record<string, LimitLeft>;
  /** Generations without an account that are left here and now; `null` for everybody who has signed up. */
  guest: LimitLeft | null;
  /**
   * What is left today (UTC) of the failures that cost nothing: of what an app runs itself (`reported`), and
   * of what a provider failed after a part of its text had come (`streamed`).
   */
  failures: Record<FailureKind, FailuresLeft>;
  spendingLimit: SpendingLimit;
  /** What the user was told, oldest first. */
  notices: Notice[];
  /** `month` is `YYYY-MM`, UTC. */
  usage: { month: string; monthly: Usage; lifetime: Usage };
  prices: PublicPriceBook;
  /** What confirming the email address would give: the welcome waits for it. `null`: it waits for nothing. */
  welcomeWaitsMicro: number | null;
  /**
   * What the server's clock said, in milliseconds: times here are by it, and the reader's own may be wrong.
   */
  serverTimeMs: number;
}
