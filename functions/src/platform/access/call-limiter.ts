import { BoundedMap } from '../bounded-map.ts';

/**
 * Limits in the memory of one instance: nothing is read or written for them, so a call that is refused costs
 * nothing. Each key may do `perMinute` things at once, and gets one of them back in each of its parts of a
 * minute. Bounded: whoever called longest ago is forgotten first.
 */
export class CallLimiter {
  /** When all that a key has used will have come back. */
  readonly #freeAt: BoundedMap<string, number>;

  constructor(most: number) {
    this.#freeAt = new BoundedMap(most);
  }

  /** Takes one; or returns the milliseconds until there is one again. */
  take(key: string, perMinute: number, nowMs: number): number | null {
    const partMs = MINUTE_MS / perMinute;
    const freeAt = Math.max(this.#freeAt.get(key) ?? nowMs, nowMs) + partMs;
    const waitMs = freeAt - nowMs - MINUTE_MS;
    // A little less than nothing is what sums of parts come to.
    if (waitMs > ROUNDING_MS) return Math.ceil(waitMs);
    this.#freeAt.set(key, freeAt);
    return null;
  }
}

const MINUTE_MS = 60_000;
const ROUNDING_MS = 0.001;
