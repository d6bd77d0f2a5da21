/** A place that somebody wants: of those that one thing (a user, an activity) has, and how many those are. */
export interface Wanted {
  of: string;
  max: number;
}

/**
 * The places of this instance for calls that wait for something. An instance serves few at once, so whoever
 * could make many of them wait would keep everybody else out.
 */
export class Places {
  readonly #taken = new Map<string, number>();

  /**
   * Takes a place of each; returns what gives them back, once. `null`, and takes none, where one of them is
   * full.
   */
  take(wanted: readonly Wanted[]): (() => void) | null {
    if (wanted.some(({ of, max }) => this.#count(of) >= max)) return null;
    for (const { of } of wanted) this.#taken.set(of, this.#count(of) + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      for (const { of } of wanted) this.#giveBack(of);
    };
  }

  #count(of: string): number {
    return this.#taken.get(of) ?? 0;
  }

  #giveBack(of: string): void {
    const left = this.#count(of) - 1;
    if (left > 0) this.#taken.set(of, left);
    else this.#taken.delete(of);
  }
}
