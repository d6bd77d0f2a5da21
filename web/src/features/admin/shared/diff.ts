/**
 * What differs between two values made of maps, lists and plain values: as data, to be shown, merged or
 * exported. Pure.
 */

export type Tree = Record<string, unknown>;

export interface Change {
  path: string[];
  /** `undefined`: it is not there. */
  before: unknown;
  after: unknown;
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, index) => isSame(part, other[index]));
  }
  if (!isTree(one) || !isTree(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

/** The smallest parts that differ. Lists are one part, and so is a map that is only on one side. */
export function changesBetween(before: unknown, after: unknown, path: string[] = []): Change[] {
  if (isSame(before, after)) return [];
  if (!isTree(before) || !isTree(after)) return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => changesBetween(before[name], after[name], [...path, name]));
}

/** The same for reading: of what came or went whole, each field by itself. */
export const readableChanges = (before: unknown, after: unknown): Change[] =>
  changesBetween(before, after).flatMap(apart);

function apart(change: Change): Change[] {
  const { path, before, after } = change;
  const known = isTree(before) ? before : isTree(after) ? after : null;
  if (known === null || Object.keys(known).length === 0) return [change];
  return Object.keys(known).flatMap((name) =>
    apart({
      path: [...path, name],
      before: isTree(before) ? before[name] : undefined,
      after: isTree(after) ? after[name] : undefined,
    }),
  );
}

/** What an audit entry tells: the names of its parts may have several steps, `services/dalle3`. */
export function auditChanges(before: Tree, after: Tree): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    readableChanges(before[name] ?? undefined, after[name] ?? undefined).map((change) => ({
      ...change,
      path: [...name.split('/'), ...change.path],
    })),
  );
}

export function valueAt(tree: unknown, path: readonly string[]): unknown {
  let value = tree;
  for (const name of path) value = isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** The tree with another value at that place; `undefined` takes it away. The rest is shared, not copied. */
export function withValue(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [name, ...rest] = path;
  if (name === undefined) return isTree(value) ? value : {};
  const inner = tree[name];
  const next = rest.length === 0 ? value : withValue(isTree(inner) ? inner : {}, rest, value);
  if (next !== undefined) return { ...tree, [name]: next };
  const { [name]: _gone, ...others } = tree;
  return others;
}
