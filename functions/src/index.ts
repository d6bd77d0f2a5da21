import { functionFor } from './calls.ts';
import { limitBodies } from './platform/body-limit.ts';

// For every function, before the server that is going to run it listens.
limitBodies();

/** What is deployed, and nothing else. Which calls each function serves is in contract/src/calls/table.ts. */
export const validateAndDeductCredits = functionFor('validateAndDeductCredits');
export const generate = functionFor('generate');
export const updateAIActivityStatus = functionFor('updateAIActivityStatus');
export const cancelActivity = functionFor('cancelActivity');
export const ensureUser = functionFor('ensureUser');
export const getUserProfile = functionFor('getUserProfile');
export const getCreditLogs = functionFor('getCreditLogs');
export const grantCreditsToUser = functionFor('grantCreditsToUser');
export const updateCreditConfiguration = functionFor('updateCreditConfiguration');
export const setUserStatus = functionFor('setUserStatus');
export const account = functionFor('account');
export const staff = functionFor('staff');
export const refunds = functionFor('refunds');
export const billing = functionFor('billing');

export { localCheckout, paymentWebhook } from './billing/callables.ts';
export { onUserCreated } from './credits/callables.ts';
export * from './former-names.ts';
export { runGeneration } from './generation/jobs.ts';
export { api } from './http-api/api.ts';
export { localResult } from './results/local-result.ts';
export {
  cleanupOldData,
  expireGrants,
  foldDailyUsage,
  releaseExpiredHolds,
  resetRateLimits,
} from './upkeep/schedules.ts';
