/** The lockfile of the functions folder that is deployed, derived from the repository's own. */

export interface LockEntry {
  version?: string;
  link?: boolean;
  optional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  [field: string]: unknown;
}

export interface Lockfile {
  name?: string;
  version?: string;
  lockfileVersion: number;
  requires?: boolean;
  packages: Record<string, LockEntry>;
}

/**
 * Where `name` is found from a package at `from`, as Node looks it up: beside it, then further and further
 * up.
 */
export function resolveInLock(
  packages: Record<string, LockEntry>,
  from: string,
  name: string,
): string | undefined {
  for (let place = from; ; ) {
    const key = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (packages[key]) return key;
    if (place === '') return undefined;
    const up = place.lastIndexOf('/node_modules/');
    place = up >= 0 ? place.slice(0, up) : '';
  }
}

interface Task {
  /** The package whose dependencies are placed: its key in the whole lockfile, and in the derived one. */
  source: string;
  target: string;
  entry: LockEntry;
}

/**
 * A lockfile for `root` alone: everything it reaches in `whole`, at the same versions, seen from the
 * workspace `from`. What only an optional dependency leads to stays optional, so that npm skips it on another
 * platform.
 */
export function deriveLockfile(whole: Lockfile, from: string, root: LockEntry & { name: string }): Lockfile {
  /** Key in the derived lockfile → key in the whole one. */
  const sourceOf = new Map<string, string>();
  const edges: { from: string; to: string; optional: boolean }[] = [];
  const queue: Task[] = [{ source: from, target: '', entry: root }];
  for (let task = queue.shift(); task; task = queue.shift()) {
    for (const { name, optional } of dependenciesOf(task.entry)) {
      const source = resolveInLock(whole.packages, task.source, name);
      if (!source) {
        if (optional) continue;
        throw new Error(
          `package-lock.json lacks ${name}, which ${task.target || root.name} needs: npm install`,
        );
      }
      const target = place(sourceOf, task.target, name, source);
      edges.push({ from: task.target, to: target, optional });
      if (sourceOf.has(target)) continue;
      sourceOf.set(target, source);
      queue.push({ source, target, entry: whole.packages[source] ?? {} });
    }
  }
  const needed = reachable(edges.filter((edge) => !edge.optional));
  const packages: Record<string, LockEntry> = { '': root };
  for (const target of [...sourceOf.keys()].sort()) {
    const { dev, devOptional, peer, optional, ...entry } = whole.packages[sourceOf.get(target) ?? ''] ?? {};
    packages[target] = needed.has(target) ? entry : { ...entry, optional: true };
  }
  return {
    name: root.name,
    version: root.version ?? '0.0.0',
    lockfileVersion: whole.lockfileVersion,
    requires: true,
    packages,
  };
}

function dependenciesOf(entry: LockEntry): { name: string; optional: boolean }[] {
  const optional = entry.optionalDependencies ?? {};
  const peers = Object.keys(entry.peerDependencies ?? {}).map((name) => ({
    name,
    optional: entry.peerDependenciesMeta?.[name]?.optional === true,
  }));
  const required = Object.keys(entry.dependencies ?? {}).filter((name) => !(name in optional));
  return [
    ...required.map((name) => ({ name, optional: false })),
    ...Object.keys(optional).map((name) => ({ name, optional: true })),
    // npm installs a peer that is wanted, and leaves one that is optional to whoever else asks for it.
    ...peers.filter((peer) => !peer.optional),
  ];
}

/** At the top where that is free or the same package; otherwise right under the package that needs it. */
function place(sourceOf: Map<string, string>, parent: string, name: string, source: string): string {
  const placed = Object.fromEntries([...sourceOf.keys()].map((key) => [key, {}]));
  const visible = resolveInLock(placed, parent, name);
  if (visible && sourceOf.get(visible) === source) return visible;
  if (!visible) return `node_modules/${name}`;
  return parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
}

function reachable(edges: readonly { from: string; to: string }[]): Set<string> {
  const found = new Set(['']);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const edge of edges) if (found.has(edge.from)) found.add(edge.to);
  }
  return found;
}
