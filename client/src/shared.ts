import type { Failure } from './outcome.ts';
import { backOffMs } from './retry.ts';

/**
 * Tells somebody of the app's. What they throw is thrown where nobody else is in the way: it stops nothing of
 * ours.
 */
export function tell<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}

/** Starts a listener; returns what ends it. It may tell at once, or later, never after its end. */
export type Start<T> = (onValue: (value: T) => void, onError: (failure: Failure) => void) => () => void;

interface Subscriber<T> {
  onValue: (value: T) => void;
  onError: (failure: Failure) => void;
}

interface Listening<T> {
  subscribers: Set<Subscriber<T>>;
  /** What was told last, for who comes later. */
  last: { value: T } | undefined;
  /** Why nothing comes now; `undefined` while it listens. */
  failure: Failure | undefined;
  /** How often in a row it has ended by itself. */
  ends: number;
  /** Ends the listener, or the wait for the next one. */
  stop: () => void;
}

/**
 * One listener for each query, however many follow it: the database bills each of them. Who comes later is
 * told the last value, a moment after subscribing as from a listener of their own; with the last one who
 * leaves, it ends. When the database ends it, all are told, once, and it is started again, after pauses that
 * grow, until it goes on.
 */
export class Shared {
  readonly #listening = new Map<string, Listening<unknown>>();

  /** How many listeners are open, or are to be started again. */
  get size(): number {
    return this.#listening.size;
  }

  /** `key` names the query, whose user included: the same key must always be started the same way. */
  subscribe<T>(
    key: string,
    start: Start<T>,
    onValue: (value: T) => void,
    onError: (failure: Failure) => void,
  ): () => void {
    // A key has one kind of value, which a map of many kinds can't say.
    const open = this.#listening.get(key) as Listening<T> | undefined;
    const subscriber: Subscriber<T> = { onValue, onError };
    const listening = open ?? {
      subscribers: new Set(),
      last: undefined,
      failure: undefined,
      ends: 0,
      stop: () => undefined,
    };
    listening.subscribers.add(subscriber);
    if (open) {
      queueMicrotask(() => {
        const isThere = () => open.subscribers.has(subscriber);
        if (open.last && isThere()) tell(onValue, open.last.value);
        if (open.failure && isThere()) tell(onError, open.failure);
      });
    } else {
      this.#listening.set(key, listening as Listening<unknown>);
      this.#listen(key, listening, start);
    }
    return () => {
      if (!listening.subscribers.delete(subscriber) || listening.subscribers.size > 0) return;
      this.#listening.delete(key);
      listening.stop();
    };
  }

  #listen<T>(key: string, listening: Listening<T>, start: Start<T>): void {
    let hasEnded = false;
    const isOpen = () => !hasEnded && this.#listening.get(key) === listening;
    const tellAll = (toOne: (subscriber: Subscriber<T>) => void) => {
      for (const one of [...listening.subscribers]) {
        // Who was told before may have sent this one away.
        if (listening.subscribers.has(one)) toOne(one);
      }
    };
    const stop = start(
      (value) => {
        if (!isOpen()) return;
        listening.last = { value };
        // The first one after an end may be out of the cache, just before the database ends it again.
        if (!listening.failure) listening.ends = 0;
        listening.failure = undefined;
        tellAll(({ onValue }) => tell(onValue, value));
      },
      (failure) => {
        if (!isOpen()) return;
        hasEnded = true;
        listening.ends += 1;
        const pauseMs = backOffMs(listening.ends, 1_000, Math.random);
        const timer = setTimeout(() => {
          try {
            this.#listen(key, listening, start);
          } catch {
            // The app has closed its database: nothing can come any more, and all have been told.
          }
        }, pauseMs);
        listening.stop = () => clearTimeout(timer);
        const isKnown = listening.failure !== undefined;
        listening.failure = failure;
        if (!isKnown) tellAll(({ onError }) => tell(onError, failure));
      },
    );
    // It may have ended before it had returned what ends it.
    if (isOpen()) listening.stop = stop;
    else stop();
  }
}
