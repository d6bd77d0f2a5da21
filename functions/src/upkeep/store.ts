import { OPEN_STATUSES } from '@tollgate/contract/ai-types';
import { isRefusal } from '@tollgate/contract/refusals';
import { openAccount, writeOffExpired } from '../credits/account.ts';
import { accountWrites, userLoad } from '../credits/store.ts';
import { end } from '../gate/store.ts';
import { db } from '../platform/firestore.ts';
import { log } from '../platform/log.ts';
import { queryOf } from '../platform/query.ts';
import { transact } from '../platform/transact.ts';

const BATCH = 100;
/** One run stops after this many batches; what is left waits for the next run, minutes later. */
const MAX_BATCHES = 50;

/**
 * Ends the activities whose deadline has passed and gives their holds back. Safe to run twice at once: an activity
 * ends once, and whoever comes second is told so. Returns how many this run ended.
 */
export async function releaseOverdueHolds(nowMs: number): Promise<number> {
  const overdue = queryOf(db(), 'overdueHolds', { status: [...OPEN_STATUSES], holdExpiresAt: nowMs });
  return inBatches(overdue, async (activityId) => {
    const outcome = await end(activityId, { by: 'sweep' });
    return isRefusal(outcome) ? outcome.reason : 'done';
  });
}

/** Writes off the lots that have expired, for users who have not come by since. Returns how many users it touched. */
export async function expireDueGrants(nowMs: number): Promise<number> {
  const due = queryOf(db(), 'usersWithExpiredGrants', { nextExpiryAt: nowMs });
  return inBatches(due, async (userId) => {
    const outcome = await transact({ user: userLoad(userId) }, ({ user }, now) => {
      if (!user) return { kind: 'answer', answer: 'gone' };
      const account = writeOffExpired(openAccount(user), now);
      if (account.entries.length === 0) return { kind: 'answer', answer: 'nothing due' };
      const writes = accountWrites({ ...account.user, updatedAt: now }, account.entries);
      return { kind: 'commit', answer: 'done', writes };
    });
    return typeof outcome === 'string' ? outcome : outcome.reason;
  });
}

/** Walks a query in pages. A document that can't be handled is logged and left for the next run; the rest go on. */
async function inBatches(
  query: FirebaseFirestore.Query,
  handle: (id: string) => Promise<'done' | string>,
): Promise<number> {
  let done = 0;
  let last: FirebaseFirestore.QueryDocumentSnapshot | undefined;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const page = await (last ? query.startAfter(last) : query).limit(BATCH).get();
    for (const document of page.docs) {
      try {
        const outcome = await handle(document.id);
        if (outcome === 'done') done++;
        else log.info('left as it is', { document: document.ref.path, outcome });
      } catch (error) {
        log.error('upkeep could not handle a document', error, { document: document.ref.path });
      }
    }
    last = page.docs.at(-1);
    if (page.size < BATCH) break;
  }
  return done;
}
