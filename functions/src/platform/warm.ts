import type { Timestamp } from 'firebase-admin/firestore';
import { BoundedMap } from './bounded-map.ts';

/**
 * A document as this instance knows it: its value (`null`: there is none) and the update time that guards a
 * write.
 */
export interface Known {
  value: unknown;
  updateTime: Timestamp | undefined;
}

/**
 * The documents that this instance wrote last, with the update times that its own commits returned. A
 * decision on them needs no read. They may be stale, because other instances write too; but a commit on them
 * is made only where it guards each of them by its update time, so a stale copy can only fail and be read
 * again. Bounded: the ones used longest ago go first.
 */
export class WarmDocuments {
  readonly #known: BoundedMap<string, Known>;

  constructor(most: number) {
    this.#known = new BoundedMap(most);
  }

  get(path: string): Known | undefined {
    return this.#known.get(path);
  }

  set(path: string, known: Known): void {
    this.#known.set(path, known);
  }

  forget(paths: Iterable<string>): void {
    for (const path of paths) this.#known.delete(path);
  }
}
