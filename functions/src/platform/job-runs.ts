import type { JobRun } from '@tollgate/contract/operations/job-run';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { nowMs } from './clock.ts';
import { log } from './log.ts';
import { putPlainly } from './plain-writes.ts';

const MAX_SAID = 300;

/** Runs a job and records its start and end. A record that can't be written doesn't stop the job. */
export async function recordedRun(
  name: string,
  job: () => Promise<Record<string, number>>,
): Promise<Record<string, number>> {
  const begun: JobRun = {
    startedAt: nowMs(),
    endedAt: null,
    outcome: 'running',
    did: {},
    error: null,
    violations: [],
  };
  await record(name, begun);
  try {
    const did = await job();
    await record(name, { ...begun, endedAt: nowMs(), outcome: 'done', did });
    return did;
  } catch (cause) {
    const error = (cause instanceof Error ? cause.message : String(cause)).slice(0, MAX_SAID);
    await record(name, { ...begun, endedAt: nowMs(), outcome: 'failed', error });
    throw cause;
  }
}

async function record(name: string, run: JobRun): Promise<void> {
  try {
    await putPlainly(`${COLLECTIONS.jobRuns}/${name}`, run);
  } catch (error) {
    log.error('the run of a job could not be recorded', error, { job: name });
  }
}
