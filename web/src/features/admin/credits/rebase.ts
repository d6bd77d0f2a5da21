import { type Change, changesBetween, isSame, type Tree, valueAt, withValue } from '../shared/diff.ts';

/** A part that both have changed since the version that both began with. */
export interface Clash {
  path: string[];
  mine: unknown;
  theirs: unknown;
}

export interface Rebased {
  /** What the other admin changed. */
  theirChanges: Change[];
  clashes: Clash[];
  /** Theirs, with those of my changes that they did not touch. */
  merged: Tree;
}

const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  outer.every((name, index) => inner[index] === name);

/**
 * Puts my edits on top of what somebody else saved meanwhile; what both touched is for a person to decide.
 * Pure.
 */
export function rebase(base: Tree, mine: Tree, theirs: Tree): Rebased {
  const theirChanges = changesBetween(base, theirs);
  const clashes = new Map<string, Clash>();
  let merged = theirs;
  for (const { path, after } of changesBetween(base, mine)) {
    const touched = theirChanges.find((one) => isWithin(path, one.path) || isWithin(one.path, path));
    if (!touched) {
      merged = withValue(merged, path, after);
      continue;
    }
    // Of a part that one removed and the other edited inside, the whole part is what clashes.
    const outer = touched.path.length < path.length ? touched.path : path;
    const clash = { path: outer, mine: valueAt(mine, outer), theirs: valueAt(theirs, outer) };
    if (!isSame(clash.mine, clash.theirs)) clashes.set(keyOf(outer), clash);
  }
  return { theirChanges, clashes: [...clashes.values()], merged };
}

export const keyOf = (path: readonly string[]): string => path.join('/');

/** The draft that comes of it when each clash is decided; what is not named keeps mine. */
export function settled(
  { merged, clashes }: Rebased,
  choices: Readonly<Record<string, 'mine' | 'theirs'>>,
): Tree {
  return clashes.reduce(
    (tree, { path, mine, theirs }) =>
      withValue(tree, path, choices[keyOf(path)] === 'theirs' ? theirs : mine),
    merged,
  );
}
