import { userSchema } from '@tollgate/contract/account/user.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { dayOf } from '@tollgate/contract/common/calendar';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import { reconcileDay } from '../../scripts/lib/reconcile-days.ts';
import type { Stored } from '../sequences/compare.ts';
import { db } from './support.ts';

/** Everything that is stored about a user, when nobody is writing any more. */
export async function storedOf(userId: string): Promise<Stored> {
  const owned = (name: string) => db.collection(name).where('userId', '==', userId).get();
  const [user, entries, activities, abuse, audit] = await Promise.all([
    db.doc(`users/${userId}`).get(),
    owned('credit_logs'),
    owned('ai_activity'),
    owned('abuse_detection'),
    db.collection('admin_audit_logs').where('targetId', '==', userId).get(),
  ]);
  return {
    user: userSchema.parse(fromDocument(user.data())),
    entries: entries.docs.map((entry) => [entry.id, ledgerEntrySchema.parse(fromDocument(entry.data()))]),
    activities: activities.docs.map((activity) => [
      activity.id,
      activitySchema.parse(fromDocument(activity.data())),
    ]),
    days: null,
    abuses: abuse.size,
    audits: audit.size,
  };
}

/** I5 for the days on which something of these ended. */
export async function wrongDays(activities: Stored['activities']): Promise<string[]> {
  const days = new Set(activities.flatMap(([, { endedAt }]) => (endedAt === null ? [] : [dayOf(endedAt)])));
  const found = await Promise.all([...days].map((day) => reconcileDay(db, day)));
  return found.flat().map(({ document, message }) => `${document} ${message}`);
}
