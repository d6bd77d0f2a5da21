import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import type * as z from 'zod';
import { decideScrub } from '../../gate/decide-scrub.ts';
import { scrub } from '../../gate/scrub.ts';
import { fromDocument } from '../../platform/documents.ts';
import { db } from '../../platform/firestore.ts';
import { queryOf } from '../../platform/query.ts';
import { type Decision, transact } from '../../platform/transact.ts';
import { isForeign } from '../../platform/unreadable.ts';
import { decideScrubOrder, decideScrubRecord } from './decide.ts';

/** Clears what is personal from the documents that stay when an account is closed. */

const PAGE_SIZE = 200;
const AT_ONCE = 25;

type Snapshot = FirebaseFirestore.DocumentSnapshot;
type QuerySnapshot = FirebaseFirestore.QueryDocumentSnapshot;

/** Many at once, and none that an interrupted call has cleared before: there may be tens of thousands. */
export async function scrubActivities(userId: string): Promise<void> {
  for await (const page of pagesOf('activitiesOfUser', userId)) {
    const left = page.filter(isPersonal);
    for (let from = 0; from < left.length; from += AT_ONCE)
      await Promise.all(left.slice(from, from + AT_ONCE).map(({ id: activityId }) => scrub(activityId)));
  }
}

function isPersonal(snapshot: Snapshot): boolean {
  if (isForeign(snapshot)) return false;
  const parsed = activitySchema.safeParse(fromDocument(snapshot.data()));
  return !parsed.success || decideScrub(parsed.data, parsed.data.updatedAt) !== null;
}

export const scrubRecords = (userId: string): Promise<void> =>
  scrubAll('abuseOfUser', userId, abuseRecordSchema, decideScrubRecord);

/**
 * What was paid stays, as the ledger does; addresses of the processor's pages, which know the person, do not.
 */
export const scrubOrders = (userId: string): Promise<void> =>
  scrubAll('ordersOfUser', userId, orderSchema, decideScrubOrder);

async function scrubAll<T extends object>(
  name: 'abuseOfUser' | 'ordersOfUser',
  userId: string,
  schema: z.ZodType<T>,
  decide: (stored: T) => T | null,
): Promise<void> {
  for await (const page of pagesOf(name, userId))
    for (let from = 0; from < page.length; from += AT_ONCE)
      await Promise.all(
        // Another program's documents are not ours to clear.
        page
          .slice(from, from + AT_ONCE)
          .filter((found) => !isForeign(found))
          .map(({ ref }) => scrubOne(ref.path, schema, decide)),
      );
}

async function scrubOne<T extends object>(
  path: string,
  schema: z.ZodType<T>,
  decide: (stored: T) => T | null,
): Promise<void> {
  const outcome = await transact({ stored: { path, schema } }, ({ stored }): Decision<T | null> => {
    const scrubbed = stored && decide(stored);
    if (!scrubbed) return { kind: 'answer', answer: null };
    return { kind: 'commit', answer: scrubbed, writes: [{ path, data: scrubbed }] };
  });
  if (isRefusal(outcome)) throw new Error(`${path} could not be cleared: ${outcome.reason}`);
}

async function* pagesOf(
  name: 'activitiesOfUser' | 'abuseOfUser' | 'ordersOfUser',
  userId: string,
): AsyncGenerator<QuerySnapshot[]> {
  const query = queryOf(db(), name, { userId }).limit(PAGE_SIZE);
  for (let page = await query.get(); ; ) {
    yield page.docs;
    const last = page.docs.at(-1);
    if (page.size < PAGE_SIZE || !last) return;
    page = await query.startAfter(last).get();
  }
}
