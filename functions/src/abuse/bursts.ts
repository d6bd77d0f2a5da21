/**
 * The times of the last calls of each user on this instance: enough to tell a burst, and nothing that is stored.
 * Bounded: whoever called longest ago is forgotten first.
 */
export class RecentCalls {
  readonly #most: number;
  readonly #times = new Map<string, number[]>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts a call; tells whether it is the last of `calls` within `seconds`. */
  isBurst(userId: string, { calls, seconds }: { calls: number; seconds: number }, nowMs: number): boolean {
    const times = [...(this.#times.get(userId) ?? []), nowMs].slice(-calls);
    this.#times.delete(userId);
    this.#times.set(userId, times);
    const [longestAgo] = this.#times.keys();
    if (this.#times.size > this.#most && longestAgo !== undefined) this.#times.delete(longestAgo);
    const [first = nowMs] = times;
    return times.length === calls && nowMs - first < seconds * 1_000;
  }
}
