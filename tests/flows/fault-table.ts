import type { RoundTrip } from '../../functions/src/platform/rpc.ts';
import type { Command } from '../sequences/commands.ts';
import type { Instance } from '../sequences/perform.ts';
import type { Fault } from './faults.ts';
import { Life } from './life.ts';

/** Something that moves credits, what comes before it, and what follows when it seems to have failed. */
export interface Operation {
  name: string;
  before: Command[];
  /** How long after `before` it comes. */
  afterMs?: number;
  command: Command;
  /** What upkeep does about it when nobody repeats it; the deadline has passed by then. */
  otherwise: Command[];
  /** What another process does for the same user, if it comes in between, and how long after `before`. */
  rival?: { command: Command; afterMs: number };
}

/** What the instance knows of the user before the operation: that decides which round trips it needs. */
export type Knowledge = 'nothing' | 'all' | 'something old';

const DEPOSIT: Command = {
  kind: 'deposit',
  source: 'promotion',
  type: 'grant',
  amountMicro: 1,
  lifetimeMs: null,
};
const PAST_DEADLINE_MS = 3_600_000;

export interface Pair {
  /** Where things go wrong. */
  near: Instance;
  /** Another process. */
  far: Instance;
}

/** A user for whom all that comes before the operation has happened. */
async function prepared({ near, far }: Pair, { before }: Operation, knowledge: Knowledge, nowMs: number) {
  const life = await Life.begin(knowledge === 'nothing' ? far : near, nowMs, before);
  if (knowledge === 'something old') await life.send(far, DEPOSIT, nowMs);
  return life;
}

/** The round trips of an operation on which nothing goes wrong. */
export async function tripsOf(pair: Pair, operation: Operation, knowledge: Knowledge, nowMs: number) {
  const life = await prepared(pair, operation, knowledge, nowMs);
  const trips: RoundTrip[] = [];
  const seam = <T>(trip: RoundTrip, run: () => Promise<T>): Promise<T> => {
    trips.push(trip);
    return run();
  };
  const never = new Promise<null>(() => {});
  const at = nowMs + (operation.afterMs ?? 0);
  await life.sendThrough(seam, pair.near, operation.command, at, never);
  return trips;
}

export interface Trouble {
  knowledge: Knowledge;
  /** Which round trip has the fault. */
  index: number;
  fault: Fault;
  /** Whether whoever asked must get an answer in spite of it. */
  isAnswered: boolean;
  isRepeated: boolean;
  nowMs: number;
}

/**
 * Runs the operation with a fault at one of its round trips, then what follows; says what is wrong with what
 * came of it, or nothing.
 */
export async function outcomeOf(
  pair: Pair,
  operation: Operation,
  { knowledge, index, fault, isAnswered, isRepeated, nowMs }: Trouble,
): Promise<string[]> {
  const { command, otherwise, rival = { command: DEPOSIT, afterMs: operation.afterMs ?? 0 } } = operation;
  const life = await prepared(pair, operation, knowledge, nowMs);
  const before = await life.wrong();
  const at = nowMs + (operation.afterMs ?? 0);
  const delayed: (() => Promise<unknown>)[] = [];
  const dead = Promise.withResolvers<null>();
  let trips = 0;
  const seam = <T>(_trip: RoundTrip, run: () => Promise<T>): Promise<T> => {
    if (trips++ !== index) return run();
    return fault<T>({
      run,
      overtake: () => life.send(pair.far, rival.command, nowMs + rival.afterMs),
      later: (late) => delayed.push(late),
      die: () => {
        dead.resolve(null);
        return new Promise(() => {});
      },
    });
  };
  const upkeep = async () => {
    for (const next of otherwise) await life.send(pair.far, next, at + PAST_DEADLINE_MS);
  };
  const answer = await life.sendThrough(seam, pair.near, command, at, dead.promise);
  const unanswered = isAnswered && answer === null ? ['it was not answered'] : [];
  if (isRepeated) await life.send(pair.far, command, at);
  else await upkeep();
  // What lands now lands on documents that have changed, and is turned away; or it is the first to come.
  for (const late of delayed) await late().catch(() => null);
  if (!isRepeated) await upkeep();
  return [...before, ...unanswered, ...(await life.wrong())];
}
