import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { app } from './app.ts';
import { fromDocument } from './documents.ts';

let database: Firestore | undefined;

export function db(): Firestore {
  database ??= getFirestore(app());
  return database;
}

/** Reads and parses one document outside a transaction; `null` if there is none. */
export async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
  const snapshot = await db().doc(path).get();
  return snapshot.exists ? schema.parse(fromDocument(snapshot.data())) : null;
}
