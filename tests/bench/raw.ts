import { randomUUID } from 'node:crypto';
import { type DocumentData, FieldValue } from 'firebase-admin/firestore';
import { db } from '../../functions/src/platform/firestore.ts';

/**
 * What the gate is measured against: the plainest Firestore transaction that reads and writes the same documents, one
 * `getAll` and the same two writes, without any check, price or limit.
 */
export async function rawHold(userId: string, activity: DocumentData): Promise<void> {
  const user = db().doc(`users/${userId}`);
  const opened = db().doc(`ai_activity/${userId}.${randomUUID()}`);
  await db().runTransaction(async (transaction) => {
    const [found] = await transaction.getAll(user, opened);
    if ((found?.data()?.creditsMicro ?? 0) < 1) throw new Error('no credits');
    transaction.update(user, { ...found?.data(), updatedAt: FieldValue.serverTimestamp() });
    transaction.create(opened, activity);
  });
}
