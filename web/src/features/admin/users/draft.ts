import type { Tier } from '@tollgate/contract/pricing/tiers';
import type { StaffRole } from '@tollgate/contract/staff/roles';

/** What has been filled in. */
export interface Draft {
  amount: string;
  grantType: 'grant' | 'bonus' | 'refund';
  /** `YYYY-MM-DD`, or empty for never. */
  expiresOn: string;
  tier: Tier;
  role: StaffRole | null;
  reason: string;
  /** The amount once more. */
  typed: string;
}
