import { randomUUID } from 'node:crypto';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import * as z from 'zod';
import { lease } from '../gate/progress.ts';
import { idFrom } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { job, MAX_JOB_SECONDS } from '../platform/triggers.ts';
import { runActivity } from './run.ts';

/**
 * The job that generates what takes longer than a call should: it leases the activity, runs it and settles
 * it.
 */
const generations = job({
  name: 'runGeneration',
  payload: z.object({ activityId: z.string(), prompt: z.string() }),
  options: {
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 30 },
    rateLimits: { maxConcurrentDispatches: 20 },
    // Drawing a video fills a processor.
    concurrency: 1,
    maxInstances: 20,
    memory: '1GiB',
  },
  run: async ({ activityId, prompt }) => {
    const holder = randomUUID();
    const leased = await lease(activityId, holder);
    if (isRefusal(leased)) {
      log.warn('a job without an activity', { activityId, reason: leased.reason });
      return 'done';
    }
    if (leased.kind === 'ended') return 'done';
    // Should the other delivery die, its lease will have run out by then.
    if (leased.kind === 'taken') return 'again';
    await runActivity({ activity: leased.activity, prompt, holder, functionSeconds: MAX_JOB_SECONDS });
    return 'done';
  },
});

export const runGeneration = generations.worker;

/** Queues the generation of an activity, once however often it is asked. */
export const enqueue = (activityId: string, prompt: string): Promise<void> =>
  generations.enqueue(idFrom('generation', activityId), { activityId, prompt });
