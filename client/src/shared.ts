import type { Failure } from './outcome.ts';

/** Tells somebody of the app's. What they throw is thrown where nobody else is in the way: it stops nothing of ours. */
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
  stop: () => void;
}

/**
 * One listener for each query, however many follow it: the database bills each of them. Who comes later is told the
 * last value, a moment after subscribing as from a listener of their own; with the last one who leaves, it ends. When
 * the database ends it, all are told, and whoever subscribes next starts another.
 */
export class Shared {
  readonly #listening = new Map<string, Listening<unknown>>();

  /** How many listeners are open. */
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
    const listening = open ?? { subscribers: new Set(), last: undefined, stop: () => undefined };
    listening.subscribers.add(subscriber);
    if (open) {
      queueMicrotask(() => {
        if (open.last && open.subscribers.has(subscriber)) tell(onValue, open.last.value);
      });
    } else {
      this.#open(key, listening, start);
    }
    return () => {
      if (!listening.subscribers.delete(subscriber) || listening.subscribers.size > 0) return;
      this.#close(key, listening);
    };
  }

  #open<T>(key: string, listening: Listening<T>, start: Start<T>): void {
    this.#listening.set(key, listening as Listening<unknown>);
    const isOpen = () => this.#listening.get(key) === listening;
    const stop = start(
      (value) => {
        if (!isOpen()) return;
        listening.last = { value };
        for (const one of [...listening.subscribers]) {
          // Who was told before may have sent this one away.
          if (listening.subscribers.has(one)) tell(one.onValue, value);
        }
      },
      (failure) => {
        if (!isOpen()) return;
        this.#listening.delete(key);
        const told = [...listening.subscribers];
        listening.subscribers.clear();
        for (const { onError } of told) tell(onError, failure);
      },
    );
    // It may have ended before it had returned what ends it.
    if (isOpen()) listening.stop = stop;
    else stop();
  }

  #close<T>(key: string, listening: Listening<T>): void {
    if (this.#listening.get(key) !== listening) return;
    this.#listening.delete(key);
    listening.stop();
  }
}
