import { addCounts, type Counts } from '@tollgate/contract/common/counts';

/**
 * What to do with a document: write it whole; add to its numbers without reading it (what is to be `set` is
 * set, and the document made where it is missing), so that many may do so at once; or remove it.
 */
export type Write =
  | { path: string; data: object }
  | { path: string; add: Counts; set: object }
  | { path: string; remove: true };

/**
 * The same writes, with all that is added to one document added at once: Firestore takes at most 500
 * increments of a document in a commit, and a commit may end a hundred generations.
 */
export function joinAdditions(writes: readonly Write[]): Write[] {
  const sums = new Map<string, Extract<Write, { add: Counts }>>();
  for (const write of writes) {
    if (!('add' in write)) continue;
    sums.set(write.path, { ...write, add: addCounts(sums.get(write.path)?.add ?? {}, write.add) });
  }
  return [...writes.filter((write) => !('add' in write)), ...sums.values()];
}
