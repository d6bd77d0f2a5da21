import type { JobOutcome, JobRun } from '@tollgate/contract/operations/job-run';
import { JOB_NAMES, JOBS, type JobName, lateByMs } from '@tollgate/contract/operations/jobs';

export interface JobState {
  name: JobName;
  schedule: string;
  /** `null`: it never ran. */
  run: JobRun | null;
  lateMs: number;
  /** What to think of it; one that fails or is late wants somebody's eye. */
  state: JobOutcome | 'late' | 'never';
}

/** Every scheduled job with its last run, whether or not it has ever run. */
export const jobStatesOf = (runs: readonly (JobRun & { id: string })[], nowMs: number): JobState[] =>
  JOB_NAMES.map((name): JobState => {
    const run = runs.find(({ id }) => id === name) ?? null;
    const lateMs = run ? lateByMs(name, run.startedAt, nowMs) : 0;
    const state = !run ? 'never' : run.outcome !== 'failed' && lateMs > 0 ? 'late' : run.outcome;
    return { name, schedule: JOBS[name].schedule, run, lateMs, state };
  });
