import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SDK_TARBALL } from '../../scripts/lib/sdk-build.ts';
import { operatorEnv } from './environment.ts';

/**
 * The packed SDK in an app of its own, far from this repository: nothing but the tarball and the package
 * registry.
 */

const run = promisify(execFile);
const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/picture-desk');
const OURS = new Set(['node_modules', 'built', 'package-lock.json']);

const QUIETLY = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
/** That the package says it works with. */
const OLDEST_REACT = ['react@18.3.1', '@types/react@18.3.12'];

let folder: string;

const inApp = (program: string, ...args: string[]) => run(program, args, { cwd: folder, env: operatorEnv() });

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-example-'));
  fs.cpSync(EXAMPLE, folder, { recursive: true, filter: (source) => !OURS.has(path.basename(source)) });
  const manifest = path.join(folder, 'package.json');
  const named = fs.readFileSync(manifest, 'utf8');
  fs.writeFileSync(manifest, named.replace(/file:[^"]+tollgate-client\.tgz/, `file:${SDK_TARBALL}`));
  await inApp('npm', 'install', ...QUIETLY);
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

/** Of a type that is not found nothing would be wrong, so each mistake must be seen as one. */
const USES_ALL = `
import '@tollgate/client/react/styles.css';
import { createTollgate, type SpendingLimit } from '@tollgate/client';
import { CreditBalance, CreditsProvider, useCredits, useGenerate } from '@tollgate/client/react';
import { testCredits } from '@tollgate/client/react/testing';
// Amounts are plain numbers.
export const limit: SpendingLimit = { dayMicro: 5_000_000, monthMicro: null };
export function Prices() {
  const { prices, summary } = useCredits();
  const { generation } = useGenerate();
  // @ts-expect-error a number
  const version: string = prices?.version ?? 0;
  // @ts-expect-error a number
  const left: string = summary?.limits.image.left ?? 0;
  // @ts-expect-error a status
  const status: number = generation.status;
  return <CreditsProvider tollgate={testCredits()}><CreditBalance />{version}{left}{status}</CreditsProvider>;
}
// @ts-expect-error an app, or its services
createTollgate({});
`;

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
        ...fs
          .readFileSync(file, 'utf8')
          .matchAll(/^(?:import|export)[^;]*?from ['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm),
      ])
      .map(([, from, asked]) => from ?? asked ?? '')
      .filter((specifier) => !specifier.startsWith('.'));
    expect(imports.length).toBeGreaterThan(10);
    const packages = new Set(imports.map((specifier) => specifier.split('/')[0]));
    expect([...packages].sort()).toEqual(['firebase', 'firebase-admin', 'react']);
  });

  it.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])('has types for all of it, as %s finds them', async (moduleResolution, module) => {
    const source = path.join(folder, 'uses-all.tsx');
    fs.writeFileSync(source, USES_ALL);
    await inApp('npm', 'install', '--no-save', ...QUIETLY, ...OLDEST_REACT);
    const options = { moduleResolution, module, target: 'es2022', lib: ['esnext', 'dom', 'dom.iterable'] };
    const checked = { strict: true, noEmit: true, jsx: 'react-jsx', types: [], skipLibCheck: true };
    const project = path.join(folder, `tsconfig.${moduleResolution}.json`);
    const compilerOptions = { ...options, ...checked };
    fs.writeFileSync(project, JSON.stringify({ compilerOptions, files: ['uses-all.tsx'] }));
    const said = await inApp(path.join('node_modules', '.bin', 'tsc'), '-p', project).catch((error) => error);
    expect(said.stdout).toBe('');
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
