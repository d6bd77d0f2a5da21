import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { addressOf, CALL_FUNCTIONS, CALL_NAMES } from '@tollgate/contract/calls/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimPorts } from '../../scripts/lib/ports.ts';
import { operatorEnv } from './environment.ts';

/**
 * Every exported callable of the built bundle, served as in production, with App Check on. That the list is
 * whole, and that each has its `maxInstances`, is in functions-folder.test.ts.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const BUNDLE = path.join(ROOT, 'functions/dist/index.js');
const SERVER = path.join(ROOT, 'scripts/lib/instance-server.ts');
const PROJECT = 'demo-doors';

interface Instance {
  origin: string;
  process: ChildProcess;
}

async function start(parameters: Record<string, string>): Promise<Instance> {
  const [port] = await claimPorts(1);
  const child = spawn(process.execPath, [SERVER, BUNDLE, String(port)], {
    // Nothing of an emulator: these are the doors of production.
    env: operatorEnv({ FIREBASE_CONFIG: JSON.stringify({ projectId: PROJECT }), ...parameters }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ready = new Promise((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('instance ready') && resolve(null)),
  );
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the instance ended')));
  ended.catch(() => {});
  await Promise.race([ready, ended]);
  return { origin: `http://127.0.0.1:${port}/${PROJECT}/us-central1`, process: child };
}

let open: Instance;
let enforced: Instance;

beforeAll(async () => {
  [open, enforced] = await Promise.all([start({}), start({ TOLLGATE_APP_CHECK: 'enforce' })]);
});

afterAll(() => {
  for (const { process } of [open, enforced]) process.kill();
});

const callWithoutTokens = async ({ origin }: Instance, name: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${origin}/${name}`, { method: 'POST', headers, body: '{"data":{}}' });
  return { status: response.status, message: (await response.json()).error.message };
};

const allowedFor = async (name: string, page: string) => {
  const headers = { origin: page, 'access-control-request-method': 'POST' };
  const response = await fetch(`${open.origin}/${name}`, { method: 'OPTIONS', headers });
  return response.headers.get('access-control-allow-origin');
};

describe.each(CALL_NAMES.map(addressOf))('%s', (name) => {
  it('asks for App Check before anything else where it is enforced, and only there', async () => {
    // Without App Check our own check of the sign-in is the first to answer.
    expect(await callWithoutTokens(open, name)).toEqual({ status: 401, message: 'Sign in first.' });
    expect(await callWithoutTokens(enforced, name)).toEqual({ status: 401, message: 'Unauthenticated' });
  });

  it("may be called from the project's own pages and no others", async () => {
    for (const own of [`https://${PROJECT}.web.app`, `https://${PROJECT}.firebaseapp.com`])
      expect(await allowedFor(name, own)).toBe(own);
    for (const foreign of ['https://evil.example', 'http://127.0.0.1:5002', 'null'])
      expect(await allowedFor(name, foreign)).toBeNull();
  });
});

describe.each(['account', 'staff', 'refunds', 'billing'])('the shared function %s', (name) => {
  // Each of the others' calls, and what JavaScript knows of every object.
  const others = CALL_NAMES.filter((call) => addressOf(call) !== `${name}/${call}`);
  const unknown = ['', '/', '/getUsages', '/constructor', '/__proto__', ...others.map((call) => `/${call}`)];

  it('has its own calls and no others', async () => {
    for (const path of unknown) {
      const answer = await callWithoutTokens(open, `${name}${path}`);
      expect([path, answer]).toEqual([
        path,
        { status: 404, message: expect.stringContaining('no such call') },
      ]);
    }
  });
});

it('a call that shares a function has none of its own', async () => {
  const shared = CALL_NAMES.filter((name) => !(name in CALL_FUNCTIONS));
  for (const name of shared)
    expect((await fetch(`${open.origin}/${name}`, { method: 'POST' })).status).toBe(404);
});

describe('the HTTP API', () => {
  const balanceOf = async ({ origin }: Instance, credential?: string) => {
    const headers = new Headers(credential === undefined ? {} : { authorization: `Bearer ${credential}` });
    const response = await fetch(`${origin}/api/v1/balance`, { headers });
    return { status: response.status, message: (await response.json()).error.message };
  };

  it('asks a sign-in for App Check where it is enforced, and a key nowhere', async () => {
    expect(await balanceOf(open)).toMatchObject({
      status: 401,
      message: expect.stringContaining('Send Auth'),
    });
    expect(await balanceOf(open, 'token')).toMatchObject({ message: expect.stringContaining('not valid') });
    expect(await balanceOf(enforced, 'token')).toMatchObject({
      status: 401,
      message: expect.stringContaining('verified apps'),
    });
  });

  it("may be called from the project's own pages and no others", async () => {
    expect(await allowedFor('api/v1/balance', `https://${PROJECT}.web.app`)).toBe(
      `https://${PROJECT}.web.app`,
    );
    for (const foreign of ['https://evil.example', 'http://127.0.0.1:5002', 'null'])
      expect(await allowedFor('api/v1/balance', foreign)).toBeNull();
  });
});

it('a bundle with a parameter that is not understood does not start', async () => {
  await expect(start({ TOLLGATE_APP_CHECK: 'enforced' })).rejects.toThrow('ended');
  await expect(start({ TOLLGATE_ALLOWED_ORIGINS: '*' })).rejects.toThrow('ended');
  await expect(start({ TOLLGATE_EDGE_RANGES: '10.0.0.1' })).rejects.toThrow('ended');
  await expect(start({ TOLLGATE_FORMER_NAMES: 'yes' })).rejects.toThrow('ended');
  await expect(start({ TOLLGATE_CACHE_SECONDS: '0' })).rejects.toThrow('ended');
});
