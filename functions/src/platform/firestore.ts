import type * as Sdk from 'firebase-admin/firestore';
import type { z } from 'zod';
import { app } from './app.ts';
import { GONE_OR_CHANGED, isCode } from './grpc.ts';
import { inDatabase } from './measure.ts';
import { parseStored } from './unreadable.ts';

/**
 * Firestore's SDK takes longer to load than everything else together. So an instance starts without it and
 * loads it while the first caller's token is checked. All other files import its types only (`scripts/tidy`
 * checks) and get its values from here.
 */
let sdk: typeof Sdk | undefined;
let loading: Promise<void> | undefined;

/** Every entry point awaits this first; only an instance's first request waits for it. */
export function loadFirestore(): Promise<void> {
  loading ??= import('firebase-admin/firestore').then((loaded) => {
    sdk = loaded;
  });
  return loading;
}

export function firestoreSdk(): typeof Sdk {
  if (!sdk) throw new Error('Firestore is not loaded yet: await loadFirestore() first');
  return sdk;
}

let database: Sdk.Firestore | undefined;

export function db(): Sdk.Firestore {
  database ??= firestoreSdk().getFirestore(app());
  return database;
}

/** Reads and parses one document outside a transaction; `null` if it doesn't exist. */
export async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
  const snapshot = await inDatabase(() => db().doc(path).get());
  return snapshot.exists ? parseStored(path, schema, snapshot.data()) : null;
}

/** Deletes a document if it hasn't changed since it was read; returns whether it did. */
export async function removeUnchanged({ ref, updateTime }: Sdk.QueryDocumentSnapshot): Promise<boolean> {
  try {
    await ref.delete({ lastUpdateTime: updateTime });
    return true;
  } catch (error) {
    if (isCode(error, GONE_OR_CHANGED)) return false;
    throw error;
  }
}
