import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { isRefusal, type RefusalReason } from '@tollgate/contract/refusals/refusals';
import { log } from './log.ts';

/** One call, job or event that this instance handled, and what it took. */
export interface Measured {
  name: string;
  outcome: 'answered' | 'refused' | 'failed';
  reason: RefusalReason | null;
  ms: number;
  /** How much of that was spent waiting for the database. */
  databaseMs: number;
}

type Listener = (measured: Measured) => Promise<void> | undefined;
let listener: Listener = () => undefined;

/** Gets every measurement. A promise that it returns is awaited, but not for long. */
export function onMeasured(next: Listener): void {
  listener = next;
}

/** The time during which at least one wait is running: overlapping waits count once. */
class Waits {
  #open = 0;
  #sinceMs = 0;
  #ms = 0;

  begin(): void {
    if (this.#open++ === 0) this.#sinceMs = performance.now();
  }

  end(): void {
    if (--this.#open === 0) this.#ms += performance.now() - this.#sinceMs;
  }

  get ms(): number {
    return this.#open === 0 ? this.#ms : this.#ms + performance.now() - this.#sinceMs;
  }
}

const waitsOfCall = new AsyncLocalStorage<Waits>();

/** Counts the time of `run` as database wait of the surrounding call; outside one, it just runs. */
export async function inDatabase<T>(run: () => Promise<T>): Promise<T> {
  const waits = waitsOfCall.getStore();
  if (!waits) return run();
  waits.begin();
  try {
    return await run();
  } finally {
    waits.end();
  }
}

/** How long a listener may hold an answer up. */
const MAX_TELLING_MS = 500;

/**
 * Runs and measures, and informs the listener before it answers: afterwards an instance may get no processor.
 * A listener that fails or is slow doesn't change the answer.
 */
export async function measured<T>(name: string, run: () => Promise<T>): Promise<T> {
  const waits = new Waits();
  const startedMs = performance.now();
  const tell = async (outcome: Measured['outcome'], reason: RefusalReason | null = null) => {
    const ms = performance.now() - startedMs;
    const telling = listener({ name, outcome, reason, ms, databaseMs: waits.ms });
    if (!telling) return;
    const told = telling.catch((error: unknown) =>
      log.error('what was measured could not be told', error, { name }),
    );
    await Promise.race([told, wait(MAX_TELLING_MS, undefined, { ref: false })]);
  };
  try {
    const value = await waitsOfCall.run(waits, run);
    if (isRefusal(value)) await tell('refused', value.reason);
    else await tell('answered');
    return value;
  } catch (error) {
    await tell('failed');
    throw error;
  }
}
