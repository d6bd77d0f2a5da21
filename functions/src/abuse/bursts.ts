import { BoundedMap } from '../platform/bounded-map.ts';

/**
 * The times of the last calls of each user on this instance: enough to tell a burst, and nothing that is
 * stored. Bounded: whoever called longest ago is forgotten first.
 */
export class RecentCalls {
  readonly #times: BoundedMap<string, number[]>;

  constructor(most: number) {
    this.#times = new BoundedMap(most);
  }

  /** Counts a call; tells whether it is the last of `calls` within `seconds`. */
  isBurst(userId: string, { calls, seconds }: { calls: number; seconds: number }, nowMs: number): boolean {
    const times = [...(this.#times.get(userId) ?? []), nowMs].slice(-calls);
    this.#times.set(userId, times);
    const [first = nowMs] = times;
    return times.length === calls && nowMs - first < seconds * 1_000;
  }
}
