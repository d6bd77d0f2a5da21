import { limitBodies } from './platform/body-limit.ts';

// For every function, before the server that is going to run it listens.
limitBodies();

/** What is deployed, and nothing else. */
export { getAbuseRecords, resolveAbuse } from './abuse/callables.ts';
export {
  deleteAccount,
  exportData,
  getUsage,
  markNoticesRead,
  setSpendingLimit,
  updateProfile,
} from './account/callables.ts';
export {
  addUserNote,
  grantCreditsToUser,
  refundActivity,
  removeCreditsFromUser,
  resetUserLimits,
  setStaffRole,
  setUserStatus,
  setUserTier,
  undoCreditEntry,
  updateCreditConfiguration,
} from './admin/callables.ts';
export { createApiKey, listApiKeys, revokeApiKey, revokeUserApiKeys } from './api-keys/callables.ts';
export { createCheckout, localCheckout, paymentWebhook } from './billing/callables.ts';
export { ensureUser, getCreditLogs, getUserProfile, onUserCreated } from './credits/callables.ts';
export {
  cancelActivity,
  canPerform,
  updateAIActivityStatus,
  validateAndDeductCredits,
} from './gate/callables.ts';
export { generate, getActivity, getResult } from './generation/callables.ts';
export { runGeneration } from './generation/jobs.ts';
export { api } from './http-api/api.ts';
export { setAddressBlock } from './limits/callables.ts';
export { reconcileUser } from './reconcile/callables.ts';
export { localResult } from './results/local-result.ts';
export { getSettings } from './settings/callables.ts';
export {
  cleanupOldData,
  expireGrants,
  foldDailyUsage,
  releaseExpiredHolds,
  resetRateLimits,
} from './upkeep/schedules.ts';
