import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { countsOf } from '../../functions/src/analytics/decide.ts';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import { db, emulator, project } from './support.ts';

/** What passes by itself: schedules, and days. */

/** Calls a scheduled function as Cloud Scheduler would. */
export async function tick(name: string): Promise<void> {
  const response = await fetch(`${emulator}/functions/projects/${project}/triggers/us-central1-${name}-0`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
}

/** What `usage_daily` says of a UTC day, shards and the folded document together. */
export async function usageOn(day: string): Promise<Counts> {
  const documents = await db.collection('usage_daily').where('day', '==', day).get();
  return documents.docs
    .map((document) => countsOf(dayUsageSchema.parse(fromDocument(document.data()))))
    .reduce(addCounts, {});
}
