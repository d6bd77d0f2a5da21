import type { StaffRole } from '../staff/roles.ts';
import type { CallName } from './inputs.schema.ts';

/**
 * Every call in one table: who may make it, how often, and by which function it is served. The platform
 * enforces it (`functions/src/platform/access/`); what goes in and comes out is in `inputs.schema.ts` and
 * `outputs.ts`, by the same names. A call without a row doesn't compile, and neither does a row without
 * access.
 */

/** Any role. */
const STAFF = ['admin', 'moderator'] as const satisfies readonly StaffRole[];
const ADMIN = ['admin'] as const satisfies readonly StaffRole[];

/**
 * Who may make a call.
 * - `user`: whoever is signed in, guests too. Everything they reach is their own.
 * - `member`: whoever has an account. Guests are told to sign up.
 * - `ownerOrStaff`: for what is their own whoever is signed in; for another's (`userId` in the input) staff
 *   of any role.
 * - a list of roles: staff with one of them in force.
 */
export type Access = 'user' | 'member' | 'ownerOrStaff' | readonly StaffRole[];

/**
 * How often one user may make a call in a minute, on one instance. `gate`: a generation, which has limits of
 * its own (an hour, a month, an address), counted exactly.
 */
export type CallLimit = number | 'gate';

/**
 * Often enough for a page that shows something, and for a script that asks again and again how something
 * stands.
 */
const READ = 120;
const POLLED = 300;
/**
 * Long lists are read in many parts, one after the other; an app's server reports the progress of what it
 * runs.
 */
const IN_PARTS = 600;
/** What people change about their accounts, by hand. */
const OWN_CHANGE = 30;
const BY_STAFF = 1_200;

/** How a deployed function runs. */
export interface CallFunction {
  /** The most instances at once: what an attack can cost. All functions together have 300 at most. */
  maxInstances: number;
  /** 60 where nothing is said. */
  timeoutSeconds?: number;
  /** `512MiB` where nothing is said. */
  memory?: '1GiB';
  /** Calls at once in an instance; 80 where nothing is said. */
  concurrency?: number;
  /**
   * The secrets that it gets beside the hash key: the moderator's of prompts, or those of the payment
   * processor.
   */
  secrets?: 'gate' | 'payments';
  /**
   * It gives credits. Where App Check is enforced, each call needs a token of its own, which no second
   * request can use: the SDK asks for limited-use tokens, the function consumes them.
   */
  givesCredits?: true;
}

/**
 * The functions that serve calls. Ten serve one call, under its name. The others are shared: the last segment
 * of the path names the call, as in `account/updateProfile`. Deployments of many functions exhaust quotas, so
 * a new call joins one of them.
 */
export const CALL_FUNCTIONS = {
  validateAndDeductCredits: { maxInstances: 40, secrets: 'gate' },
  generate: { maxInstances: 40, timeoutSeconds: 900, memory: '1GiB', concurrency: 8, secrets: 'gate' },
  updateAIActivityStatus: { maxInstances: 20 },
  cancelActivity: { maxInstances: 10 },
  ensureUser: { maxInstances: 15 },
  getUserProfile: { maxInstances: 20 },
  getCreditLogs: { maxInstances: 10 },
  grantCreditsToUser: { maxInstances: 5, givesCredits: true },
  updateCreditConfiguration: { maxInstances: 2 },
  setUserStatus: { maxInstances: 5 },
  /** People's own. Closing an account removes a few documents for each generation of the last months. */
  account: { maxInstances: 20, timeoutSeconds: 540 },
  /** What staff do and look up. A long ledger is checked in many pages. */
  staff: { maxInstances: 10, timeoutSeconds: 300 },
  /** What staff give back. */
  refunds: { maxInstances: 5, givesCredits: true },
  billing: { maxInstances: 10, secrets: 'payments' },
} as const satisfies Record<string, CallFunction>;

export type CallFunctionName = keyof typeof CALL_FUNCTIONS;

/** One call. */
export interface CallRule {
  access: Access;
  limit: CallLimit;
  function: CallFunctionName;
  /** It takes a sign-in of the last ten minutes: a found or copied session must not be enough. */
  needsRecentSignIn?: true;
}

