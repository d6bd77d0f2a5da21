import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { deriveLockfile, type Lockfile } from './lockfile.ts';
import { BUNDLE_DIR, fromRoot, ROOT, WORK_DIR } from './paths.ts';
import { MendableError } from './say.ts';

/** What the bundle doesn't hold: the renderer is native code, and Cloud Storage is seldom needed. */
const EXTERNALS = ['@google-cloud/storage', '@resvg/resvg-js'];

/**
 * What is installed beside the bundle. It holds Firebase's SDKs itself, because one file loads in a third of
 * the time that their hundreds take; but firebase-tools finds the functions through the SDK's own package.
 * (Both copies keep what is declared in one place of the process, for just that case.)
 */
const INSTALLED = [...EXTERNALS, 'firebase-admin', 'firebase-functions'];
const NODE_MAJOR = '24';

/** What CommonJS packages take for granted. */
const COMMONJS_GLOBALS = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url), __dirname = import.meta.dirname;`;

export const functionsBuild = {
  absWorkingDir: ROOT,
  entryPoints: [fromRoot('functions', 'src', 'index.ts')],
  outdir: BUNDLE_DIR,
  // What is imported when first needed (Firestore, drawing, storage) becomes a file of its own, and an
  // instance starts without it.
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: { js: COMMONJS_GLOBALS },
  target: `node${NODE_MAJOR}`,
  external: EXTERNALS.flatMap((name) => [name, `${name}/*`]),
  legalComments: 'none',
  logLevel: 'silent',
} satisfies esbuild.BuildOptions;

/** Builds `functions/dist`: the folder that is deployed, which installs and runs by itself. */
export async function buildFunctions(): Promise<void> {
  if (!fs.existsSync(functionsBuild.entryPoints[0] ?? '')) {
    throw new MendableError('functions/src/index.ts is missing; get it back with: git checkout functions');
  }
  try {
    const { metafile } = await esbuild.build({ ...functionsBuild, metafile: true });
    removeOldParts(new Set(Object.keys(metafile.outputs).map((output) => path.resolve(ROOT, output))));
  } catch (error) {
    throw new MendableError(`The functions don't build:\n${error instanceof Error ? error.message : error}`);
  }
  writeManifest();
}

/**
 * Builds the benchmark as the functions are built, so that it measures what is deployed: as separate
 * packages, the SDK looks up a module anew at each commit, which takes longer than all the gate's own work.
 * Returns what to run.
 */
export async function buildBench(): Promise<string> {
  const outdir = path.join(WORK_DIR, 'bench');
  fs.rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    ...functionsBuild,
    entryPoints: ['main', 'worker'].map((name) => fromRoot('tests', 'bench', `${name}.ts`)),
    outdir,
    // Not of the functions: what stands for a browser.
    external: [
      ...functionsBuild.external,
      'firebase',
      'firebase/*',
      '@firebase/*',
      'esbuild',
      'playwright-core',
    ],
  });
  return path.join(outdir, 'main.js');
}

/**
 * Parts of an earlier build have other names and would stay. What is still in use is left alone: others may
 * read it.
 */
function removeOldParts(current: ReadonlySet<string>): void {
  const parts = path.join(BUNDLE_DIR, 'parts');
  for (const name of fs.existsSync(parts) ? fs.readdirSync(parts) : []) {
    if (!current.has(path.join(parts, name))) fs.rmSync(path.join(parts, name));
  }
}

function writeManifest(): void {
  const whole: Lockfile = JSON.parse(fs.readFileSync(fromRoot('package-lock.json'), 'utf8'));
  const workspace = JSON.parse(fs.readFileSync(fromRoot('functions', 'package.json'), 'utf8'));
  const dependencies = Object.fromEntries(INSTALLED.map((name) => [name, exactVersion(workspace, name)]));
  const manifest = {
    name: 'tollgate-functions',
    version: String(workspace.version),
    private: true,
    type: 'module',
    main: 'index.js',
    engines: { node: NODE_MAJOR },
    dependencies,
  };
  const { private: _, type: __, main: ___, ...lockRoot } = manifest;
  fs.mkdirSync(BUNDLE_DIR, { recursive: true });
  writeJson('package.json', manifest);
  writeJson('package-lock.json', deriveLockfile(whole, 'functions', lockRoot));
}

function exactVersion(workspace: { dependencies: Record<string, string> }, name: string): string {
  const version = workspace.dependencies[name];
  if (!version || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new MendableError(`functions/package.json must name ${name} at an exact version, not ${version}.`);
  }
  return version;
}

const writeJson = (name: string, value: unknown): void =>
  fs.writeFileSync(path.join(BUNDLE_DIR, name), `${JSON.stringify(value, null, 2)}\n`);
