import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SDK_TARBALL } from '../../scripts/lib/sdk-build.ts';

/** The packed SDK in an app of its own, far from this repository: nothing but the tarball and the package registry. */

const run = promisify(execFile);
const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/picture-desk');
const OURS = new Set(['node_modules', 'built', 'package-lock.json']);

let folder: string;

const inApp = (program: string, ...args: string[]) =>
  run(program, args, { cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME } });

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-example-'));
  fs.cpSync(EXAMPLE, folder, { recursive: true, filter: (source) => !OURS.has(path.basename(source)) });
  const manifest = path.join(folder, 'package.json');
  const named = fs.readFileSync(manifest, 'utf8');
  fs.writeFileSync(manifest, named.replace(/file:[^"]+tollgate-client\.tgz/, `file:${SDK_TARBALL}`));
  await inApp('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error');
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const installed = (...parts: string[]) => path.join(folder, 'node_modules', '@tollgate', 'client', ...parts);
const manifestOf = () => JSON.parse(fs.readFileSync(installed('package.json'), 'utf8'));

function* filesIn(directory: string): Generator<string> {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const place = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* filesIn(place);
    else yield place;
  }
}

describe('the packed SDK', () => {
  it('lets the example compile, pass its own tests and build', async () => {
    const { stdout } = await inApp('npm', 'test');
    expect(stdout).toMatch(/^\D*pass 4$/m);
    expect(stdout).toMatch(/^\D*fail 0$/m);
    expect(fs.existsSync(path.join(folder, 'public', 'built', 'main.js'))).toBe(true);
  });

  it('has what its exports name, and nothing that leads out of it', () => {
    const named = Object.values(manifestOf().exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry ?? {}),
    );
    expect(named).toContain('./server.js');
    for (const file of named) expect(fs.existsSync(installed(file))).toBe(true);
    const imports = [...filesIn(installed())]
      .filter((file) => /\.(?:js|d\.ts)$/.test(file))
      .flatMap((file) => [
        ...fs.readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*?from ['"]([^'"]+)['"]/gm),
      ])
      .map(([, specifier = '']) => specifier)
      .filter((specifier) => !specifier.startsWith('.'));
    expect(imports.length).toBeGreaterThan(10);
    const packages = new Set(imports.map((specifier) => specifier.split('/')[0]));
    expect([...packages].sort()).toEqual(['firebase', 'firebase-admin', 'react']);
  });

  it('is dropped whole by a bundler where nothing of it is used', async () => {
    const source = path.join(folder, 'unused.js');
    fs.writeFileSync(source, "import '@tollgate/client';\n");
    const { stdout } = await inApp(
      path.join('node_modules', '.bin', 'esbuild'),
      source,
      '--bundle',
      '--format=esm',
    );
    expect(stdout.replaceAll(/^\/\/.*$|\s/gm, '')).toBe('');
  });
});
