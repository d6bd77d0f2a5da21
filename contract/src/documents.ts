import * as z from 'zod';
import {
  ABUSE_RESOLUTIONS,
  ABUSE_SIGNALS,
  ABUSE_TYPES,
  ACTIVITY_STATUSES,
  AI_TYPES,
  CHARGED_FAILURES,
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
import { storableEmail, storableName } from './person-names.ts';
import {
  NO_SPENDING_LIMIT,
  noticeSchema,
  spendingLimitSchema,
  usageDaysSchema,
  usageMonthsSchema,
} from './personal.ts';
import { oneOf, stored } from './stored.ts';

/**
 * The documents in Firestore, as code sees them. A field that ends in `At` is a time: a Firestore Timestamp in the
 * database, milliseconds since 1970 in code (`functions/src/platform/documents.ts` and `client/src/times.ts` convert).
 * A field that ends in `Micro` is an integer of microcredits.
 */

export { COLLECTIONS } from './collections.ts';
export { spendableMicro } from './lots.ts';

const at = z.int();
/** As they are stored now: an older document may hold a name that is too long to be written again. */
const email = z.string().nullable().default(null).transform(storableEmail);
const displayName = z.string().nullable().default(null).transform(storableName);
const signedMicro = z.int().transform((value): Micro => toMicro(value));
const micro = z
  .int()
  .min(0)
  .transform((value): Micro => toMicro(value));

/** For what an older version did not write, or what a key that was lost may be. Only what says whose it is and how much, has none. */
const textOrNone = z.string().nullable().default(null);
const atOrNever = at.nullable().default(null);
const atUnknown = at.default(0);
const count = z.int().min(0).default(0);
const times = z.array(at).default([]);

/** Credits that were given together: of one source, with one priority and one expiry. */
export const lotSchema = stored({
  /**
   * The number of the ledger entry that first gave them. Empty in lots of before lots were named, which are told apart by
   * source, priority and expiry alone.
   */
  lotId: z.string().default(''),
  source: oneOf(GRANT_SOURCES),
  /** Lower burns first. */
  priority: z.int().min(0).max(100),
  /** `null`: never. */
  expiresAt: at.nullable(),
  /** When the credits of this lot came; the older of two otherwise equal lots burns first. */
  createdAt: atUnknown,
  amountMicro: micro,
});
export type Lot = z.infer<typeof lotSchema>;

/** What a payment that went back is still owed by generations that hold credits: taken from what they give back. */
const debtSchema = stored({
  /** 1, 2, 3, … per user. A generation pays for the debts that came after it was held. */
  debtId: z.int().min(1),
  orderId: z.string(),
  amountMicro: micro,
  /** The sum of the holds, of those that were open when the debt came, that still are. */
  heldMicro: micro,
});
export type Debt = z.infer<typeof debtSchema>;

const usageSchema = stored({
  generations: count,
  spentMicro: micro.default(ZERO_MICRO),
  tokens: count,
}).prefault({});
export type Usage = z.infer<typeof usageSchema>;

/** See `failures.ts`. */
const failuresSchema = stored({
  day: z.string().default(''),
  count,
  releasedMicro: micro.optional(),
  charged: z.int().min(0).optional(),
}).prefault({});

/** `users/{uid}` */
export const userSchema = stored({
  userId: z.string(),
  email,
  displayName,
  /** Two letters, as the network edge saw the first call; for display only. */
  country: textOrNone,
  isGuest: z.boolean(),
  /** For display. Rights come from the claim and from `staff`, never from here. */
  role: oneOf(['user', ...STAFF_ROLES]).default('user'),
  status: oneOf(USER_STATUSES),
  statusReason: textOrNone,
  tier: oneOf(TIERS).default('free'),
  /** What the lots hold: spendable, what has expired but is not written off yet included. */
  creditsMicro: micro,
  /** The sum of the holds of open activities. */
  heldMicro: micro,
  grants: z.array(lotSchema),
  debts: z.array(debtSchema).default([]),
  /** The number of the newest debt there ever was. */
  lastDebtId: z.int().min(0).default(0),
  nextExpiryAt: atOrNever,
  /** Times of the accepted calls of the last hour, by kind, oldest first. */
  windows: stored({ image: times, video: times, voice: times, chat: times }).prefault({}),
  /** Accepted calls by service in a UTC month, of a user who is not a guest; for the limits of a month. */
  monthlyCalls: stored({
    month: z.string(),
    resets: count,
    services: z.record(z.string(), z.int().min(0)).default({}),
  }).default(NO_MONTHLY_CALLS),
  /** Times of the generations that this user made as a guest and that still count, oldest first. */
  guestCalls: times,
  /**
   * What a guest had left when a generation of theirs last counted, or was taken out again: for their open pages, which
   * can't read the logs. `null` before the first, and for members.
   */
  guestLeft: stored({ limit: z.int().min(0), left: z.int().min(0), freeAt: at.nullable() })
    .nullable()
    .default(null),
  /** App-run generations reported as failed, or never reported, on that UTC day (`YYYY-MM-DD`). */
  reportedFailures: failuresSchema,
  /** Generations that the provider failed after a part of their text had gone out, on that UTC day. */
  streamedFailures: failuresSchema,
  /** `month` is `YYYY-MM`, UTC. */
  usage: stored({ month: z.string().default(''), monthly: usageSchema, lifetime: usageSchema }).prefault({}),
  /** The same by service, by UTC day and month, in the commit that ends a generation: exact, and no write more. */
  usageDays: usageDaysSchema.default([]),
  usageMonths: usageMonthsSchema.default([]),
  /** Keyed hashes of the mailboxes that this account has proven to be its owner's, the latest last. */
  mailboxes: z.array(z.string()).default([]),
  /** When the user began to buy something, within the last hour, oldest first. */
  checkouts: times,
  spendingLimit: spendingLimitSchema.default(NO_SPENDING_LIMIT),
  /** What the user was told, oldest first. */
  notices: z.array(noticeSchema).default([]),
  /** The keys to the HTTP API that are not revoked; each is a document in `api_keys`. */
  apiKeys: z.array(stored({ keyId: z.string(), expiresAt: at.nullable() })).default([]),
  /** How many keys the user has made on that UTC day (`YYYY-MM-DD`). */
  keysMade: stored({ day: z.string(), count: z.int().min(0) }).default({ day: '', count: 0 }),
  /** How often the user changed something about themselves in that UTC hour (`YYYY-MM-DDTHH`). */
  ownChanges: stored({ hour: z.string(), count: z.int().min(0) }).default({ hour: '', count: 0 }),
  /** The last two UTC days on which a generation of this user ended, so that a day counts each user once. */
  activeDays: z.array(z.string()).default([]),
  /** How many ledger entries the user has; the last one's sequence number. */
  ledgerSeq: z.int().min(0),
  welcomed: z.boolean(),
  createdAt: atUnknown,
  updatedAt: atUnknown,
});
export type User = z.infer<typeof userSchema>;

/** `staff/{uid}` */
export const staffSchema = stored({
  role: oneOf(STAFF_ROLES),
  email: textOrNone,
  grantedBy: z.string(),
  createdAt: atUnknown,
});
export type Staff = z.infer<typeof staffSchema>;

/** `credit_logs/{uid}.{sequence}`: one immutable signed movement. */
export const ledgerEntrySchema = stored({
  userId: z.string(),
  /** 1, 2, 3, … per user, without a gap. */
  sequence: z.int().min(1),
  type: oneOf(LEDGER_TYPES),
  /** `null` where several sources gave: `lots` says how much each. */
  source: oneOf(GRANT_SOURCES).nullable().default(null),
  amountMicro: signedMicro,
  /** What it moved, by lot, without the sign. Empty in entries of before lots were named. */
  lots: z.array(lotSchema).default([]),
  /** The owned balance, spendable and held together. */
  balanceBeforeMicro: micro,
  balanceAfterMicro: micro,
  activityId: textOrNone,
  /** A uid, or `system`. */
  actorId: z.string().default('system'),
  reason: z.string().default(''),
  requestId: z.string().default(''),
  createdAt: atUnknown,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** What a hold took, and from which lot: a release gives it back there. */
export const takenSchema = lotSchema;
export type Taken = Lot;

const holdAnswerSchema = stored({
  activityId: z.string(),
  status: oneOf(ACTIVITY_STATUSES),
  heldMicro: micro,
  creditsMicro: micro,
  priceVersion: z.int(),
  expiresAt: at,
});
export type HoldAnswer = z.infer<typeof holdAnswerSchema>;

const endAnswerSchema = stored({
  activityId: z.string(),
  status: oneOf(ACTIVITY_STATUSES),
  chargedMicro: micro,
  creditsMicro: micro,
  /** Of a failure that was charged: which of the day's allowances of free failures is used up. */
  chargedFor: oneOf(CHARGED_FAILURES).optional(),
});
export type EndAnswer = z.infer<typeof endAnswerSchema>;

/** Where a result is: a file in the ResultStore, or the address that an app-run generation reported. */
const resultLocationSchema = stored({
  kind: oneOf(['stored', 'reported']),
  /** A path in the ResultStore, or an http(s) address. */
  location: z.string(),
  mimeType: textOrNone,
  bytes: z.int().min(0).nullable().default(null),
  simulated: z.boolean().default(false),
});
export type ResultLocation = z.infer<typeof resultLocationSchema>;

/** `ai_activity/{uid}.{requestId}`: one generation's life; its own receipt; the usage log too. */
export const activitySchema = stored({
  userId: z.string(),
  requestId: z.string(),
  email,
  displayName,
  country: textOrNone,
  isGuest: z.boolean().default(false),
  /** The user's, when it was held. */
  tier: oneOf(TIERS).default('free'),
  aiType: oneOf(AI_TYPES),
  service: z.string(),
  /**
   * Who generates, and so who may end it: `server` inside `generate`; between validate and update `app`, which is
   * believed only within limits, or `backend`, the app's own server, which is believed.
   */
  runBy: oneOf(['server', 'app', 'backend']),
  status: oneOf(ACTIVITY_STATUSES),
  /** Per cent. */
  progress: z.int().min(0).max(100).default(0),
  unit: oneOf(UNITS),
  /** Units asked for and held. */
  units: z.int().min(1),
  /** Units really used, once ended; reported by the app for app-run ones. */
  usedUnits: z.int().min(0).nullable().default(null),
  tokens: stored({ input: count, output: count }).nullable().default(null),
  /** Credits in `heldMicro` while open; what was held, once ended. */
  heldMicro: micro,
  chargedMicro: micro.default(ZERO_MICRO),
  /** What staff gave back of it later; never more than was charged. */
  refundedMicro: micro.default(ZERO_MICRO),
  /** In the order in which it is charged. */
  taken: z.array(takenSchema),
  /** The user's newest debt when it was held: what it gives back pays for later ones. */
  lastDebtId: z.int().min(0).default(0),
  priceVersion: z.int().min(1),
  /** The price in force when it was held: a later change never reaches a running activity. */
  price: stored({ priceMicro: z.int(), per: z.int(), minimumMicro: z.int() }),
  promptPreview: z.string().default(''),
  promptChars: count,
  promptHash: z.string().default(''),
  payloadHash: z.string(),
  holdAnswer: holdAnswerSchema,
  endAnswer: endAnswerSchema.nullable().default(null),
  result: resultLocationSchema.nullable().default(null),
  error: stored({ code: z.string(), message: z.string() }).nullable().default(null),
  createdAt: atUnknown,
  startedAt: atOrNever,
  endedAt: atOrNever,
  processingTimeMs: z.int().min(0).nullable().default(null),
  holdExpiresAt: at,
  cancelRequestedAt: atOrNever,
  /** While a guest's generation is open: the documents of `rate_limits` in which it counts. */
  guestLogs: z.array(z.string()).default([]),
  /** The month, and after which of its resets, in which it counts with its service; `null`: it does not. */
  countedIn: stored({ month: z.string(), resets: z.int().min(0) })
    .nullable()
    .default(null),
  /** The job that is running it, so that a second delivery does not generate twice. */
  lease: stored({ holder: z.string(), expiresAt: at }).nullable().default(null),
  updatedAt: atUnknown,
});
export type Activity = z.infer<typeof activitySchema>;

/** `api_keys/{keyed hash of its secret}`: a key to the HTTP API, which acts as its user there and nowhere else. */
export const apiKeySchema = stored({
  userId: z.string(),
  /** What it is called by; nothing of the key can be computed from it. */
  keyId: z.string(),
  name: z.string().default(''),
  /** The last four characters, for its owner to tell it from others. */
  lastFour: z.string().default(''),
  createdAt: atUnknown,
  /** `null`: never. Without a default, as what ends a key: one that lost it must not live for ever. */
  expiresAt: at.nullable(),
  /** To within an hour. */
  lastUsedAt: atOrNever,
  revokedAt: at.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** How long an answer is kept for repeats of its request: well past any retry. */
export const RECEIPT_LIFETIME_MS = 90 * 86_400_000;

/** `receipts/{hash}` */
export const receiptSchema = stored({
  scope: z.string(),
  actorId: z.string(),
  requestId: z.string(),
  payloadHash: z.string(),
  answer: z.record(z.string(), z.unknown()),
  createdAt: atUnknown,
  /** `null`: kept for ever, where the same must not happen again however much later. */
  expiresAt: atOrNever,
});
export type Receipt = z.infer<typeof receiptSchema>;

/**
 * `orders/{uid}.{requestId}`: a pack that somebody buys, from the checkout to the delivery and to what became of it. What
 * the processor of payments says decides, never a page that somebody came back to.
 */
export const orderSchema = stored({
  userId: z.string(),
  requestId: z.string(),
  payloadHash: z.string(),
  packId: z.string(),
  /** What was offered when it was ordered: a later change of the pack doesn't reach it. */
  label: z.string().default(''),
  creditsMicro: micro,
  bonusMicro: micro.default(ZERO_MICRO),
  /** US cents. */
  priceCents: z.int().min(1),
  priceVersion: z.int().min(1),
  /** Who takes the money. `simulated`: nobody, in emulators; `test`: the processor's test mode. */
  mode: oneOf(['live', 'test', 'simulated']),
  status: oneOf(ORDER_STATUSES),
  /** The checkout page of the processor; `null` until it is made. */
  checkout: stored({ sessionId: z.string(), url: z.string(), expiresAt: at }).nullable().default(null),
  /** The processor's id of the payment, by which refunds and disputes name it. */
  paymentId: textOrNone,
  /**
   * Why it failed: the payment was declined; or it was paid and not delivered, because another amount came than was
   * asked for, because the account was closed meanwhile, or because nobody may own so much. What was paid is then to be paid back.
   */
  problem: oneOf(['declined', 'amount_differs', 'account_closed', 'balance_full']).nullable().default(null),
  /** By the processor's id, what became of each; of an inquiry no money has moved. */
  disputes: z.record(z.string(), oneOf(['inquiry', 'open', 'lost', 'won'])).default({}),
  /** The ledger entry that delivered the credits. */
  entryId: textOrNone,
  /** The processor's receipt, a page. */
  receiptUrl: textOrNone,
  /** US cents that went back. */
  refundedCents: count,
  /** Credits that were taken back for it, and those that were spent already and could not be. */
  reversedMicro: micro.default(ZERO_MICRO),
  unrecoveredMicro: micro.default(ZERO_MICRO),
  /** Credits that running generations held when they were to be taken back: owed by what those give back. */
  awaitedMicro: micro.default(ZERO_MICRO),
  /** Out of which lots `reversedMicro` was taken, in that order: a dispute that is won gives back there. */
  reversedLots: z.array(lotSchema).default([]),
  createdAt: atUnknown,
  paidAt: atOrNever,
  updatedAt: atUnknown,
});
export type Order = z.infer<typeof orderSchema>;

/** `admin_audit_logs/{id}` */
export const auditEntrySchema = stored({
  action: oneOf([
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
  actorEmail: textOrNone,
  targetType: oneOf(['user', 'config', 'address', 'abuse']),
  targetId: z.string(),
  reason: z.string().default(''),
  before: z.record(z.string(), z.unknown()).default({}),
  after: z.record(z.string(), z.unknown()).default({}),
  createdAt: atUnknown,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `abuse_detection/{whom}.{signal}.{hour or day}`: what was noticed about one user in one hour or day. */
export const abuseRecordSchema = stored({
  /** Whose; of an address, the user who was counted last. */
  userId: z.string(),
  email: textOrNone,
  signal: oneOf(ABUSE_SIGNALS),
  type: oneOf(ABUSE_TYPES),
  severity: oneOf(SEVERITIES),
  count: z.int().min(1).default(1),
  /** A sentence for admins. */
  description: z.string().default(''),
  /** What it was last noticed by, where that is an activity. */
  activityId: textOrNone,
  /** It would have suspended the account, and did not: nobody else was an active admin. */
  sparedLastAdmin: z.boolean().default(false),
  state: oneOf(['open', 'resolved']).default('open'),
  resolvedAt: atOrNever,
  /** The uid of the admin or moderator, and what they made of it. */
  resolvedBy: textOrNone,
  resolution: oneOf(ABUSE_RESOLUTIONS).nullable().default(null),
  createdAt: atUnknown,
  updatedAt: atUnknown,
});
export type AbuseRecord = z.infer<typeof abuseRecordSchema>;

/** The invariants of docs/architecture.md that can be broken; `document`: what is stored is not what the contract says. */
export const INVARIANTS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'document'] as const;

const violationSchema = stored({
  invariant: oneOf(INVARIANTS),
  /** The document that shows it: `users/UID`, `credit_logs/ID`, `ai_activity/ID` or `usage_daily/DAY`. */
  document: z.string(),
  message: z.string(),
});
export type Violation = z.infer<typeof violationSchema>;

/** `job_runs/{name}`: the last run of a scheduled job, or of `reconcile`. */
export const jobRunSchema = stored({
  startedAt: atUnknown,
  /** `null` while it runs, and for ever when it was killed. */
  endedAt: atOrNever,
  outcome: oneOf(['running', 'done', 'failed']),
  /** What it did, in counts. */
  did: z.record(z.string(), z.int()).default({}),
  error: textOrNone,
  /** What `reconcile` found, the first of it. */
  violations: z.array(violationSchema).default([]),
});
export type JobRun = z.infer<typeof jobRunSchema>;
