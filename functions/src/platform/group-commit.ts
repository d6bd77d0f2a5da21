import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import type { DocumentData, DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { nowMs } from './clock.ts';
import type { Decision, Load, Loads } from './decision.ts';
import { toDocument, toMerge } from './documents.ts';
import { db, firestoreSdk } from './firestore.ts';
import { rpc } from './rpc.ts';
import { parseStored } from './unreadable.ts';
import { type Known, WarmDocuments } from './warm.ts';
import { joinAdditions, type Write } from './writes.ts';

/** One caller's part of a round: what it loads, how it decides, and where its outcome goes. */
export interface Command {
  loads: Loads;
  decide: (state: Record<string, unknown>, nowMs: number) => Decision<unknown> | Refusal;
  settle: (outcome: unknown) => void;
  fail: (error: unknown) => void;
}

/**
 * What a round decides on: what this instance remembers (if it remembers everything), what it reads, or what
 * it reads and locks until the commit.
 */
export type Source = 'memory' | 'read' | 'locked';

export type Round =
  | { kind: 'done' }
  /** Decided on documents that may be stale, and a command was not accepted: decide again on a fresh read. */
  | { kind: 'stale' }
  /**
   * Accepted because of a document that nothing writes, so the commit wouldn't guard it: decide again under
   * locks.
   */
  | { kind: 'unguarded' }
  | { kind: 'failed'; error: unknown };

const MAX_WARM = 2_000;
const warm = new WarmDocuments(MAX_WARM);

/** Makes the next decision on a document read it. For tests and benchmarks of a cold instance. */
export const forgetWarm = (path: string): void => warm.forget([path]);

/** Loads what all commands need, decides them in order of arrival, and commits once. */
export async function decideRound(commands: Command[], source: Source): Promise<Round> {
  const loads = new Map(
    commands.flatMap(({ loads }) => Object.values(loads).map((load) => [load.path, load])),
  );
  try {
    return await (source === 'locked'
      ? lockedRound(commands, loads)
      : optimisticRound(commands, loads, source));
  } catch (error) {
    warm.forget(loads.keys());
    return { kind: 'failed', error };
  }
}

type AllLoads = Map<string, Load<unknown>>;

async function optimisticRound(commands: Command[], loads: AllLoads, source: Source): Promise<Round> {
  const remembered = source === 'memory' ? fromWarm(loads) : undefined;
  const known = remembered ?? (await readAll(loads, rpc.getAll));
  const { outcomes, writes, isGuarded } = decideAll(commands, known);
  // Refusals, and answers without a commit, need a fresh read: no guard would catch stale state.
  if (remembered && !outcomes.every(({ commits }) => commits)) {
    warm.forget(loads.keys());
    return { kind: 'stale' };
  }
  if (!isGuarded) return { kind: 'unguarded' };
  if (writes.length > 0) await commit(writes, loads, known);
  for (const { settle } of outcomes) settle();
  return { kind: 'done' };
}

/**
 * Firestore's own transaction: everything it has read, missing documents too, stays as it was until it
 * commits.
 */
async function lockedRound(commands: Command[], loads: AllLoads): Promise<Round> {
  const outcomes = await rpc.transaction(loads.size, async (transaction) => {
    const known = await readAll(loads, (references) => transaction.getAll(...references));
    const decided = decideAll(commands, known);
    parseAll(decided.writes, loads);
    for (const write of decided.writes) put(transaction, write, known.get(write.path)?.updateTime);
    return decided.outcomes;
  });
  // A transaction doesn't return its write time.
  warm.forget(loads.keys());
  for (const { settle } of outcomes) settle();
  return { kind: 'done' };
}

/** Reads documents in one round trip and remembers them, so that the next decision on them needs no read. */
export async function readWarm(loads: Loads): Promise<{ state: Record<string, unknown>; nowMs: number }> {
  const known = await readAll(new Map(Object.values(loads).map((load) => [load.path, load])), rpc.getAll);
  for (const { path, isNew } of Object.values(loads)) {
    const document = known.get(path);
    if (document && !isNew) warm.set(path, document);
  }
  const state = Object.entries(loads).map(([key, { path }]) => [key, known.get(path)?.value ?? null]);
  return { state: Object.fromEntries(state), nowMs: nowMs() };
}

/** What this instance remembers of all the documents, or `undefined` if one is missing from memory. */
function fromWarm(loads: AllLoads): Map<string, Known> | undefined {
  const known = new Map<string, Known>();
  for (const { path, isNew } of loads.values()) {
    const remembered = warm.get(path) ?? (isNew ? { value: null, updateTime: undefined } : undefined);
    if (!remembered) return undefined;
    known.set(path, remembered);
  }
  return known;
}

async function readAll(loads: AllLoads, getAll: typeof rpc.getAll): Promise<Map<string, Known>> {
  const wanted = [...loads.values()];
  const snapshots = await getAll(wanted.map(({ path }) => db().doc(path)));
  const known = new Map<string, Known>();
  wanted.forEach(({ path, schema }, index) => {
    const snapshot = snapshots[index];
    const value = snapshot?.exists ? parseStored(path, schema, snapshot.data()) : null;
    known.set(path, { value, updateTime: snapshot?.updateTime });
  });
  return known;
}

function decideAll(commands: Command[], known: Map<string, Known>) {
  const now = nowMs();
  // Each command sees the writes of those before it.
  const state = new Map([...known].map(([path, { value }]) => [path, value]));
  // The last full write of a document wins; increments add up.
  const whole = new Map<string, Write>();
  const additions: Write[] = [];
  const decidedOn = new Set<string>();
  const outcomes = commands.map((command) => {
    const seen = Object.fromEntries(
      Object.entries(command.loads).map(([key, { path }]) => [key, state.get(path) ?? null]),
    );
    try {
      const decision = command.decide(seen, now);
      if (isRefusal(decision)) return { commits: false, settle: () => command.settle(decision) };
      if (decision.kind === 'commit') {
        for (const { path } of Object.values(command.loads)) decidedOn.add(path);
        for (const asked of decision.writes) {
          const write = state.has(asked.path) ? asGuarded(asked, state.get(asked.path)) : asked;
          if ('add' in write) additions.push(write);
          else whole.set(write.path, write);
          if (state.has(write.path)) state.set(write.path, 'data' in write ? write.data : null);
        }
      }
      return { commits: decision.kind === 'commit', settle: () => command.settle(decision.answer) };
    } catch (error) {
      // An impossible state fails this command alone; the others are still right.
      return { commits: false, settle: () => command.fail(error) };
    }
  });
  // A decision holds only if its documents are unchanged at the commit: each write is guarded by what it
  // replaces.
  const isGuarded = [...decidedOn].every((path) => whole.has(path));
  return { outcomes, writes: joinAdditions([...whole.values(), ...additions]), isGuarded };
}

/**
 * An increment of a loaded document becomes a full write: only that is guarded, and seen by the next command.
 */
function asGuarded(write: Write, current: unknown): Write {
  if (!('add' in write)) return write;
  if (Object.keys(write.add).length > 0) throw new Error(`${write.path} is loaded, and counted up unread`);
  return { path: write.path, data: { ...Object(current), ...write.set } };
}

async function commit(writes: readonly Write[], loads: AllLoads, known: Map<string, Known>): Promise<void> {
  parseAll(writes, loads);
  const results = await rpc.commit(writes.length, () => {
    const batch = db().batch();
    for (const write of writes) put(batch, write, known.get(write.path)?.updateTime);
    return batch;
  });
  remember(writes, loads, results[0]?.writeTime);
}

/** Never write what couldn't be read back: one bad number would lock its owner out. */
function parseAll(writes: readonly Write[], loads: AllLoads): void {
  for (const write of writes) if ('data' in write) loads.get(write.path)?.schema.parse(write.data);
}

/** The methods that a batch and a transaction share. */
interface Writer {
  set(reference: DocumentReference, data: DocumentData, options: { merge: true }): unknown;
  create(reference: DocumentReference, data: DocumentData): unknown;
  update(reference: DocumentReference, data: DocumentData, guard: { lastUpdateTime: Timestamp }): unknown;
  delete(reference: DocumentReference, guard: { lastUpdateTime: Timestamp } | { exists: true }): unknown;
}

function put(batch: Writer, write: Write, lastUpdateTime: Timestamp | undefined): void {
  const reference = db().doc(write.path);
  if ('add' in write) {
    batch.set(reference, toMerge(write, firestoreSdk().FieldValue.increment), { merge: true });
  } else if ('remove' in write) {
    batch.delete(reference, lastUpdateTime ? { lastUpdateTime } : { exists: true });
  } else if (lastUpdateTime) batch.update(reference, toDocument(write.data), { lastUpdateTime });
  else batch.create(reference, toDocument(write.data));
}

/** All writes of a commit share one update time. Only documents that commands load are worth remembering. */
function remember(writes: readonly Write[], loads: AllLoads, updateTime: Timestamp | undefined): void {
  for (const write of writes) {
    if (!loads.has(write.path)) continue;
    if ('data' in write) warm.set(write.path, { value: write.data, updateTime });
    else warm.forget([write.path]);
  }
}
