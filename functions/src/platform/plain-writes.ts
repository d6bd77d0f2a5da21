import type { Counts } from '@tollgate/contract/common/counts';
import { toDocument, toMerge } from './documents.ts';
import { db, firestoreSdk, loadFirestore } from './firestore.ts';

/**
 * Writes that decide nothing and guard nothing: notes about the system for those who run it. They are no part
 * of any call's round trips; whatever credits, people or acts depend on goes through `transact`.
 */
export async function addPlainly(path: string, add: Counts, set: object): Promise<void> {
  await loadFirestore();
  const { increment } = firestoreSdk().FieldValue;
  await db().doc(path).set(toMerge({ set, add }, increment), { merge: true });
}

export async function putPlainly(path: string, data: object): Promise<void> {
  await loadFirestore();
  await db().doc(path).set(toDocument(data));
}
