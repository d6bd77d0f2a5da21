import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import { pages, plain, type Source } from '../../functions/src/platform/pages.ts';
import type { Seen } from '../../functions/src/reconcile/store.ts';
import { MovementCheck } from './reconcile-movements.ts';
import { UsageCheck } from './reconcile-usage.ts';

/** Both checks of days: I5 by what ended on each, I6 by what moved. */
export class DayChecks {
  private readonly usage = new UsageCheck();
  private readonly movements = new MovementCheck();

  document(usage: DayUsage): void {
    this.usage.document(usage);
    this.movements.document(usage);
  }

  /**
   * What sees the entries and activities of one user, or of one day: whom a day counts is remembered for no
   * longer.
   */
  ofOneUser(): Required<Seen> {
    const firsts = new Set<string>();
    return {
      onEntry: (entry) => this.movements.entry(entry),
      onActivity: (activity) => this.usage.activity(activity, firsts),
    };
  }

  violations(): Violation[] {
    return [...this.usage.violations(), ...this.movements.violations()];
  }
}

/**
 * Puts every document of `usage_daily` into the checks, or those of one day; returns what could not be
 * understood.
 */
async function countDays(source: Source, database: Firestore, checks: DayChecks, day?: string) {
  const unreadable: Violation[] = [];
  const all = database.collection(COLLECTIONS.usageDaily);
  const wanted = day === undefined ? all : all.where('day', '==', day);
  for await (const document of pages(source, wanted)) {
    const parsed = dayUsageSchema.safeParse(fromDocument(document.data()));
    if (parsed.success) checks.document(parsed.data);
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
 * Compares the days with what a pass over all users has put into `checks`. Generations end meanwhile, so a
 * day that seems wrong is read again with its activities and entries, all of one moment; only what that finds
 * is reported.
 */
export async function reconcileDays(database: Firestore, checks: DayChecks): Promise<Violation[]> {
  const unreadable = await countDays(plain, database, checks);
  if (unreadable.length > 0) return unreadable;
  const days = new Set(checks.violations().map(({ document }) => document.split('/')[1] ?? ''));
  const found: Violation[] = [];
  for (const day of days) found.push(...(await reconcileDay(database, day)));
  return found;
}

/** One day: its documents, its activities and its ledger entries of one moment. */
export function reconcileDay(database: Firestore, day: string): Promise<Violation[]> {
  const start = Date.parse(`${day}T00:00:00Z`);
  const ofDay = (collection: string, field: string) =>
    database
      .collection(collection)
      .where(field, '>=', Timestamp.fromMillis(start))
      .where(field, '<', Timestamp.fromMillis(start + 86_400_000));
  return database.runTransaction(
    async (transaction) => {
      const checks = new DayChecks();
      const { onActivity, onEntry } = checks.ofOneUser();
      await countDays(transaction, database, checks, day);
      // What can't be read is reported as such; a sum without it would only repeat that.
      for await (const document of pages(transaction, ofDay(COLLECTIONS.activity, 'endedAt'), 'endedAt')) {
        const parsed = activitySchema.safeParse(fromDocument(document.data()));
        if (!parsed.success) return [];
        onActivity(parsed.data);
      }
      for await (const document of pages(
        transaction,
        ofDay(COLLECTIONS.creditLogs, 'createdAt'),
        'createdAt',
      )) {
        const parsed = ledgerEntrySchema.safeParse(fromDocument(document.data()));
        if (!parsed.success) return [];
        onEntry(parsed.data);
      }
      return checks.violations();
    },
    { readOnly: true },
  );
}
