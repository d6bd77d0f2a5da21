import { activitySchema, COLLECTIONS } from '@tollgate/contract/documents';
import { dayUsageSchema } from '@tollgate/contract/usage';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import { pages, plain, type Source } from './pages.ts';
import type { Violation } from './reconcile-checks.ts';
import { UsageCheck } from './reconcile-usage.ts';

/** Puts every document of `usage_daily` into the check, or those of one day; returns what could not be understood. */
async function countDays(source: Source, database: Firestore, check: UsageCheck, day?: string) {
  const unreadable: Violation[] = [];
  const all = database.collection(COLLECTIONS.usageDaily);
  const wanted = day === undefined ? all : all.where('day', '==', day);
  for await (const document of pages(source, wanted)) {
    const parsed = dayUsageSchema.safeParse(fromDocument(document.data()));
    if (parsed.success) check.document(parsed.data);
    else {
      const message = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
      unreadable.push({
        invariant: 'document',
        document: document.ref.path,
        message: `not understood: ${message}`,
      });
    }
  }
  return unreadable;
}

/**
 * Compares the days with what a pass over all activities has put into `check`. Generations end meanwhile, so a day that
 * seems wrong is read again with its activities, all of one moment; only what that finds is reported.
 */
export async function reconcileDays(database: Firestore, check: UsageCheck): Promise<Violation[]> {
  const unreadable = await countDays(plain, database, check);
  if (unreadable.length > 0) return unreadable;
  const found: Violation[] = [];
  for (const { document } of check.violations()) {
    const day = document.split('/')[1] ?? '';
    found.push(...(await reconcileDay(database, day)));
  }
  return found;
}

/** One day, its documents and its activities of one moment. */
export function reconcileDay(database: Firestore, day: string): Promise<Violation[]> {
  const start = Date.parse(`${day}T00:00:00Z`);
  const ended = database
    .collection(COLLECTIONS.activity)
    .where('endedAt', '>=', Timestamp.fromMillis(start))
    .where('endedAt', '<', Timestamp.fromMillis(start + 86_400_000));
  return database.runTransaction(
    async (transaction) => {
      const check = new UsageCheck();
      const firsts = new Set<string>();
      await countDays(transaction, database, check, day);
      for await (const document of pages(transaction, ended, 'endedAt')) {
        const parsed = activitySchema.safeParse(fromDocument(document.data()));
        // What can't be read is reported as such; a sum without it would only repeat that.
        if (!parsed.success) return [];
        check.activity(parsed.data, firsts);
      }
      return check.violations();
    },
    { readOnly: true },
  );
}
