import { dayOf, endOfDay } from '../common/calendar.ts';
import { MICRO_PER_CREDIT, type Micro, toMicro } from '../common/money.ts';

/**
 * Failures that cost nothing: how many a user may have in a UTC day, and how many credits they may come to.
 */

/**
 * `reported`: of what an app ran itself, whose word is all that there is. `streamed`: a provider's own, after
 * a part of its text had gone out.
 */
export const FAILURE_KINDS = ['reported', 'streamed'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/**
 * Why a failure was charged: the day's allowance of free ones, of what apps report or of what had streamed,
 * is used up.
 */
export const CHARGED_FAILURES = ['reported_failures', 'streamed_failures'] as const;
export type ChargedFailure = (typeof CHARGED_FAILURES)[number];

export interface FailureRule {
  perDay: number;
  /** Whole credits. */
  creditsPerDay: number;
}

/** A user's failures of one kind on one UTC day (`YYYY-MM-DD`), the charged ones included. */
export interface Failures {
  day: string;
  count: number;
  /** What was given back, or not asked for, because of them. */
  releasedMicro?: Micro | undefined;
  /** How many of them were charged, because the allowance was used up. */
  charged?: number | undefined;
}

export const NO_FAILURES: Failures = { day: '', count: 0 };

/** What is left of a day's allowance. */
export interface FailuresLeft {
  limit: number;
  left: number;
  limitMicro: number;
  leftMicro: number;
  /** When all of it is there again, the next UTC midnight; `null` while nothing of it is used. */
  freeAt: number | null;
}

export const failureRules = (limits: {
  reportedFailuresPerDay: number;
  reportedFailureCreditsPerDay: number;
  streamedFailuresPerDay: number;
  streamedFailureCreditsPerDay: number;
}): Record<FailureKind, FailureRule> => ({
  reported: { perDay: limits.reportedFailuresPerDay, creditsPerDay: limits.reportedFailureCreditsPerDay },
  streamed: { perDay: limits.streamedFailuresPerDay, creditsPerDay: limits.streamedFailureCreditsPerDay },
});

/**
 * A day does not come again when the clock of another instance, or a corrected one, is still at the day
 * before.
 */
function ofToday(stored: Failures, nowMs: number) {
  const today = dayOf(nowMs);
  const {
    day,
    count,
    releasedMicro = 0,
    charged = 0,
  } = today > stored.day ? { day: today, count: 0 } : stored;
  return { day, count, releasedMicro, charged };
}

/** Counts one more failure, which costs nothing while both of the day's numbers have room for it. */
export function countFailure(
  stored: Failures,
  worthMicro: Micro,
  rule: FailureRule,
  nowMs: number,
): { failures: Failures; isFree: boolean } {
  const { day, count, releasedMicro, charged } = ofToday(stored, nowMs);
  const isFree = count < rule.perDay && releasedMicro + worthMicro <= rule.creditsPerDay * MICRO_PER_CREDIT;
  const failures = {
    // What another version counts beside it.
    ...(day === stored.day ? stored : {}),
    day,
    count: count + 1,
    releasedMicro: toMicro(isFree ? releasedMicro + worthMicro : releasedMicro),
    charged: isFree ? charged : charged + 1,
  };
  return { failures, isFree };
}

export function failuresLeft(stored: Failures, rule: FailureRule, nowMs: number): FailuresLeft {
  const { day, count, releasedMicro } = ofToday(stored, nowMs);
  const limitMicro = rule.creditsPerDay * MICRO_PER_CREDIT;
  return {
    limit: rule.perDay,
    left: Math.max(0, rule.perDay - count),
    limitMicro,
    leftMicro: Math.max(0, limitMicro - releasedMicro),
    freeAt: count === 0 ? null : endOfDay(day),
  };
}
