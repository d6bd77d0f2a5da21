import { isRefusal, type Refusal } from '@tollgate/contract/refusals';
import type { Timestamp, WriteBatch } from 'firebase-admin/firestore';
import { nowMs } from './clock.ts';
import { fromDocument, toDocument, toMerge } from './documents.ts';
import { db, firestoreSdk } from './firestore.ts';
import { rpc } from './rpc.ts';
import type { Decision, Load, Loads } from './transact.ts';
import { type Known, WarmDocuments } from './warm.ts';
import { joinAdditions, type Write } from './writes.ts';

/** One caller's part of a round: what it needs to know, what it makes of it, and where its outcome goes. */
export interface Command {
  loads: Loads;
  decide: (state: Record<string, unknown>, nowMs: number) => Decision<unknown> | Refusal;
  settle: (outcome: unknown) => void;
  fail: (error: unknown) => void;
}

export type Round =
  | { kind: 'done' }
  /** Decided on documents that may be old, and not every command was accepted: to be decided on what is read now. */
  | { kind: 'stale' }
  | { kind: 'failed'; error: unknown };

const MOST_WARM = 2_000;
const warm = new WarmDocuments(MOST_WARM);

/** Has the next decision on a document read it. For tests and benchmarks of what an instance does that does not know it. */
export const forgetWarm = (path: string): void => warm.forget([path]);

/** Loads what all commands need, decides them in the order in which they came, and commits once. */
export async function decideRound(
  commands: Command[],
  { mayUseWarm }: { mayUseWarm: boolean },
): Promise<Round> {
  const loads = new Map(
    commands.flatMap(({ loads }) => Object.values(loads).map((load) => [load.path, load])),
  );
  const remembered = mayUseWarm ? fromWarm(loads) : undefined;
  let known: Map<string, Known>;
  try {
    known = remembered ?? (await readAll(loads));
  } catch (error) {
    return { kind: 'failed', error };
  }
  const { outcomes, writes } = decideAll(commands, known);
  // A refusal, or an answer without a commit, is only given on what was just read: no guard would catch an old state.
  const isSure = remembered === undefined || outcomes.every(({ commits }) => commits);
  if (!isSure) {
    warm.forget(loads.keys());
    return { kind: 'stale' };
  }
  try {
    if (writes.length > 0) await commit(writes, loads, known);
  } catch (error) {
    warm.forget(loads.keys());
    return { kind: 'failed', error };
  }
  for (const { settle } of outcomes) settle();
  return { kind: 'done' };
}

/** What this instance knows of all the documents, or `undefined` when it would have to read one. */
function fromWarm(loads: Map<string, Load<unknown>>): Map<string, Known> | undefined {
  const known = new Map<string, Known>();
  for (const { path, isNew } of loads.values()) {
    const remembered = warm.get(path) ?? (isNew ? { value: null, updateTime: undefined } : undefined);
    if (!remembered) return undefined;
    known.set(path, remembered);
  }
  return known;
}

async function readAll(loads: Map<string, Load<unknown>>): Promise<Map<string, Known>> {
  const wanted = [...loads.values()];
  const snapshots = await rpc.getAll(wanted.map(({ path }) => db().doc(path)));
  const known = new Map<string, Known>();
  wanted.forEach(({ path, schema }, index) => {
    const snapshot = snapshots[index];
    const value = snapshot?.exists ? schema.parse(fromDocument(snapshot.data())) : null;
    known.set(path, { value, updateTime: snapshot?.updateTime });
  });
  return known;
}

function decideAll(commands: Command[], known: Map<string, Known>) {
  const now = nowMs();
  // Each command sees what those before it want to write.
  const state = new Map([...known].map(([path, { value }]) => [path, value]));
  // The last word on a document counts; what is added to one adds up.
  const whole = new Map<string, Write>();
  const additions: Write[] = [];
  const outcomes = commands.map((command) => {
    const seen = Object.fromEntries(
      Object.entries(command.loads).map(([key, { path }]) => [key, state.get(path) ?? null]),
    );
    try {
      const decision = command.decide(seen, now);
      if (isRefusal(decision)) return { commits: false, settle: () => command.settle(decision) };
      if (decision.kind === 'commit') {
        for (const write of decision.writes) {
          if ('add' in write) additions.push(write);
          else whole.set(write.path, write);
          if (state.has(write.path)) state.set(write.path, 'data' in write ? write.data : null);
        }
      }
      return { commits: decision.kind === 'commit', settle: () => command.settle(decision.answer) };
    } catch (error) {
      // An impossible state is this command's own trouble; what the others want is still right.
      return { commits: false, settle: () => command.fail(error) };
    }
  });
  return { outcomes, writes: joinAdditions([...whole.values(), ...additions]) };
}

async function commit(
  writes: readonly Write[],
  loads: Map<string, Load<unknown>>,
  known: Map<string, Known>,
): Promise<void> {
  for (const write of writes) {
    // What could not be read again must not be written: one bad number would lock its owner out.
    if ('data' in write) loads.get(write.path)?.schema.parse(write.data);
  }
  const results = await rpc.commit(writes.length, () => {
    const batch = db().batch();
    for (const write of writes) put(batch, write, known.get(write.path)?.updateTime);
    return batch;
  });
  remember(writes, loads, results[0]?.writeTime);
}

function put(batch: WriteBatch, write: Write, lastUpdateTime: Timestamp | undefined): void {
  const reference = db().doc(write.path);
  if ('add' in write) {
    batch.set(reference, toMerge(write, firestoreSdk().FieldValue.increment), { merge: true });
  } else if ('remove' in write) {
    batch.delete(reference, lastUpdateTime ? { lastUpdateTime } : { exists: true });
  } else if (lastUpdateTime) batch.update(reference, toDocument(write.data), { lastUpdateTime });
  else batch.create(reference, toDocument(write.data));
}

/** All writes of a commit have one update time. Only documents that commands load are worth remembering. */
function remember(
  writes: readonly Write[],
  loads: Map<string, Load<unknown>>,
  updateTime: Timestamp | undefined,
): void {
  for (const write of writes) {
    if (!loads.has(write.path)) continue;
    if ('data' in write) warm.set(write.path, { value: write.data, updateTime });
    else warm.forget([write.path]);
  }
}
