import { JOBS, type JobName } from '@tollgate/contract/operations/jobs';
import { getFunctions } from 'firebase-admin/functions';
import { onUserCreated, type User } from 'firebase-functions/v2/identity';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { onTaskDispatched, type TaskQueueOptions } from 'firebase-functions/v2/tasks';
import type { z } from 'zod';
import { app } from './app.ts';
import { loadFirestore } from './firestore.ts';
import { recordedRun } from './job-runs.ts';
import { log } from './log.ts';
import { measured } from './measure.ts';
import { REGION } from './options.ts';
import { UnreadableDocument, wayOut } from './unreadable.ts';

/**
 * What is started by an event and not by a call. Each may be delivered more than once, so each must bear
 * that.
 */

/**
 * Runs by the clock. `job` tells what it did, in counts, for the log and for `job_runs/{name}`, where staff
 * see when each job last ran and how that ended.
 */
export const scheduled = (
  name: JobName,
  job: () => Promise<Record<string, number>>,
  { timeoutSeconds = 300 } = {},
) =>
  onSchedule({ schedule: JOBS[name].schedule, timeZone: 'Etc/UTC', timeoutSeconds, maxInstances: 1 }, () =>
    measured(name, async () => {
      await loadFirestore();
      log.info(name, await recordedRun(name, job));
    }),
  );

/**
 * Runs when somebody signs up. What throws is logged and not delivered again: `ensureUser` does the same when
 * they come. (A function that is newly retried stops a deployment that can't be asked, and could fail for the
 * same event for a week.) A document that can't be read
 * ends with a line for whoever runs the app.
 */
export const onSignUp = (handle: (user: User) => Promise<void>) =>
  onUserCreated({ retry: false }, async ({ data }) => {
    await loadFirestore();
    const outcome = await orGiveUp('onUserCreated', () => handle(data));
    if (outcome !== GIVEN_UP) log.info('signed up', { userId: data.uid });
  });

const GIVEN_UP = 'given up';

async function orGiveUp<T>(name: string, run: () => Promise<T>): Promise<T | typeof GIVEN_UP> {
  try {
    return await measured(name, run);
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    log.error(`${name} was given up: ${error.message}. ${wayOut(error)}`, error, {
      document: error.document,
    });
    return GIVEN_UP;
  }
}

/** The longest that Cloud Tasks lets one delivery run. */
export const MAX_JOB_SECONDS = 1_800;

interface JobOptions<S extends z.ZodType> {
  /** The name it is exported under, which is its queue's too. */
  name: string;
  payload: S;
  options: Pick<TaskQueueOptions, 'memory' | 'concurrency' | 'maxInstances' | 'rateLimits' | 'retryConfig'>;
  /** `again` has the queue deliver the payload once more, later. */
  run: (payload: z.output<S>) => Promise<'done' | 'again'>;
}

/** A queue and the job that works it off. */
export function job<S extends z.ZodType>({ name, payload, options, run }: JobOptions<S>) {
  return {
    worker: onTaskDispatched({ ...options, timeoutSeconds: MAX_JOB_SECONDS }, async ({ data }) => {
      await loadFirestore();
      const outcome = await orGiveUp(name, () => run(payload.parse(data)));
      if (outcome === 'again') throw new Error(`${name}: to be delivered again`);
    }),
    /**
     * Queues a payload. The same id again queues nothing, for as long as Cloud Tasks remembers it (about an
     * hour).
     */
    async enqueue(id: string, data: z.input<S> & Record<string, unknown>): Promise<void> {
      const queue = getFunctions(app()).taskQueue<Record<string, unknown>>(
        `locations/${REGION}/functions/${name}`,
      );
      try {
        await queue.enqueue(data, { id, dispatchDeadlineSeconds: MAX_JOB_SECONDS });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'functions/task-already-exists'))
          throw error;
      }
    },
  };
}
