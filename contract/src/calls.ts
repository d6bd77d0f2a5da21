import * as z from 'zod';
import {
  type ActivityStatus,
  AI_TYPES,
  type AiType,
  type StaffRole,
  type Tier,
  USER_STATUSES,
  type UserStatus,
} from './ai-types.ts';
import { strictConfigSchemas } from './config.ts';
import type { EndAnswer, HoldAnswer, LedgerEntry, Lot, Usage } from './documents.ts';
import { MAX_AMOUNT_MICRO } from './money.ts';
import type { PublicPriceBook } from './prices.ts';

/** The callables: what goes in (schemas that refuse unknown fields) and what comes out. Times are milliseconds. */

export const MAX_PROMPT_CHARS = 10_000;

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
  .refine((id) => !id.includes('/'), 'must not contain a slash');
/** Text that people wrote. Half a surrogate pair is no text, and Firestore takes none. */
const text = z.string().refine((value) => value.isWellFormed(), 'must be well-formed text');
const reason = text.trim().min(1, 'say why, in a few words').max(300);
/** The last instant that a Firestore Timestamp can hold: the end of the year 9999. */
const LAST_INSTANT_MS = 253_402_300_799_999;

/** A user is named by id or by email. */
const somebody = { userId: userId.optional(), email: z.email().max(320).optional() };
const namesOne = [
  (input: { userId?: string | undefined; email?: string | undefined }) =>
    (input.userId === undefined) !== (input.email === undefined),
  { path: ['userId'], message: 'name the user by userId or by email, one of the two' },
] satisfies [unknown, unknown];

const generationInput = z.strictObject({
  requestId,
  aiType: z.enum(AI_TYPES),
  service: z.string().min(1).max(40),
  prompt: text.trim().min(1, 'must not be empty').max(MAX_PROMPT_CHARS),
  /** Images, seconds, tokens or requests, by the service's unit; its default when absent. */
  units: z.int().min(1).optional(),
});

/** Input schemas by callable name. */
export const callInputs = {
  ensureUser: z.strictObject({}),
  getUserProfile: z.strictObject({}),
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
    errorMessage: text.max(500).optional(),
  }),
  cancelActivity: z.strictObject({ activityId }),
  getResult: z.strictObject({ activityId }),
  getCreditLogs: z.strictObject({
    userId: userId.optional(),
    limit: z.int().min(1).max(200).optional(),
    cursor: z.string().min(1).max(400).optional(),
  }),
  grantCreditsToUser: z
    .strictObject({
      requestId,
      ...somebody,
      amountMicro: z.int().min(1).max(MAX_AMOUNT_MICRO),
      type: z.enum(['grant', 'bonus', 'refund']),
      reason,
      expiresAt: z.int().min(1).max(LAST_INSTANT_MS).optional(),
    })
    .refine(...namesOne),
  updateCreditConfiguration: z.strictObject({
    expectedVersion: z.int().min(0),
    config: strictConfigSchemas.credit_config,
  }),
  setUserStatus: z
    .strictObject({ ...somebody, status: z.enum(USER_STATUSES).exclude(['deleted']), reason })
    .refine(...namesOne),
} as const;

export type CallName = keyof typeof callInputs;
/** What a caller sends. */
export type CallInput<N extends CallName> = z.input<(typeof callInputs)[N]>;
/** What a handler gets. */
export type ParsedInput<N extends CallName> = z.output<(typeof callInputs)[N]>;

export interface LimitLeft {
  /** Accepted calls in any 60 minutes, and how many are left now. */
  limit: number;
  left: number;
  /** When the next one is freed, if none is left; otherwise `null`. */
  freeAt: number | null;
}

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
  limits: Record<AiType, LimitLeft>;
  usage: { month: string; monthly: Usage; lifetime: Usage };
  prices: PublicPriceBook;
}

export interface GenerationResult {
  /** A short-lived address of the file; absent for text. */
  url?: string;
  text?: string;
  mimeType: string;
  /** Made by the local provider, not by a model. */
  simulated: boolean;
}

export interface GenerateAnswer {
  activityId: string;
  status: ActivityStatus;
  /** `null` when nothing was delivered. */
  result: GenerationResult | null;
  chargedMicro: number;
  creditsMicro: number;
}

/** What `generate` streams. */
export interface GenerateChunk {
  progress: number;
  /** The next piece of a chat answer. */
  text?: string;
}

export interface CallOutputs {
  ensureUser: UserProfile;
  getUserProfile: UserProfile;
  validateAndDeductCredits: HoldAnswer;
  generate: GenerateAnswer;
  updateAIActivityStatus: EndAnswer;
  cancelActivity: EndAnswer;
  getResult: { activityId: string; result: GenerationResult | null };
  getCreditLogs: { entries: (LedgerEntry & { entryId: string })[]; cursor: string | null };
  grantCreditsToUser: { entryId: string; creditsMicro: number };
  updateCreditConfiguration: { version: number };
  setUserStatus: { status: UserStatus };
}
