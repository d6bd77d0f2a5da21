import { BoundedMap } from '../platform/bounded-map.ts';

/**
 * The times of each user's last calls on this instance: just enough to detect a burst, and never stored.
 * Bounded: whoever called longest ago is forgotten first.
 */
export class RecentCalls {
  readonly #times: BoundedMap<string, number[]>;

  constructor(most: number) {
    this.#times = new BoundedMap(most);
  }

  /** Counts a call; returns whether it is the last of `calls` within `seconds`. */
  isBurst(userId: string, { calls, seconds }: { calls: number; seconds: number }, nowMs: number): boolean {
    const times = [...(this.#times.get(userId) ?? []), nowMs].slice(-calls);
    this.#times.set(userId, times);
    const [first = nowMs] = times;
    return times.length === calls && nowMs - first < seconds * 1_000;
  }
}
