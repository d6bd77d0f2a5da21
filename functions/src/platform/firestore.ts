import { type Firestore, getFirestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { app } from './app.ts';
import { fromDocument } from './documents.ts';
import { GONE_OR_CHANGED, isCode } from './grpc.ts';
import { inDatabase } from './measure.ts';

let database: Firestore | undefined;

export function db(): Firestore {
  database ??= getFirestore(app());
  return database;
}

/** Reads and parses one document outside a transaction; `null` if there is none. */
export async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
  const snapshot = await inDatabase(() => db().doc(path).get());
  return snapshot.exists ? schema.parse(fromDocument(snapshot.data())) : null;
}

/** Removes a document that is still as it was read; tells whether it was. */
export async function removeUnchanged({ ref, updateTime }: QueryDocumentSnapshot): Promise<boolean> {
  try {
    await ref.delete({ lastUpdateTime: updateTime });
    return true;
  } catch (error) {
    if (isCode(error, GONE_OR_CHANGED)) return false;
    throw error;
  }
}
