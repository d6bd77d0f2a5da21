export const ABUSE_TYPES = ['rate_limit', 'inappropriate_prompt', 'suspicious_activity'] as const;
export type AbuseType = (typeof ABUSE_TYPES)[number];

/**
 * What abuse records are about: the counted signals, and a new account with the mailbox of a suspended one.
 * Written out, because bundlers keep an unused spread.
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

/** Signals that are counted, each with its own thresholds. */
export const COUNTED_SIGNALS = [
  'limitedCalls',
  'refusedPrompts',
  'reportedFailures',
  'accountsBehindAddress',
  'bursts',
  'unrecoveredPayments',
] as const satisfies readonly AbuseSignal[];
export type CountedSignal = (typeof COUNTED_SIGNALS)[number];
