import type { AbuseRecord } from '../abuse/record.ts';
import type { ExportPart } from '../account/export.ts';
import type { UserProfile } from '../account/profile.ts';
import type { SpendingLimit } from '../account/spending-limit.ts';
import type { UserStatus } from '../account/status.ts';
import type { UsageSummary } from '../account/usage.ts';
import type { EndAnswer, HoldAnswer } from '../activity/activity.ts';
import type { ActivityState, GenerateAnswer, GenerationResult, Performance } from '../activity/generation.ts';
import type { ApiKeyInfo } from '../api-keys/api-key.ts';
import type { Checkout } from '../billing/order.ts';
import type { CreditPage } from '../ledger/entry.ts';
import type { Violation } from '../operations/job-run.ts';
import type { Setting } from '../operations/settings.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { Audited, CreditsMoved } from '../staff/audit.ts';
import type { StaffRole } from '../staff/roles.ts';

/** What the callables answer, by name. Times are milliseconds. */
export interface CallOutputs {
  ensureUser: UserProfile;
  getUserProfile: UserProfile;
  validateAndDeductCredits: HoldAnswer;
  generate: GenerateAnswer;
  updateAIActivityStatus: EndAnswer;
  cancelActivity: EndAnswer;
  canPerform: Performance;
  getActivity: ActivityState;
  getResult: { activityId: string; result: GenerationResult | null };
  getCreditLogs: CreditPage;
  setSpendingLimit: SpendingLimit;
  getUsage: UsageSummary;
  updateProfile: { displayName: string | null };
  createCheckout: Checkout;
  markNoticesRead: { unread: number };
  /** The whole key, which is answered here and nowhere else. */
  createApiKey: { key: string; apiKey: ApiKeyInfo };
  listApiKeys: { keys: ApiKeyInfo[] };
  revokeApiKey: { keyId: string };
  exportData: ExportPart;
  deleteAccount: { status: 'deleted' };
  grantCreditsToUser: CreditsMoved;
  removeCreditsFromUser: CreditsMoved;
  refundActivity: CreditsMoved;
  undoCreditEntry: CreditsMoved;
  setUserTier: { tier: Tier } & Audited;
  resetUserLimits: Audited;
  revokeUserApiKeys: { revoked: number } & Audited;
  addUserNote: Audited;
  setStaffRole: { role: StaffRole | null } & Audited;
  updateCreditConfiguration: { version: number };
  getAbuseRecords: { records: (AbuseRecord & { recordId: string })[]; cursor: string | null };
  resolveAbuse: { state: 'resolved'; userStatus: UserStatus | null } & Audited;
  getSettings: { settings: Setting[] };
  reconcileUser: {
    userId: string;
    violations: Violation[];
    counts: { users: number; entries: number; activities: number; orders: number };
  };
  setUserStatus: { status: UserStatus } & Audited;
  /** The normalized range: no bits beyond its length, an IPv6 address as its /64. */
  setAddressBlock: { range: string; blocked: boolean };
}
