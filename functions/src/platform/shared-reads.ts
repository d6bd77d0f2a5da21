/** The most documents that one round trip asks for. */
export const MAX_DOCUMENTS = 100;

interface Waiter<R, S> {
  references: readonly R[];
  resolve: (snapshots: S[]) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads that meet share a round trip: what is asked for in one turn of the event loop is asked for together,
 * up to `MAX_DOCUMENTS`, and each caller gets its own part of the answer. Where a shared read fails, each
 * part is read alone, so that nobody's documents fail because of somebody else's.
 *
 * @example
 * const reads = new SharedReads((references) => db().getAll(...references));
 * const [user, activity] = await reads.read([userReference, activityReference]);
 */
export class SharedReads<R, S> {
  readonly #getAll: (references: readonly R[]) => Promise<S[]>;
  #waiting: Waiter<R, S>[] = [];

  constructor(getAll: (references: readonly R[]) => Promise<S[]>) {
    this.#getAll = getAll;
  }

  /** The snapshots of these documents, in their order. Rejects with what reading them alone would. */
  read(references: readonly R[]): Promise<S[]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ references, resolve, reject });
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    let group: Waiter<R, S>[] = [];
    let documents = 0;
    for (const waiter of waiting) {
      if (documents > 0 && documents + waiter.references.length > MAX_DOCUMENTS) {
        void this.#together(group);
        group = [];
        documents = 0;
      }
      group.push(waiter);
      documents += waiter.references.length;
    }
    void this.#together(group);
  }

  async #together(group: Waiter<R, S>[]): Promise<void> {
    try {
      const snapshots = await this.#getAll(group.flatMap(({ references }) => references));
      let from = 0;
      for (const { references, resolve } of group) {
        resolve(snapshots.slice(from, from + references.length));
        from += references.length;
      }
    } catch (error) {
      const [only, ...others] = group;
      if (others.length === 0) only?.reject(error);
      else for (const waiter of group) void this.#together([waiter]);
    }
  }
}
