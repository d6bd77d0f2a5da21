import {
  deleteDoc,
  doc,
  type Firestore,
  runTransaction,
  setDoc,
  updateDoc,
  writeBatch,
} from 'firebase/firestore';
import type { Expectation } from './reads.ts';

/** What an attacker would write: credits, a role, an activity's end. */
const LOOT = { creditsMicro: 1_000_000_000, role: 'admin', status: 'completed', chargedMicro: 0 };

type Attempt = (firestore: Firestore, path: string, uid: string) => Promise<unknown>;

/** Every way a client has to change a document that is there. */
const CHANGES: Readonly<Record<string, Attempt>> = {
  overwrite: (firestore, path, uid) => setDoc(doc(firestore, path), { ...LOOT, userId: uid }),
  merge: (firestore, path) => setDoc(doc(firestore, path), LOOT, { merge: true }),
  update: (firestore, path) => updateDoc(doc(firestore, path), LOOT),
  'update one nested field of': (firestore, path) =>
    updateDoc(doc(firestore, path), 'usage.lifetime.spentMicro', 0),
  delete: (firestore, path) => deleteDoc(doc(firestore, path)),
  'update, in a batch,': (firestore, path, uid) =>
    writeBatch(firestore)
      .update(doc(firestore, path), LOOT)
      .set(doc(firestore, `users/${uid}`), LOOT)
      .commit(),
  'set, in a transaction,': (firestore, path) =>
    runTransaction(firestore, async (transaction) => transaction.set(doc(firestore, path), LOOT), {
      maxAttempts: 1,
    }),
};

/** Existing documents, one of each match and of what lies outside all of them. */
const EXISTING = [
  'users/ada',
  'users/guest',
  'staff/admin',
  'staff/documentWithoutClaim',
  'credit_logs/ada.0000000001',
  'credit_logs/guest.0000000001',
  'ai_activity/ada.1',
  'ai_activity/guest.1',
  'orders/ada.1',
  'orders/guest.1',
  'abuse_detection/seen',
  'admin_audit_logs/grant',
  'usage_daily/2026-01-01.0',
  'job_runs/expireGrants',
  'rate_limits/hash',
  'system_config/credit_config',
  'system_config/credit_config/versions/1',
  'receipts/hash',
  'api_keys/hash',
  'unlisted/document',
  'users/ada/private/note',
  'ai_activity/ada.1/chunks/1',
  'system_config/credit_config/drafts/1',
];

/** The documents that a rule names. They are not there, so that creating them can be tried. */
const NAMED = ['rate_limits/blocks', 'system_config/public'];

const collectionOf = (path: string) => path.split('/').slice(0, -1).join('/');

const write = (collection: string, operation: string, run: Expectation['run']): Expectation => ({
  collection: collection.split('/')[0] ?? collection,
  operation,
  kind: 'write',
  run,
  allowed: [],
});

/** Under the caller's own id, for those who have no document yet, and beside what is there. */
const creates = (collection: string): Expectation[] =>
  ['', '.new'].map((suffix) =>
    write(collection, `create uid${suffix} in ${collection}`, (firestore, uid) =>
      setDoc(doc(firestore, collection, `${uid}${suffix}`), { ...LOOT, userId: uid }),
    ),
  );

export const writes: readonly Expectation[] = [
  ...[...new Set(EXISTING.map(collectionOf))].flatMap(creates),
  ...[...EXISTING, ...NAMED].flatMap((path) =>
    Object.entries(CHANGES).map(([name, attempt]) =>
      write(path, `${name} ${path}`, (firestore, uid) => attempt(firestore, path, uid)),
    ),
  ),
];
