import { randomUUID } from 'node:crypto';
import { db } from '../../functions/src/platform/firestore.ts';
import type { Model } from './people.ts';

/**
 * What the gate is measured against: the plainest Firestore transaction that reads and writes documents of
 * the same sizes, one `getAll` and the same two writes, without any check, price or limit.
 */
export async function rawHold(userId: string, { user, activity }: Model): Promise<void> {
  const owner = db().doc(`users/${userId}`);
  const opened = db().doc(`ai_activity/${userId}.${randomUUID()}`);
  await db().runTransaction(async (transaction) => {
    const [found] = await transaction.getAll(owner, opened);
    if ((found?.data()?.creditsMicro ?? 0) < 1) throw new Error('no credits');
    transaction.update(owner, { ...user, userId });
    transaction.create(opened, { ...activity, userId });
  });
}
