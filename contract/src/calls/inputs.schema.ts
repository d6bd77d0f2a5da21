import * as z from 'zod';
import { ABUSE_RESOLUTIONS, ABUSE_STATES } from '../abuse/record.ts';
import { SEVERITIES } from '../abuse/severity.ts';
import { SETTABLE_STATUSES } from '../account/status.ts';
import { MAX_ERROR_CHARS, MAX_PROMPT_CHARS } from '../activity/activity.ts';
import { MAX_KEY_NAME_CHARS } from '../api-keys/api-key.ts';
import { isApiSecret } from '../api-keys/secret.ts';
import { MAX_AMOUNT_MICRO } from '../common/money.ts';
import { MAX_EMAIL_CHARS, MAX_NAME_CHARS } from '../common/person-names.ts';
import { isVisible } from '../common/visible.ts';
import { strictConfigSchemas } from '../config/config.schema.ts';
import { AI_TYPES } from '../kinds/kinds.ts';
import { GRANT_TYPES, LEDGER_TYPES } from '../ledger/entry-types.ts';
import { MAX_BLOCK_REASON_CHARS } from '../limits/addresses.ts';
import { TIERS } from '../pricing/tiers.ts';
import { MAX_NOTE_CHARS, MAX_REASON_CHARS } from '../staff/audit.ts';
import { STAFF_ROLES } from '../staff/roles.ts';
import { MAX_PAGE_SIZE } from './page-size.ts';

/** What the callables take, by name: schemas that refuse unknown fields. Times are milliseconds. */

/** Made by the caller, once for each thing it wants done: the same id again gets the same answer. */
export const requestId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens or underscores');
const activityId = z
  .string()
  .min(3)
  .max(256)
  .refine((id) => id.isWellFormed(), 'must be well-formed text');
const userId = z
  .string()
  .min(1)
  .max(128)
  .refine((id) => !id.includes('/'), 'must not contain a slash')
  .refine((id) => id.isWellFormed() && !/^(\.{1,2}|__.*__)$/.test(id), 'must be a user id');
const documentId = z
  .string()
  .min(3)
  .max(400)
  .refine((id) => id.isWellFormed() && !id.includes('/'), 'must be an id, without a slash');
/** Text that people wrote. Firestore accepts no lone surrogates. */
const text = z.string().refine((value) => value.isWellFormed(), 'must be well-formed text');
const SHOWS_NOTHING = 'must have something that can be seen';
const reason = text.trim().min(1, 'say why, in a few words').max(MAX_REASON_CHARS);
/** The last instant that a Firestore Timestamp can hold: the end of the year 9999. */
const LAST_INSTANT_MS = 253_402_300_799_999;

/** A user is named by id or by email. */
const somebody = { userId: userId.optional(), email: z.email().max(MAX_EMAIL_CHARS).optional() };
const namesOne = [
  (input: { userId?: string | undefined; email?: string | undefined }) =>
    (input.userId === undefined) !== (input.email === undefined),
  { path: ['userId'], message: 'name the user by userId or by email, one of the two' },
] satisfies [unknown, unknown];

/** An id that a browser keeps, so that its guests share one allowance. It is hashed before it is stored. */
const browserId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 letters, digits, hyphens or underscores')
  .optional();

const generationInput = z.strictObject({
  requestId,
  browserId,
  aiType: z.enum(AI_TYPES),
  service: z.string().min(1).max(40),
  prompt: text.trim().min(1, 'must not be empty').max(MAX_PROMPT_CHARS),
  /** Images, seconds, tokens or requests, by the service's unit; its default when absent. */
  units: z.int().min(1).optional(),
  /**
   * The price that the person was shown. If it costs more by now, the call is refused and nothing is held.
   */
  maxCostMicro: z.int().min(0).max(MAX_AMOUNT_MICRO).optional(),
});

const spendable = z.int().min(0).max(MAX_AMOUNT_MICRO);

/** One document of `system_config`, whole; `credit_config` where none is named. */
const configInput = <D extends z.ZodType, C extends z.ZodType>(document: D, config: C) =>
  z.strictObject({ document, expectedVersion: z.int().min(0), config });

