/** The four kinds of generation, and the units that services are priced in. */
export const AI_TYPES = ['image', 'video', 'voice', 'chat'] as const;
export type AiType = (typeof AI_TYPES)[number];

export const UNITS = ['image', 'second', 'token', 'request'] as const;
export type Unit = (typeof UNITS)[number];

export const ACTIVITY_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number];

/** An activity in one of these has not ended: its hold counts in `heldMicro`. */
export const OPEN_STATUSES = ['pending', 'processing'] as const satisfies readonly ActivityStatus[];

/** An activity in one of these has ended, once. */
export const ENDED_STATUSES = [
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const satisfies readonly ActivityStatus[];

export const isOpen = (status: ActivityStatus): boolean => status === 'pending' || status === 'processing';

export const USER_STATUSES = ['active', 'paused', 'suspended', 'deleted'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const STAFF_ROLES = ['admin', 'moderator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
/** The custom claim that says a role. A name of our own: apps that exist already have a claim `role`. */
export const STAFF_CLAIM = 'tollgateRole';

export const TIERS = ['free', 'basic', 'premium'] as const;
export type Tier = (typeof TIERS)[number];

export const GRANT_SOURCES = ['welcome', 'plan', 'purchase', 'bonus', 'promotion', 'refund'] as const;
export type GrantSource = (typeof GRANT_SOURCES)[number];

export const LEDGER_TYPES = [
  'grant',
  'bonus',
  'purchase',
  'deduction',
  'refund',
  'expiry',
  'reversal',
  'adjustment',
] as const;
export type LedgerType = (typeof LEDGER_TYPES)[number];

/** `open`: not paid yet. The last three say what became of the money later. */
export const ORDER_STATUSES = [
  'open',
  'paid',
  'expired',
  'failed',
  'partly_refunded',
  'refunded',
  'disputed',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** How bad, from least to most; `critical` suspends. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ABUSE_TYPES = ['rate_limit', 'inappropriate_prompt', 'suspicious_activity'] as const;
export type AbuseType = (typeof ABUSE_TYPES)[number];

/**
 * What abuse records are about: what is counted, and an account that came with the mailbox of a suspended one. Written
 * out, because a bundler keeps a spread that nobody uses.
 */
export const ABUSE_SIGNALS = [
  'limitedCalls',
  'refusedPrompts',
  'reportedFailures',
  'accountsBehindAddress',
  'bursts',
  'unrecoveredPayments',
  'suspendedMailbox',
] as const;
export type AbuseSignal = (typeof ABUSE_SIGNALS)[number];

/** What is counted, each with thresholds of its own. */
export const COUNTED_SIGNALS = [
  'limitedCalls',
  'refusedPrompts',
  'reportedFailures',
  'accountsBehindAddress',
  'bursts',
  'unrecoveredPayments',
] as const satisfies readonly AbuseSignal[];
export type CountedSignal = (typeof COUNTED_SIGNALS)[number];

/** What a person who looked at an abuse record made of it. */
export const ABUSE_RESOLUTIONS = ['confirmed', 'dismissed'] as const;
export type AbuseResolution = (typeof ABUSE_RESOLUTIONS)[number];

/** Why a failure was charged: the day's allowance of free ones, of what apps report or of what had streamed, is used up. */
export const CHARGED_FAILURES = ['reported_failures', 'streamed_failures'] as const;
export type ChargedFailure = (typeof CHARGED_FAILURES)[number];

/** What a user is told about. */
export const NOTICE_KINDS = [
  'credits_received',
  'credits_removed',
  'credits_expired',
  'low_balance',
  'suspended',
  'paused',
  'reactivated',
  'tier_changed',
  'api_key_made',
  'failure_charged',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
