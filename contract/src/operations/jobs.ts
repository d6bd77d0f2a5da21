import { DAY_MS, HOUR_MS } from '../common/calendar.ts';

/** Scheduled jobs, in UTC: the schedule as Cloud Scheduler writes it, and its interval. */
export const JOBS = {
  releaseExpiredHolds: { schedule: 'every 2 minutes', everyMs: 2 * 60_000 },
  expireGrants: { schedule: 'every 5 minutes', everyMs: 5 * 60_000 },
  resetRateLimits: { schedule: 'every 60 minutes', everyMs: HOUR_MS },
  foldDailyUsage: { schedule: 'every day 00:20', everyMs: DAY_MS },
  cleanupOldData: { schedule: 'every day 03:00', everyMs: DAY_MS },
} as const satisfies Record<string, { schedule: string; everyMs: number }>;

export type JobName = keyof typeof JOBS;
export const JOB_NAMES = Object.keys(JOBS).filter((name): name is JobName => name in JOBS);

/** Cloud Scheduler is punctual to a minute or so, and a cold start takes its time. */
const GRACE_MS = 2 * 60_000;

/** How late a job is, from when it last began; 0 when it is on time. */
export const lateByMs = (name: JobName, startedAt: number, nowMs: number): number => {
  const overMs = nowMs - startedAt - JOBS[name].everyMs;
  return overMs > GRACE_MS ? overMs : 0;
};
