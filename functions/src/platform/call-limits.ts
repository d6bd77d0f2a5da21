import type { CallName } from '@tollgate/contract/calls/inputs.schema';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { CallLimiter } from './call-limiter.ts';
import type { Caller } from './caller.ts';

/**
 * How often a user may make a call in a minute, on one instance. `gate`: a generation, which has limits of its own
 * (an hour, a month, an address), counted exactly.
 */
type CallLimit = number | 'gate';

/** Often enough for a page that shows something, and for a script that asks again and again how something stands. */
const READ = 120;
const POLLED = 300;
/** Long lists are read in many parts, one after the other; an app's server tells the progress of what it runs. */
const IN_PARTS = 600;
/** What people change about their accounts, by hand. */
const OWN_CHANGE = 30;
const STAFF = 1_200;

/** For each call, whichever door it comes through. A call that is not listed here doesn't compile. */
export const CALL_LIMITS = {
  validateAndDeductCredits: 'gate',
  generate: 'gate',
  updateAIActivityStatus: IN_PARTS,
  cancelActivity: POLLED,
  canPerform: POLLED,
  getActivity: POLLED,
  getResult: POLLED,
  ensureUser: READ,
  getUserProfile: READ,
  getUsage: READ,
  listApiKeys: READ,
  getCreditLogs: IN_PARTS,
  exportData: IN_PARTS,
  setSpendingLimit: OWN_CHANGE,
  updateProfile: OWN_CHANGE,
  markNoticesRead: READ,
  createCheckout: OWN_CHANGE,
  createApiKey: OWN_CHANGE,
  revokeApiKey: READ,
  deleteAccount: 10,
  grantCreditsToUser: STAFF,
  removeCreditsFromUser: STAFF,
  refundActivity: STAFF,
  undoCreditEntry: STAFF,
  setUserTier: STAFF,
  resetUserLimits: STAFF,
  revokeUserApiKeys: STAFF,
  addUserNote: STAFF,
  setStaffRole: STAFF,
  updateCreditConfiguration: STAFF,
  getAbuseRecords: STAFF,
  getSettings: STAFF,
  resolveAbuse: STAFF,
  reconcileUser: STAFF,
  setUserStatus: STAFF,
  setAddressBlock: STAFF,
} as const satisfies Record<CallName, CallLimit>;

const MOST_REMEMBERED = 20_000;
const limiter = new CallLimiter(MOST_REMEMBERED);

/** The refusal of a user who makes a call too often; nothing is read or written for it. */
export function refuseTooMany(
  name: CallName,
  { userId }: Pick<Caller, 'userId'>,
  atMs: number,
): Refusal | null {
  const limit: CallLimit = CALL_LIMITS[name];
  if (limit === 'gate') return null;
  const retryAfterMs = limiter.take(`${name} ${userId}`, limit, atMs);
  if (retryAfterMs === null) return null;
  const message = `At most ${limit} of these calls a minute. Try again in a moment.`;
  return refuse('rate_limited', message, { retryAfterMs });
}
