export const ABUSE_TYPES = ['rate_limit', 'inappropriate_prompt', 'suspicious_activity'] as const;
export type AbuseType = (typeof ABUSE_TYPES)[number];

/**
 * What abuse records are about: what is counted, and an account that came with the mailbox of a suspended
 * one. Written out, because a bundler keeps a spread that nobody uses.
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
