import * as z from 'zod';
import {
  ABUSE_RESOLUTIONS,
  ABUSE_SIGNALS,
  ABUSE_TYPES,
  ACTIVITY_STATUSES,
  AI_TYPES,
  GRANT_SOURCES,
  LEDGER_TYPES,
  ORDER_STATUSES,
  SEVERITIES,
  STAFF_ROLES,
  TIERS,
  UNITS,
  USER_STATUSES,
} from './ai-types.ts';
import { NO_MONTHLY_CALLS } from './limits.ts';
import { type Micro, toMicro, ZERO_MICRO } from './money.ts';
import {
  NO_SPENDING_LIMIT,
  noticeSchema,
  spendingLimitSchema,
  usageDaysSchema,
  usageMonthsSchema,
} from './personal.ts';

/**
 * The documents in Firestore, as code sees them. A field that ends in `At` is a time: a Firestore Timestamp in the
 * database, milliseconds since 1970 in code (`functions/src/platform/documents.ts` and `client/src/times.ts` convert).
 * A field that ends in `Micro` is an integer of microcredits.
 */

export { COLLECTIONS } from './collections.ts';
export { spendableMicro } from './lots.ts';

const at = z.int();
const signedMicro = z.int().transform((value): Micro => toMicro(value));
const micro = z
  .int()
  .min(0)
  .transform((value): Micro => toMicro(value));

/** Credits that were given together: of one source, with one priority and one expiry. */
export const lotSchema = z.object({
  /**
   * The number of the ledger entry that first gave them. Empty in lots of before lots were named, which are told apart by
   * source, priority and expiry alone.
   */
  lotId: z.string().default(''),
  source: z.enum(GRANT_SOURCES),
  /** Lower burns first. */
  priority: z.int().min(0).max(100),
  /** `null`: never. */
  expiresAt: at.nullable(),
  /** When the credits of this lot came; the older of two otherwise equal lots burns first. */
  createdAt: at,
  amountMicro: micro,
});
export type Lot = z.infer<typeof lotSchema>;

/** What a payment that went back is still owed by generations that hold credits: taken from what they give back. */
const debtSchema = z.object({
  /** 1, 2, 3, … per user. A generation pays for the debts that came after it was held. */
  debtId: z.int().min(1),
  orderId: z.string(),
  amountMicro: micro,
  /** The sum of the holds, of those that were open when the debt came, that still are. */
  heldMicro: micro,
});
export type Debt = z.infer<typeof debtSchema>;

const usageSchema = z.object({ generations: z.int().min(0), spentMicro: micro, tokens: z.int().min(0) });
export type Usage = z.infer<typeof usageSchema>;

