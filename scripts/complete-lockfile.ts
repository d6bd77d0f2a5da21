import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out, and drops download
 * addresses. npm omits them where the registry in use does not carry them, and from then on `npm ci` refuses
 * on every machine. Run it after each change of dependencies: node scripts/complete-lockfile.ts
 */

interface Entry {
  version?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  extraneous?: boolean;
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'armv7',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

/** The system and processor that a platform package is for, as its name says it. */
function platformOf(name: string): { os: string[]; cpu: string[] } {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system)) ?? 'wasi';
  const cpu = PROCESSORS.find((processor) => words.some((word) => word === processor)) ?? 'none';
  return { os: [os], cpu: [cpu === 'armv7' ? 'arm' : cpu] };
}

export function completeLockfile(packages: Record<string, Entry>): Record<string, Entry> {
  const complete: Record<string, Entry> = {};
  for (const [place, entry] of Object.entries(packages)) {
    if (entry.extraneous) continue;
    const { resolved, ...rest } = entry;
    complete[place] = entry.link ? entry : rest;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isLocked = packages[`node_modules/${name}`] || packages[`${place}/node_modules/${name}`];
      // A range says that this is no platform package: those are pinned to the version of the package they
      // serve.
      if (isLocked || !/^\d/.test(version)) continue;
      const dev = entry.dev ? { dev: true } : {};
      complete[`node_modules/${name}`] = { version, optional: true, ...dev, ...platformOf(name) };
    }
  }
  const byPlace = (a: [string, Entry], b: [string, Entry]) => (a[0] < b[0] ? -1 : 1);
  return Object.fromEntries(Object.entries(complete).sort(byPlace));
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  lock.packages = completeLockfile(lock.packages);
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
}
