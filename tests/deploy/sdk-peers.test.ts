import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SDK_TARBALL } from '../../scripts/lib/sdk-build.ts';
import { operatorEnv } from './environment.ts';
import { NEXT_APP, PAGE, SERVER } from './peers/programs.ts';
import { type StandIn, standIn } from './peers/stand-in.ts';

/** The packed SDK beside every version of Firebase that it says it works with, as npm installs them. */

const run = promisify(execFile);
const bin = (name: string) => path.resolve(import.meta.dirname, '../../node_modules/.bin', name);
const QUIETLY = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
/** A peer that npm has to overrule is one that the package forbids. */
const STRICTLY = [...QUIETLY, '--strict-peer-deps'];

const VERSIONS = [
  { firebase: '11.10.0', admin: '12' },
  { firebase: '12', admin: '13' },
  { firebase: '13', admin: '14' },
];
/** In the folder of the newest ones. */
const NEXT = [
  ...['next@16', 'react@19', 'react-dom@19'],
  ...['typescript@5.9.3', '@types/react@19', '@types/node@24'],
];
/** Installing takes as long as the registry does. */
const PATIENCE_MS = 400_000;

let root: string;
let functions: StandIn;

async function folderWith(name: string, ...packages: string[]): Promise<string> {
  const folder = path.join(root, name);
  fs.mkdirSync(folder);
  const manifest = { name, private: true, type: 'module' };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', ...STRICTLY, SDK_TARBALL, ...packages], { cwd: folder, env: operatorEnv() });
  return folder;
}

/** What the compiler says of a program, its types and the SDK's; of other packages' own faults nothing. */
async function checked(folder: string, source: string): Promise<string> {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022' },
    ...{ lib: ['esnext', 'dom', 'dom.iterable'], types: ['node'], typeRoots: [bin('../@types')] },
  };
  const file = path.join(folder, `tsconfig.${source}.json`);
  fs.writeFileSync(file, JSON.stringify({ compilerOptions, files: [source] }));
  const { stdout } = await run(bin('tsc'), ['-p', file], { cwd: folder }).catch((error) => error);
  const lines: string[] = stdout.split('\n');
  return lines.filter((line) => line.startsWith(source) || line.includes('@tollgate/')).join('\n');
}

/** Runs a program as Node runs it, its types left out; gives what it printed. */
async function answerOf(folder: string, source: string): Promise<unknown> {
  const env = operatorEnv({
    PORT: `${functions.port}`,
    FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${functions.port}`,
  });
  const { stdout } = await run(process.execPath, [source], { cwd: folder, env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

let folders: Promise<string>[];
let server: Promise<string>;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-peers-'));
  functions = await standIn();
  folders = VERSIONS.map(({ firebase, admin }, index) => {
    const beside = index === VERSIONS.length - 1 ? NEXT : [];
    return folderWith(`with-${firebase}`, `firebase@${firebase}`, `firebase-admin@${admin}`, ...beside);
  });
  server = folderWith('server', 'firebase-admin@14');
  // Each test says what came of its own.
  await Promise.allSettled([...folders, server]);
}, PATIENCE_MS);

afterAll(() => {
  functions?.close();
  fs.rmSync(root, { recursive: true, force: true });
});

describe('the packed SDK', () => {
  it.concurrent.each(VERSIONS)(
    'works in an app with firebase $firebase, and on a server with firebase-admin $admin',
    async (versions) => {
      const folder = (await folders[VERSIONS.indexOf(versions)]) ?? '';
      fs.writeFileSync(path.join(folder, 'page.ts'), PAGE);
      fs.writeFileSync(path.join(folder, 'server.ts'), SERVER);
      expect(await checked(folder, 'page.ts')).toBe('');
      expect(await checked(folder, 'server.ts')).toBe('');
      expect(await answerOf(folder, 'page.ts')).toEqual({
        ...{ credits: 7_000_000, pieces: ['Hel'], made: 'Hello', users: ['ada'] },
        failures: [
          { code: 'unreachable', hasHint: true },
          { code: 'network', hasHint: true },
        ],
      });
      expect(await answerOf(folder, 'server.ts')).toEqual({ credits: 7_000_000, error: null });
    },
    PATIENCE_MS,
  );

  it.concurrent(
    'needs no web SDK on a server',
    async () => {
      const folder = await server;
      expect(fs.existsSync(path.join(folder, 'node_modules', 'firebase'))).toBe(false);
      fs.writeFileSync(path.join(folder, 'server.ts'), SERVER);
      expect(await checked(folder, 'server.ts')).toBe('');
      expect(await answerOf(folder, 'server.ts')).toEqual({ credits: 7_000_000, error: null });
    },
    PATIENCE_MS,
  );

  it.concurrent(
    'is built and rendered by Next.js',
    async () => {
      const folder = (await folders.at(-1)) ?? '';
      for (const [name, content] of Object.entries(NEXT_APP)) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), content.trimStart());
      }
      const env = operatorEnv({ NEXT_TELEMETRY_DISABLED: '1' });
      const next = path.join(folder, 'node_modules', 'next', 'dist', 'bin', 'next');
      await run(process.execPath, [next, 'build'], { cwd: folder, env });
      const started = spawn(process.execPath, [next, 'start', '--port', '0'], { cwd: folder, env });
      try {
        const page = await (await fetch(await addressOf(started))).text();
        expect(page).toContain('Picture desk');
        // The provider's components, as they look before it is known who is signed in.
        expect(page).toMatch(/class="tg [^"]*"/);
      } finally {
        started.kill();
      }
    },
    PATIENCE_MS,
  );
});

/** Where it says that it listens. */
const addressOf = (started: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const hear = (piece: Buffer) => {
      said += piece;
      const [address] = /http:\/\/localhost:\d+/.exec(said) ?? [];
      if (address && said.includes('Ready')) resolve(address);
    };
    started.stdout?.on('data', hear);
    started.stderr?.on('data', hear);
    started.once('exit', () => reject(new Error(`next start ended: ${said}`)));
  });