/** Input schemas by callable name. */
export const callInputs = {
  ensureUser: z.strictObject({ browserId }),
  getUserProfile: z.strictObject({ browserId }),
  validateAndDeductCredits: generationInput,
  generate: generationInput,
  updateAIActivityStatus: z.strictObject({
    activityId,
    status: z.enum(['processing', 'completed', 'failed']),
    progress: z.int().min(0).max(100).optional(),
    units: z.int().min(0).max(1_000_000).optional(),
    resultUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional(),
    errorMessage: text.max(MAX_ERROR_CHARS).optional(),
  }),
  cancelActivity: z.strictObject({ activityId }),
  /** Whether a generation would be accepted now, and at what price. Holds and counts nothing. */
  canPerform: generationInput.omit({ requestId: true, prompt: true }),
  getActivity: z.strictObject({ activityId }),
  getResult: z.strictObject({ activityId }),
  getCreditLogs: z.strictObject({
    userId: userId.optional(),
    /** Movements of one type alone. */
    type: z.enum(LEDGER_TYPES).optional(),
    limit: z.int().min(1).max(MAX_PAGE_SIZE).optional(),
    cursor: z.string().min(1).max(400).optional(),
  }),
  /** `null`: no limit. Only for the caller. */
  setSpendingLimit: z.strictObject({ dayMicro: spendable.nullable(), monthMicro: spendable.nullable() }),
  getUsage: z.strictObject({}),
  updateProfile: z.strictObject({
    displayName: text.trim().min(1).max(MAX_NAME_CHARS).refine(isVisible, SHOWS_NOTHING).nullable(),
  }),
  /** Begins to buy a pack. The same request again gets the same checkout. */
  createCheckout: z.strictObject({
    requestId,
    packId: z.string().min(1).max(40),
    /** Where the buyer comes back to, with `order` (its id) and `checkout` (`done` or `cancelled`) added. */
    returnUrl: z.url({ protocol: /^https?$/ }).max(1_000),
  }),
  /** Marks as read what the caller was told, up to and with this notice. */
  markNoticesRead: z.strictObject({ upTo: z.int().min(1) }),
  /**
   * Makes a key to the HTTP API of a secret that the caller has drawn: `newApiSecret`. The same secret again
   * gives the same key, so that a lost answer leaves none behind that nobody knows.
   */
  createApiKey: z.strictObject({
    secret: z.string().refine(isApiSecret, 'draw 32 random bytes, and send them in base64url'),
    name: text.trim().min(1, 'must not be empty').max(MAX_KEY_NAME_CHARS).refine(isVisible, SHOWS_NOTHING),
    expiresAt: z.int().min(1).max(LAST_INSTANT_MS).optional(),
  }),
  listApiKeys: z.strictObject({}),
  revokeApiKey: z.strictObject({ keyId: z.string().min(1).max(64) }),
  /** Everything stored about the caller, in parts: each answer names the next. */
  exportData: z.strictObject({ cursor: text.min(1).max(600).optional() }),
  /** Closes the caller's account for good. */
  deleteAccount: z.strictObject({ confirm: z.literal('delete my account') }),
  grantCreditsToUser: z
    .strictObject({
      requestId,
      ...somebody,
      amountMicro: z.int().min(1).max(MAX_AMOUNT_MICRO),
      type: z.enum(GRANT_TYPES),
      reason,
      expiresAt: z.int().min(1).max(LAST_INSTANT_MS).optional(),
    })
    .refine(...namesOne),
  removeCreditsFromUser: z
    .strictObject({ requestId, ...somebody, amountMicro: z.int().min(1).max(MAX_AMOUNT_MICRO), reason })
    .refine(...namesOne),
  refundActivity: z.strictObject({
    requestId,
    activityId,
    /** Defaults to everything that was charged and is not yet refunded. */
    amountMicro: z.int().min(1).max(MAX_AMOUNT_MICRO).optional(),
    reason,
  }),
  /** Undoes a ledger entry that staff made, by one in the other direction. */
  undoCreditEntry: z.strictObject({ entryId: documentId, reason }),
  setUserTier: z
    .strictObject({ requestId: requestId.optional(), ...somebody, tier: z.enum(TIERS), reason })
    .refine(...namesOne),
  resetUserLimits: z
    .strictObject({ requestId: requestId.optional(), ...somebody, reason })
    .refine(...namesOne),
  /** Ends all keys of a user to the HTTP API. */
  revokeUserApiKeys: z
    .strictObject({ requestId: requestId.optional(), ...somebody, reason })
    .refine(...namesOne),
  addUserNote: z.strictObject({ requestId, userId, note: text.trim().min(1).max(MAX_NOTE_CHARS) }),
  /** `null` takes the role away. */
  setStaffRole: z
    .strictObject({
      requestId: requestId.optional(),
      ...somebody,
      role: z.enum(STAFF_ROLES).nullable(),
      reason,
    })
    .refine(...namesOne),
  updateCreditConfiguration: z.discriminatedUnion('document', [
    configInput(z.literal('credit_config').optional(), strictConfigSchemas.credit_config),
    configInput(z.literal('limits'), strictConfigSchemas.limits),
    configInput(z.literal('moderation'), strictConfigSchemas.moderation),
  ]),
  getAbuseRecords: z.strictObject({
    /** Of one user, whatever their state; otherwise all users'. */
    userId: userId.optional(),
    state: z.enum(ABUSE_STATES).optional(),
    severity: z.enum(SEVERITIES).optional(),
    limit: z.int().min(1).max(MAX_PAGE_SIZE).optional(),
    cursor: z.string().min(1).max(400).optional(),
  }),
  resolveAbuse: z.strictObject({
    recordId: documentId,
    resolution: z.enum(ABUSE_RESOLUTIONS),
    reason,
    /** Lifts the suspension of the record's user in the same step. */
    liftSuspension: z.boolean().optional(),
  }),
  /** The settings that may be risky, including parameters of the deployment, without secrets. */
  getSettings: z.strictObject({}),
  /** Checks the invariants over one user's documents, all of one moment. */
  reconcileUser: z.strictObject(somebody).refine(...namesOne),
  setUserStatus: z
    .strictObject({
      /** A repeat under the same id does nothing, whatever has happened meanwhile. */
      requestId: requestId.optional(),
      ...somebody,
      status: z.enum(SETTABLE_STATUSES),
      reason,
    })
    .refine(...namesOne),
  setAddressBlock: z.strictObject({
    /** An address or a range, IPv4 or IPv6: `203.0.113.7`, `2001:db8::/48`. */
    address: z.string().trim().min(2).max(64),
    blocked: z.boolean(),
    reason: reason.max(MAX_BLOCK_REASON_CHARS),
  }),
} as const;

export type CallName = keyof typeof callInputs;
/** What a caller sends. */
export type CallInput<N extends CallName> = z.input<(typeof callInputs)[N]>;
/** What a handler gets. */
export type ParsedInput<N extends CallName> = z.output<(typeof callInputs)[N]>;
