import { setTimeout as wait } from 'node:timers/promises';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Decision, Loaded, Loads } from './decision.ts';
import { type Command, decideRound, type Round, readWarm, type Source } from './group-commit.ts';
import { isCode, RETRIABLE } from './grpc.ts';
import { log } from './log.ts';
import { inDatabase } from './measure.ts';

export type { Decision, Load, Loaded, Loads } from './decision.ts';

const MAX_ATTEMPTS = 14;
const MAX_WAIT_MS = 400;
/** So many commands of one user are committed together; each writes up to four documents. */
const MAX_GROUP_SIZE = 100;

/**
 * Load, decide, apply: the documents in one round trip (or none, when this instance knows them), a pure
 * decision, one atomic commit. A loaded document is written only if it is still as it was read (or still
 * absent); any other document is created and must not exist, or only added to. Where a decision loads more
 * than it writes, nothing would guard the rest: then it is made in a transaction of Firestore, which locks
 * what it reads. So two callers can't both commit on the same state: the later one reads and decides again.
 * That makes a retry after a lost answer safe too, as long as `decide` recognises what it has done already.
 * `decide` may run several times; it has no effects.
 *
 * Commands that share their first document (a user's) and meet in this instance are decided one after the
 * other on the same state and committed together: many at once cost a few round trips, not one another's
 * retries.
 */
export function transact<L extends Loads, A>(
  loads: L,
  decide: (state: Loaded<L>, nowMs: number) => Decision<A> | Refusal,
): Promise<A | Refusal> {
  const [first] = Object.values(loads);
  if (!first) throw new Error('transact: a decision needs a document');
  const committed = () =>
    new Promise<A | Refusal>((resolve, reject) => {
      const command: Command = {
        loads,
        // Each command gets exactly the documents that its own loads name, parsed by their schemas.
        decide: (state, nowMs) => decide(state as Loaded<L>, nowMs),
        settle: (outcome) => resolve(outcome as A | Refusal),
        fail: reject,
      };
      groupOf(first.path).push(command);
    });
  return inDatabase(committed);
}

/**
 * What {@link transact} would decide now, which is done nowhere: one read, and none for the decision itself
 * if that comes soon after. For what is costly to ask and asked for nothing where the answer is no.
 */
export function foresee<L extends Loads, A>(
  loads: L,
  decide: (state: Loaded<L>, nowMs: number) => Decision<A> | Refusal,
): Promise<Decision<A> | Refusal> {
  return inDatabase(async () => {
    const { state, nowMs } = await readWarm(loads);
    // Exactly the documents that the loads name, parsed by their schemas.
    return decide(state as Loaded<L>, nowMs);
  });
}

/** The commands of one document that wait, and the loop that works them off, while there are any. */
const groups = new Map<string, Command[]>();

function groupOf(key: string): Command[] {
  const waiting = groups.get(key);
  if (waiting) return waiting;
  const group: Command[] = [];
  groups.set(key, group);
  // After the current turn, so that commands which arrive together are taken together.
  setImmediate(() => void workOff(key, group));
  return group;
}

async function workOff(key: string, group: Command[]): Promise<void> {
  while (group.length > 0) {
    const commands = group.splice(0, MAX_GROUP_SIZE);
    try {
      await untilCommitted(commands);
    } catch (error) {
      // One bad command must not take the others down with it.
      if (commands.length === 1) commands[0]?.fail(error);
      else await Promise.all(commands.map((command) => untilCommitted([command]).catch(command.fail)));
    }
  }
  groups.delete(key);
}

async function untilCommitted(commands: Command[]): Promise<void> {
  let source: Source = 'memory';
  for (let attempt = 0; ; attempt++) {
    const outcome: Round = await decideRound(commands, source);
    if (outcome.kind === 'done') return;
    if (source === 'memory') source = 'read';
    if (outcome.kind === 'unguarded') source = 'locked';
    if (outcome.kind !== 'failed') continue;
    if (!isCode(outcome.error, RETRIABLE)) throw outcome.error;
    if (attempt + 1 >= MAX_ATTEMPTS) {
      log.error('a commit was given up', outcome.error, { attempts: MAX_ATTEMPTS });
      giveUp(commands);
      return;
    }
    await wait(Math.random() * Math.min(MAX_WAIT_MS, 8 * 2 ** attempt));
  }
}

function giveUp(commands: Command[]): void {
  const message = 'Too many requests for this account at once. Try again in a moment.';
  for (const command of commands) command.settle(refuse('contended', message, { retryAfterMs: 1_000 }));
}
