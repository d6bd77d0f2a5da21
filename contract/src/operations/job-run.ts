/**
 * The invariants of docs/architecture.md that can be broken; `document`: what is stored is not what the
 * contract says.
 */
export const INVARIANTS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'document'] as const;
export type Invariant = (typeof INVARIANTS)[number];

export interface Violation {
  invariant: Invariant;
  /** The document that shows it: `users/UID`, `credit_logs/ID`, `ai_activity/ID` or `usage_daily/DAY`. */
  document: string;
  message: string;
}

export const JOB_OUTCOMES = ['running', 'done', 'failed'] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

/** `job_runs/{name}`: the last run of a scheduled job, or of `reconcile`. */
export interface JobRun {
  startedAt: number;
  /** `null` while it runs, and for ever when it was killed. */
  endedAt: number | null;
  outcome: JobOutcome;
  /** Counts of what it did. */
  did: Record<string, number>;
  error: string | null;
  /** The first of what `reconcile` found. */
  violations: Violation[];
}
