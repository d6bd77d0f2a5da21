import fs from 'node:fs';
import { JOB_NAMES } from '@tollgate/contract/operations/jobs';
import type { SuitePlan } from './suite-files.ts';

/**
 * The scheduled functions, which Cloud Scheduler calls in production and no emulator calls without Pub/Sub.
 */
const SCHEDULED = JOB_NAMES;

const EVERY_MS = 60_000;

async function callSchedule(plan: Pick<SuitePlan, 'projectId' | 'ports'>, name: string): Promise<void> {
  const origin = `http://127.0.0.1:${plan.ports.functions}`;
  const address = `${origin}/functions/projects/${plan.projectId}/triggers/us-central1-${name}-0`;
  const response = await fetch(address, { method: 'POST' });
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
}

/** Calls the scheduled functions once a minute, one after the other, for as long as this process lives. */
export function callSchedules(plan: SuitePlan): void {
  const callAll = async () => {
    for (const name of SCHEDULED) {
      await callSchedule(plan, name).catch((error) => fs.appendFileSync(plan.log, `${error}\n`));
    }
    setTimeout(callAll, EVERY_MS);
  };
  setTimeout(callAll, EVERY_MS);
}
