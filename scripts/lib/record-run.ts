import { jobRunSchema } from '@tollgate/contract/operations/job-run.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Firestore } from 'firebase-admin/firestore';
import { toDocument } from '../../functions/src/platform/documents.ts';
import type { Findings } from '../../functions/src/reconcile/store.ts';
import { say } from './say.ts';

/** So many are named in the document; the command has named them all. */
const MAX_KEPT = 20;

/** Keeps what the whole check found in `job_runs/reconcile`, where the console shows it. */
export async function recordRun(database: Firestore, found: Findings, startedAt: number): Promise<void> {
  const run = jobRunSchema.parse({
    startedAt,
    endedAt: Date.now(),
    outcome: 'done',
    did: { ...found.counts, violations: found.violations.length },
    error: null,
    violations: found.violations.slice(0, MAX_KEPT),
  });
  try {
    await database.doc(`${COLLECTIONS.jobRuns}/reconcile`).set(toDocument(run));
  } catch (error) {
    // Whoever may only read has checked all the same.
    say(`The result could not be kept for the console: ${error instanceof Error ? error.message : error}`);
  }
}