export const CALLS = {
  ensureUser: { access: 'user', limit: READ, function: 'ensureUser' },
  getUserProfile: { access: 'user', limit: READ, function: 'getUserProfile' },
  validateAndDeductCredits: { access: 'user', limit: 'gate', function: 'validateAndDeductCredits' },
  generate: { access: 'user', limit: 'gate', function: 'generate' },
  updateAIActivityStatus: { access: 'user', limit: IN_PARTS, function: 'updateAIActivityStatus' },
  cancelActivity: { access: 'user', limit: POLLED, function: 'cancelActivity' },
  canPerform: { access: 'user', limit: POLLED, function: 'account' },
  getActivity: { access: 'user', limit: POLLED, function: 'account' },
  getResult: { access: 'user', limit: POLLED, function: 'account' },
  getCreditLogs: { access: 'ownerOrStaff', limit: IN_PARTS, function: 'getCreditLogs' },
  setSpendingLimit: { access: 'user', limit: OWN_CHANGE, function: 'account' },
  getUsage: { access: 'user', limit: READ, function: 'account' },
  updateProfile: { access: 'user', limit: OWN_CHANGE, function: 'account' },
  markNoticesRead: { access: 'user', limit: READ, function: 'account' },
  exportData: { access: 'user', limit: IN_PARTS, function: 'account' },
  deleteAccount: { access: 'user', limit: 10, function: 'account', needsRecentSignIn: true },
  createApiKey: { access: 'member', limit: OWN_CHANGE, function: 'account', needsRecentSignIn: true },
  listApiKeys: { access: 'user', limit: READ, function: 'account' },
  revokeApiKey: { access: 'user', limit: READ, function: 'account' },
  createCheckout: { access: 'member', limit: OWN_CHANGE, function: 'billing' },
  grantCreditsToUser: { access: ADMIN, limit: BY_STAFF, function: 'grantCreditsToUser' },
  removeCreditsFromUser: { access: ADMIN, limit: BY_STAFF, function: 'staff' },
  refundActivity: { access: ADMIN, limit: BY_STAFF, function: 'refunds' },
  undoCreditEntry: { access: ADMIN, limit: BY_STAFF, function: 'refunds' },
  setUserTier: { access: ADMIN, limit: BY_STAFF, function: 'staff' },
  resetUserLimits: { access: ADMIN, limit: BY_STAFF, function: 'staff' },
  revokeUserApiKeys: { access: STAFF, limit: BY_STAFF, function: 'staff' },
  addUserNote: { access: STAFF, limit: BY_STAFF, function: 'staff' },
  setStaffRole: { access: ADMIN, limit: BY_STAFF, function: 'staff' },
  updateCreditConfiguration: { access: ADMIN, limit: BY_STAFF, function: 'updateCreditConfiguration' },
  getAbuseRecords: { access: STAFF, limit: BY_STAFF, function: 'staff' },
  resolveAbuse: { access: STAFF, limit: BY_STAFF, function: 'staff' },
  getSettings: { access: STAFF, limit: BY_STAFF, function: 'staff' },
  reconcileUser: { access: ADMIN, limit: BY_STAFF, function: 'staff' },
  setUserStatus: { access: STAFF, limit: BY_STAFF, function: 'setUserStatus' },
  setAddressBlock: { access: ADMIN, limit: BY_STAFF, function: 'staff' },
} as const satisfies Record<CallName, CallRule>;

/** The calls that a role is needed for. */
export type StaffCallName = {
  [N in CallName]: (typeof CALLS)[N]['access'] extends readonly StaffRole[] ? N : never;
}[CallName];

/** The calls that guests may not make. */
export type MemberCallName = {
  [N in CallName]: (typeof CALLS)[N]['access'] extends 'member' ? N : never;
}[CallName];

type FunctionOf<N extends CallName> = (typeof CALLS)[N]['function'];

/** Where a call is reached: `generate`, `account/updateProfile`. */
export type CallAddress<N extends CallName = CallName> = {
  [M in N]: FunctionOf<M> extends M ? M : `${FunctionOf<M>}/${M}`;
}[N];

/** The call at an address. */
export type CallAt<A extends CallAddress> = A extends `${string}/${infer N extends CallName}`
  ? N
  : Extract<A, CallName>;

/**
 * Where a call is reached. For consoles and servers: an app's bundle names its addresses itself, by their
 * types.
 */
export function addressOf<N extends CallName>(name: N): CallAddress<N> {
  const { function: functionName } = CALLS[name];
  // One of the two by the table, which TypeScript can't follow through the index.
  return (functionName === name ? name : `${functionName}/${name}`) as CallAddress<N>;
}

/** Whether staff in this role may make a call; a call for everybody they make for themselves. */
export function mayCall(role: StaffRole, name: CallName): boolean {
  const access: Access = CALLS[name].access;
  return typeof access === 'string' || access.includes(role);
}

/** All names, in the table's order. */
export const CALL_NAMES = Object.keys(CALLS) as CallName[];