/** `users/{uid}` */
export const userSchema = z.object({
  userId: z.string(),
  email: z.string().nullable(),
  displayName: z.string().nullable(),
  /** Two letters, as the network edge saw the first call; for display only. */
  country: z.string().nullable(),
  isGuest: z.boolean(),
  /** For display. Rights come from the claim and from `staff`, never from here. */
  role: z.enum(['user', ...STAFF_ROLES]),
  status: z.enum(USER_STATUSES),
  statusReason: z.string().nullable(),
  tier: z.enum(TIERS),
  /** What the lots hold: spendable, what has expired but is not written off yet included. */
  creditsMicro: micro,
  /** The sum of the holds of open activities. */
  heldMicro: micro,
  grants: z.array(lotSchema),
  debts: z.array(debtSchema).default([]),
  /** The number of the newest debt there ever was. */
  lastDebtId: z.int().min(0).default(0),
  nextExpiryAt: at.nullable(),
  /** Times of the accepted calls of the last hour, by kind, oldest first. */
  windows: z.object({
    image: z.array(at),
    video: z.array(at),
    voice: z.array(at),
    chat: z.array(at),
  }),
  /** Accepted calls by service in a UTC month, of a user who is not a guest; for the limits of a month. */
  monthlyCalls: z
    .object({
      month: z.string(),
      resets: z.int().min(0),
      services: z.record(z.string(), z.int().min(0)),
    })
    .default(NO_MONTHLY_CALLS),
  /** Times of the generations that this user made as a guest and that still count, oldest first. */
  guestCalls: z.array(at).default([]),
  /**
   * What a guest had left when a generation of theirs last counted, or was taken out again: for their open pages, which
   * can't read the logs. `null` before the first, and for members.
   */
  guestLeft: z
    .object({ limit: z.int().min(0), left: z.int().min(0), freeAt: at.nullable() })
    .nullable()
    .default(null),
  /** App-run generations reported as failed, or never reported, on that UTC day (`YYYY-MM-DD`). */
  reportedFailures: z.object({ day: z.string(), count: z.int().min(0) }),
  /** `month` is `YYYY-MM`, UTC. */
  usage: z.object({ month: z.string(), monthly: usageSchema, lifetime: usageSchema }),
  /** The same by service, by UTC day and month, in the commit that ends a generation: exact, and no write more. */
  usageDays: usageDaysSchema.default([]),
  usageMonths: usageMonthsSchema.default([]),
  /** Keyed hashes of the mailboxes that this account has proven to be its owner's, the latest last. */
  mailboxes: z.array(z.string()).default([]),
  /** When the user began to buy something, within the last hour, oldest first. */
  checkouts: z.array(at).default([]),
  spendingLimit: spendingLimitSchema.default(NO_SPENDING_LIMIT),
  /** What the user was told, oldest first. */
  notices: z.array(noticeSchema).default([]),
  /** The keys to the HTTP API that are not revoked; each is a document in `api_keys`. */
  apiKeys: z.array(z.object({ keyId: z.string(), expiresAt: at.nullable() })).default([]),
  /** The last two UTC days on which a generation of this user ended, so that a day counts each user once. */
  activeDays: z.array(z.string()).max(2),
  /** How many ledger entries the user has; the last one's sequence number. */
  ledgerSeq: z.int().min(0),
  welcomed: z.boolean(),
  createdAt: at,
  updatedAt: at,
});
export type User = z.infer<typeof userSchema>;

/** `staff/{uid}` */
export const staffSchema = z.object({
  role: z.enum(STAFF_ROLES),
  email: z.string().nullable(),
  grantedBy: z.string(),
  createdAt: at,
});
export type Staff = z.infer<typeof staffSchema>;

