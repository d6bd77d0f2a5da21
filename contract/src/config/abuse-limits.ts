import type { Severity } from '../abuse/severity.ts';
import type { CountedSignal } from '../abuse/signals.ts';

/** The count from which a signal has each severity; `null`: never. `critical` suspends the account. */
export type Thresholds = Record<Severity, number | null>;

export interface AbuseLimits extends Record<CountedSignal, Thresholds> {
  /** A burst is this many calls of one user in this many seconds. */
  burst: { calls: number; seconds: number };
}

/** The thresholds of a configuration that names none. */
export const DEFAULT_ABUSE_LIMITS: AbuseLimits = {
  /** Calls refused for a limit, in an hour. */
  limitedCalls: { low: 20, medium: 100, high: 500, critical: null },
  /** Prompts refused by moderation, in an hour. */
  refusedPrompts: { low: 3, medium: 6, high: 12, critical: 25 },
  /** App-run generations reported as failed, or never reported, above `reportedFailuresPerDay`. */
  reportedFailures: { low: 1, medium: 5, high: 15, critical: 40 },
  /**
   * Accounts that called from one address in 24 hours. Schools and companies share one, so nobody is
   * suspended.
   */
  accountsBehindAddress: { low: 10, medium: 25, high: 75, critical: null },
  /** Calls, in an hour, that came while a burst was under way. */
  bursts: { low: 1, medium: 100, high: 500, critical: null },
  /** Payments reversed on a UTC day after some of the credits had been spent. A person looks at each. */
  unrecoveredPayments: { low: null, medium: 1, high: 3, critical: null },
  burst: { calls: 40, seconds: 10 },
};
