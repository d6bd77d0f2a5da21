import type {
  DocumentReference,
  DocumentSnapshot,
  Transaction,
  WriteBatch,
  WriteResult,
} from 'firebase-admin/firestore';
import { db } from './firestore.ts';
import { SharedReads } from './shared-reads.ts';

/**
 * A round trip to Firestore that a decision needs: one read of some documents, or one commit. A `transaction`
 * is a read that locks and the commit that it ends with.
 */
export type RoundTrip =
  | { kind: 'getAll'; documents: number }
  | { kind: 'commit'; writes: number }
  | { kind: 'transaction'; documents: number };

/**
 * What stands between us and Firestore in a test or a benchmark: it may count the round trip, delay it, drop
 * it (throw without calling `run`), lose its answer (call `run`, then throw) or double it (call `run` twice).
 */
export type Seam = <T>(trip: RoundTrip, run: () => Promise<T>) => Promise<T>;

const straight: Seam = (_trip, run) => run();
let seam = straight;

/** Puts a seam in, until the returned function is called. For tests and benchmarks only. */
export function withSeam(replacement: Seam): () => void {
  seam = replacement;
  return () => {
    seam = straight;
  };
}

const reads = new SharedReads<DocumentReference, DocumentSnapshot>((references) =>
  db().getAll(...references),
);

export const rpc = {
  /** Counted and broken for each caller, however many share the round trip. */
  getAll: (references: DocumentReference[]): Promise<DocumentSnapshot[]> =>
    seam({ kind: 'getAll', documents: references.length }, () => reads.read(references)),
  /** A batch can be sent once, so it is made anew for each time that it is sent. */
  commit: (writes: number, makeBatch: () => WriteBatch): Promise<WriteResult[]> =>
    seam({ kind: 'commit', writes }, () => makeBatch().commit()),
  /** Tried once: whoever calls decides what a lost race means. `run` reads first, then writes. */
  transaction: <T>(documents: number, run: (transaction: Transaction) => Promise<T>): Promise<T> =>
    seam({ kind: 'transaction', documents }, () => db().runTransaction(run, { maxAttempts: 1 })),
};
