import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import * as z from 'zod';
import { fromRoot } from './paths.ts';
import { MendableError } from './say.ts';
import { writeTypes } from './sdk-types.ts';

/**
 * The SDK as other apps install it: `client/dist/package`, and the same packed,
 * `client/dist/tollgate-client.tgz`.
 */

const DIST = fromRoot('client', 'dist');
export const SDK_PACKAGE = path.join(DIST, 'package');
export const SDK_TARBALL = path.join(DIST, 'tollgate-client.tgz');

/**
 * The console's own way in, which needs the contract whole, and what only the React part and our own app
 * need.
 */
const NOT_SHIPPED = new Set(['./admin', './guest-left', './clock', './new-id', './use-now']);

const workspaceSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  sideEffects: z.array(z.string()),
  exports: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })),
});

/** `./react` → `react`, `.` → `index`. */
const nameOf = (subpath: string): string => (subpath === '.' ? 'index' : subpath.slice('./'.length));

export async function buildSdk(): Promise<void> {
  const workspace = workspaceSchema.parse(
    JSON.parse(fs.readFileSync(fromRoot('client', 'package.json'), 'utf8')),
  );
  const all = Object.entries(workspace.exports).filter(([subpath]) => !NOT_SHIPPED.has(subpath));
  const shipped = all.filter(([, source]) => /\.tsx?$/.test(source));
  const copied = all.filter(([, source]) => !/\.tsx?$/.test(source));
  fs.rmSync(DIST, { recursive: true, force: true });
  const peers = Object.keys(workspace.peerDependencies);
  await esbuild.build({
    absWorkingDir: fromRoot('client'),
    entryPoints: Object.fromEntries(shipped.map(([subpath, source]) => [nameOf(subpath), source])),
    outdir: SDK_PACKAGE,
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    platform: 'neutral',
    // What browsers of the last three years and the Node that functions run on understand.
    target: 'es2022',
    jsx: 'automatic',
    external: [...peers.flatMap((name) => [name, `${name}/*`]), 'node:*'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  const types = writeTypes(
    shipped.map(([, source]) => source.replace(/^\.\//, '')),
    path.join(SDK_PACKAGE, 'types'),
  );
  for (const [subpath, source] of copied) {
    const place = path.join(SDK_PACKAGE, subpath);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.copyFileSync(fromRoot('client', source), place);
    // TypeScript asks also what a style sheet declares.
    fs.writeFileSync(`${place}.d.ts`, 'export {};\n');
  }
  const exports = shipped.map(([subpath], index): [string, object] => [
    subpath,
    { types: `./types/${types[index]}`, default: `./${nameOf(subpath)}.js` },
  ]);
  const { name, version, description, sideEffects, peerDependencies, peerDependenciesMeta } = workspace;
  const manifest = {
    ...{ name, version, description, type: 'module', sideEffects },
    exports: {
      ...Object.fromEntries(exports),
      ...Object.fromEntries(
        copied.map(([subpath]) => [subpath, { types: `${subpath}.d.ts`, default: subpath }]),
      ),
    },
    ...{ peerDependencies, peerDependenciesMeta },
  };
  fs.writeFileSync(path.join(SDK_PACKAGE, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  fs.copyFileSync(fromRoot('client', 'README.md'), path.join(SDK_PACKAGE, 'README.md'));
  pack(`${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
}

function pack(named: string): void {
  const npm = spawnSync('npm', ['pack', '--pack-destination', DIST, '--loglevel=error'], {
    cwd: SDK_PACKAGE,
    encoding: 'utf8',
  });
  if (npm.status !== 0) throw new MendableError(`npm pack failed:\n${npm.stdout}${npm.stderr}`);
  // Without its version, so that an app can name it.
  fs.renameSync(path.join(DIST, named), SDK_TARBALL);
}
