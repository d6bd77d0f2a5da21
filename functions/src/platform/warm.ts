import type { Timestamp } from 'firebase-admin/firestore';

/** A document as this instance knows it: its value (`null`: there is none) and the update time that guards a write. */
export interface Known {
  value: unknown;
  updateTime: Timestamp | undefined;
}

/**
 * The documents that this instance wrote last, with the update times that its own commits returned. A decision on them
 * needs no read. They may be stale, because other instances write too; but every commit is guarded by the update time,
 * so a stale copy can only fail and be read again. Bounded: the ones used longest ago go first.
 */
export class WarmDocuments {
  readonly #most: number;
  readonly #known = new Map<string, Known>();

  constructor(most: number) {
    this.#most = most;
  }

  get(path: string): Known | undefined {
    const known = this.#known.get(path);
    if (known) {
      this.#known.delete(path);
      this.#known.set(path, known);
    }
    return known;
  }

  set(path: string, known: Known): void {
    this.#known.delete(path);
    this.#known.set(path, known);
    if (this.#known.size <= this.#most) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  forget(paths: Iterable<string>): void {
    for (const path of paths) this.#known.delete(path);
  }
}
