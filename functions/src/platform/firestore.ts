import { setTimeout as wait } from 'node:timers/promises';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals';
import {
  type DocumentReference,
  type Firestore,
  getFirestore,
  type QueryDocumentSnapshot,
  type Timestamp,
} from 'firebase-admin/firestore';
import type { z } from 'zod';
import { app } from './app.ts';
import { nowMs } from './clock.ts';
import { fromDocument, toDocument, toIncrements } from './documents.ts';
import { log } from './log.ts';
import { joinAdditions, type Write } from './writes.ts';

export type { Write } from './writes.ts';

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

/** A document to load: its path, and the schema that says what it may hold. */
export interface Load<T> {
  path: string;
  schema: z.ZodType<T>;
}

/** What a decision wants: nothing but an answer, or an answer once these documents are written. */
export type Decision<A> = { kind: 'answer'; answer: A } | { kind: 'commit'; answer: A; writes: Write[] };

type Loads = Record<string, Load<unknown>>;
type Loaded<L extends Loads> = { [K in keyof L]: (L[K] extends Load<infer T> ? T : never) | null };

const MAX_ATTEMPTS = 14;
const LONGEST_WAIT_MS = 400;

/**
 * Load, decide, apply: one `getAll`, a pure decision, one atomic commit. A loaded document is written only if it is
 * still as it was read (or still absent); any other document is created and must not exist, or only added to. So two callers can't both
 * commit on the same state: the later one reads again and decides again. That makes a retry after a lost answer safe
 * too, as long as `decide` recognises what it has done already. `decide` may run several times; it has no effects.
 */
export async function transact<L extends Loads, A>(
  loads: L,
  decide: (state: Loaded<L>, nowMs: number) => Decision<A> | Refusal,
): Promise<A | Refusal> {
  for (let attempt = 0; ; attempt++) {
    const { state, updateTimes } = await load(loads);
    const decision = decide(state, nowMs());
    if (isRefusal(decision)) return decision;
    if (decision.kind === 'answer') return decision.answer;
    try {
      await commit(decision.writes, loads, updateTimes);
      return decision.answer;
    } catch (error) {
      if (!isRetriable(error)) throw error;
      if (attempt + 1 >= MAX_ATTEMPTS) {
        log.error('a commit was given up', error, {
          attempts: MAX_ATTEMPTS,
          first: decision.writes[0]?.path,
        });
        return refuse('contended', 'Too many requests for this account at once. Try again in a moment.', {
          retryAfterMs: 1_000,
        });
      }
      await wait(Math.random() * Math.min(LONGEST_WAIT_MS, 8 * 2 ** attempt));
    }
  }
}

async function load<L extends Loads>(loads: L) {
  const references: DocumentReference[] = Object.values(loads).map(({ path }) => db().doc(path));
  const snapshots = await db().getAll(...references);
  const state: Record<string, unknown> = {};
  const updateTimes = new Map<string, Timestamp | undefined>();
  Object.entries(loads).forEach(([key, { path, schema }], index) => {
    const snapshot = snapshots[index];
    state[key] = snapshot?.exists ? schema.parse(fromDocument(snapshot.data())) : null;
    updateTimes.set(path, snapshot?.updateTime);
  });
  return { state: state as Loaded<L>, updateTimes };
}

async function commit(writes: Write[], loads: Loads, updateTimes: Map<string, Timestamp | undefined>) {
  const schemas = new Map(Object.values(loads).map(({ path, schema }) => [path, schema]));
  const batch = db().batch();
  for (const write of joinAdditions(writes)) {
    const reference = db().doc(write.path);
    const lastUpdateTime = updateTimes.get(write.path);
    if ('add' in write) {
      batch.set(reference, { ...toDocument(write.set), ...toIncrements(write.add) }, { merge: true });
    } else if ('remove' in write) {
      batch.delete(reference, lastUpdateTime ? { lastUpdateTime } : { exists: true });
    } else {
      // What could not be read again must not be written: one bad number would lock its owner out.
      schemas.get(write.path)?.parse(write.data);
      if (lastUpdateTime) batch.update(reference, toDocument(write.data), { lastUpdateTime });
      else batch.create(reference, toDocument(write.data));
    }
  }
  await batch.commit();
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

/** gRPC codes of a guard that failed: the document is gone, or another than it was. */
const GONE_OR_CHANGED = new Set([5, 9]);

/**
 * gRPC codes after which reading and deciding again is right: a guard failed (3 is not among them: a bad request stays
 * bad), or nobody knows whether the commit landed, which the next read tells.
 */
const RETRIABLE_CODES = new Set([2, 4, 5, 6, 8, 9, 10, 13, 14]);

const isRetriable = (error: unknown): boolean => isCode(error, RETRIABLE_CODES);

const isCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  error instanceof Error && 'code' in error && codes.has(Number(error.code));