/** `credit_logs/{uid}.{sequence}`: one immutable signed movement. */
export const ledgerEntrySchema = z.object({
  userId: z.string(),
  /** 1, 2, 3, … per user, without a gap. */
  sequence: z.int().min(1),
  type: z.enum(LEDGER_TYPES),
  /** `null` where several sources gave: `lots` says how much each. */
  source: z.enum(GRANT_SOURCES).nullable(),
  amountMicro: signedMicro,
  /** What it moved, by lot, without the sign. Empty in entries of before lots were named. */
  lots: z.array(lotSchema).default([]),
  /** The owned balance, spendable and held together. */
  balanceBeforeMicro: micro,
  balanceAfterMicro: micro,
  activityId: z.string().nullable(),
  /** A uid, or `system`. */
  actorId: z.string(),
  reason: z.string(),
  requestId: z.string(),
  createdAt: at,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** What a hold took, and from which lot: a release gives it back there. */
export const takenSchema = lotSchema;
export type Taken = Lot;

const holdAnswerSchema = z.object({
  activityId: z.string(),
  status: z.enum(ACTIVITY_STATUSES),
  heldMicro: micro,
  creditsMicro: micro,
  priceVersion: z.int(),
  expiresAt: at,
});
export type HoldAnswer = z.infer<typeof holdAnswerSchema>;

const endAnswerSchema = z.object({
  activityId: z.string(),
  status: z.enum(ACTIVITY_STATUSES),
  chargedMicro: micro,
  creditsMicro: micro,
});
export type EndAnswer = z.infer<typeof endAnswerSchema>;

/** Where a result is: a file in the ResultStore, or the address that an app-run generation reported. */
const resultLocationSchema = z.object({
  kind: z.enum(['stored', 'reported']),
  /** A path in the ResultStore, or an http(s) address. */
  location: z.string(),
  mimeType: z.string().nullable(),
  bytes: z.int().min(0).nullable(),
  simulated: z.boolean(),
});
export type ResultLocation = z.infer<typeof resultLocationSchema>;

/** `ai_activity/{uid}.{requestId}`: one generation's life; its own receipt; the usage log too. */
export const activitySchema = z.object({
  userId: z.string(),
  requestId: z.string(),
  email: z.string().nullable(),
  displayName: z.string().nullable(),
  country: z.string().nullable(),
  isGuest: z.boolean(),
  /** The user's, when it was held. */
  tier: z.enum(TIERS),
  aiType: z.enum(AI_TYPES),
  service: z.string(),
  /**
   * Who generates, and so who may end it: `server` inside `generate`; between validate and update `app`, which is
   * believed only within limits, or `backend`, the app's own server, which is believed.
   */
  runBy: z.enum(['server', 'app', 'backend']),
  status: z.enum(ACTIVITY_STATUSES),
  /** Per cent. */
  progress: z.int().min(0).max(100),
  unit: z.enum(UNITS),
  /** Units asked for and held. */
  units: z.int().min(1),
  /** Units really used, once ended; reported by the app for app-run ones. */
  usedUnits: z.int().min(0).nullable(),
  tokens: z.object({ input: z.int().min(0), output: z.int().min(0) }).nullable(),
  /** Credits in `heldMicro` while open; what was held, once ended. */
  heldMicro: micro,
  chargedMicro: micro,
  /** What staff gave back of it later; never more than was charged. */
  refundedMicro: micro.default(ZERO_MICRO),
  /** In the order in which it is charged. */
  taken: z.array(takenSchema),
  /** The user's newest debt when it was held: what it gives back pays for later ones. */
  lastDebtId: z.int().min(0).default(0),
  priceVersion: z.int().min(1),
  /** The price in force when it was held: a later change never reaches a running activity. */
  price: z.object({ priceMicro: z.int(), per: z.int(), minimumMicro: z.int() }),
  promptPreview: z.string(),
  promptChars: z.int().min(0),
  promptHash: z.string(),
  payloadHash: z.string(),
  holdAnswer: holdAnswerSchema,
  endAnswer: endAnswerSchema.nullable(),
  result: resultLocationSchema.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: at,
  startedAt: at.nullable(),
  endedAt: at.nullable(),
  processingTimeMs: z.int().min(0).nullable(),
  holdExpiresAt: at,
  cancelRequestedAt: at.nullable(),
  /** While a guest's generation is open: the documents of `rate_limits` in which it counts. */
  guestLogs: z.array(z.string()).default([]),
  /** The month, and after which of its resets, in which it counts with its service; `null`: it does not. */
  countedIn: z
    .object({ month: z.string(), resets: z.int().min(0) })
    .nullable()
    .default(null),
  /** The job that is running it, so that a second delivery does not generate twice. */
  lease: z.object({ holder: z.string(), expiresAt: at }).nullable(),
  updatedAt: at,
});
export type Activity = z.infer<typeof activitySchema>;

/** `api_keys/{keyed hash of its secret}`: a key to the HTTP API, which acts as its user there and nowhere else. */
export const apiKeySchema = z.object({
  userId: z.string(),
  /** What it is called by; nothing of the key can be computed from it. */
  keyId: z.string(),
  name: z.string(),
  /** The last four characters, for its owner to tell it from others. */
  lastFour: z.string(),
  createdAt: at,
  /** `null`: never. */
  expiresAt: at.nullable(),
  /** To within an hour. */
  lastUsedAt: at.nullable(),
  revokedAt: at.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** How long an answer is kept for repeats of its request: well past any retry. */
export const RECEIPT_LIFETIME_MS = 90 * 86_400_000;

/** `receipts/{hash}` */
export const receiptSchema = z.object({
  scope: z.string(),
  actorId: z.string(),
  requestId: z.string(),
  payloadHash: z.string(),
  answer: z.record(z.string(), z.unknown()),
  createdAt: at,
  /** `null`: kept for ever, where the same must not happen again however much later. */
  expiresAt: at.nullable(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/**
 * `orders/{uid}.{requestId}`: a pack that somebody buys, from the checkout to the delivery and to what became of it. What
 * the processor of payments says decides, never a page that somebody came back to.
 */
export const orderSchema = z.object({
  userId: z.string(),
  requestId: z.string(),
  payloadHash: z.string(),
  packId: z.string(),
  /** What was offered when it was ordered: a later change of the pack doesn't reach it. */
  label: z.string(),
  creditsMicro: micro,
  bonusMicro: micro,
  /** US cents. */
  priceCents: z.int().min(1),
  priceVersion: z.int().min(1),
  /** Who takes the money. `simulated`: nobody, in emulators; `test`: the processor's test mode. */
  mode: z.enum(['live', 'test', 'simulated']),
  status: z.enum(ORDER_STATUSES),
  /** The checkout page of the processor; `null` until it is made. */
  checkout: z.object({ sessionId: z.string(), url: z.string(), expiresAt: at }).nullable(),
  /** The processor's id of the payment, by which refunds and disputes name it. */
  paymentId: z.string().nullable(),
  /**
   * Why it failed: the payment was declined; or it was paid and not delivered, because another amount came than was
   * asked for, because the account was closed meanwhile, or because nobody may own so much. What was paid is then to be paid back.
   */
  problem: z.enum(['declined', 'amount_differs', 'account_closed', 'balance_full']).nullable(),
  /** By the processor's id, what became of each; of an inquiry no money has moved. */
  disputes: z.record(z.string(), z.enum(['inquiry', 'open', 'lost', 'won'])),
  /** The ledger entry that delivered the credits. */
  entryId: z.string().nullable(),
  /** The processor's receipt, a page. */
  receiptUrl: z.string().nullable(),
  /** US cents that went back. */
  refundedCents: z.int().min(0),
  /** Credits that were taken back for it, and those that were spent already and could not be. */
  reversedMicro: micro,
  unrecoveredMicro: micro,
  /** Credits that running generations held when they were to be taken back: owed by what those give back. */
  awaitedMicro: micro.default(ZERO_MICRO),
  /** Out of which lots `reversedMicro` was taken, in that order: a dispute that is won gives back there. */
  reversedLots: z.array(lotSchema).default([]),
  createdAt: at,
  paidAt: at.nullable(),
  updatedAt: at,
});
export type Order = z.infer<typeof orderSchema>;

/** `admin_audit_logs/{id}` */
export const auditEntrySchema = z.object({
  action: z.enum([
    'grant_credits',
    'remove_credits',
    'refund_activity',
    'undo_credits',
    'edit_config',
    'set_user_status',
    'set_user_tier',
    'reset_limits',
    'revoke_api_keys',
    'add_note',
    'set_address_block',
    'resolve_abuse',
    'grant_role',
    'revoke_role',
  ]),
  actorId: z.string(),
  actorEmail: z.string().nullable(),
  targetType: z.enum(['user', 'config', 'address', 'abuse']),
  targetId: z.string(),
  reason: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  createdAt: at,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `abuse_detection/{whom}.{signal}.{hour or day}`: what was noticed about one user in one hour or day. */
export const abuseRecordSchema = z.object({
  /** Whose; of an address, the user who was counted last. */
  userId: z.string(),
  email: z.string().nullable(),
  signal: z.enum(ABUSE_SIGNALS),
  type: z.enum(ABUSE_TYPES),
  severity: z.enum(SEVERITIES),
  count: z.int().min(1),
  /** A sentence for admins. */
  description: z.string(),
  /** What it was last noticed by, where that is an activity. */
  activityId: z.string().nullable(),
  state: z.enum(['open', 'resolved']),
  resolvedAt: at.nullable(),
  /** The uid of the admin or moderator, and what they made of it. */
  resolvedBy: z.string().nullable(),
  resolution: z.enum(ABUSE_RESOLUTIONS).nullable(),
  createdAt: at,
  updatedAt: at,
});
export type AbuseRecord = z.infer<typeof abuseRecordSchema>;

/** The invariants of docs/architecture.md that can be broken; `document`: what is stored is not what the contract says. */
export const INVARIANTS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'document'] as const;

const violationSchema = z.object({
  invariant: z.enum(INVARIANTS),
  /** The document that shows it: `users/UID`, `credit_logs/ID`, `ai_activity/ID` or `usage_daily/DAY`. */
  document: z.string(),
  message: z.string(),
});
export type Violation = z.infer<typeof violationSchema>;

/** `job_runs/{name}`: the last run of a scheduled job, or of `reconcile`. */
export const jobRunSchema = z.object({
  startedAt: at,
  /** `null` while it runs, and for ever when it was killed. */
  endedAt: at.nullable(),
  outcome: z.enum(['running', 'done', 'failed']),
  /** What it did, in counts. */
  did: z.record(z.string(), z.int()),
  error: z.string().nullable(),
  /** What `reconcile` found, the first of it. */
  violations: z.array(violationSchema).default([]),
});
export type JobRun = z.infer<typeof jobRunSchema>;
