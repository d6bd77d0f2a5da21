import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CALL_FUNCTIONS, CALL_NAMES, CALLS } from '@tollgate/contract/calls/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorEnv } from './environment.ts';

/**
 * What `firebase deploy` uploads for functions installs and lists its functions by itself, far from this
 * repository.
 */

const run = promisify(execFile);
const BUILT = path.resolve(import.meta.dirname, '../../functions/dist');
const SCHEDULES = {
  releaseExpiredHolds: 'every 2 minutes',
  expireGrants: 'every 5 minutes',
  resetRateLimits: 'every 60 minutes',
  foldDailyUsage: 'every day 00:20',
  cleanupOldData: 'every day 03:00',
};
const CALLABLES = Object.keys(CALL_FUNCTIONS);
/** Calls that had a function of their own before they shared one. */
const FORMER = CALL_NAMES.filter((name) => !(name in CALL_FUNCTIONS));
const DEPLOYED = [...CALLABLES, ...Object.keys(SCHEDULES), 'api', 'onUserCreated', 'runGeneration'].sort();

interface Endpoint {
  platform: string;
  region: string[];
  entryPoint: string;
  callableTrigger?: object;
  httpsTrigger?: object;
  taskQueueTrigger?: object;
  scheduleTrigger?: { schedule: string; timeZone?: string };
  maxInstances?: number;
  timeoutSeconds?: number | null;
  eventTrigger?: { eventType: string; retry: boolean };
  secretEnvironmentVariables?: { key: string }[];
}

interface Listed {
  endpoints: Record<string, Endpoint>;
  params?: { name: string; type: string }[];
}

let folder: string;
let listed: Listed;
let endpoints: Record<string, Endpoint>;

const clean = () => operatorEnv({ NODE_ENV: 'production' });

/** What firebase-tools asks the folder for before it deploys, with the variables of `functions/.env`. */
async function list(variables: NodeJS.ProcessEnv): Promise<Listed> {
  const manifest = path.join(folder, 'manifest.json');
  await run(path.join(folder, 'node_modules', '.bin', 'firebase-functions'), [folder], {
    cwd: folder,
    env: {
      ...clean(),
      ...variables,
      GCLOUD_PROJECT: 'demo-deploy',
      FIREBASE_CONFIG: '{"projectId":"demo-deploy"}',
      FUNCTIONS_MANIFEST_OUTPUT_PATH: manifest,
    },
  });
  return JSON.parse(fs.readFileSync(manifest, 'utf8'));
}

const endpointsOf = async (variables: NodeJS.ProcessEnv) => (await list(variables)).endpoints;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-deploy-'));
  fs.cpSync(BUILT, folder, { recursive: true });
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'], {
    cwd: folder,
    env: clean(),
  });
  listed = await list({});
  endpoints = listed.endpoints;
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the functions folder, installed by itself', () => {
  it('lists every function that the contract names, and nothing that is for emulators', () => {
    expect(Object.keys(endpoints).sort()).toEqual(DEPLOYED);
  });

  it('has each of them in one region, second generation', () => {
    for (const [name, { platform, region, entryPoint }] of Object.entries(endpoints)) {
      expect({ name, platform, region, entryPoint }).toEqual({
        name,
        platform: 'gcfv2',
        region: ['us-central1'],
        entryPoint: name,
      });
    }
  });

  it('makes each of them what it is for', () => {
    for (const name of CALLABLES) expect(endpoints[name]).toHaveProperty('callableTrigger');
    for (const [name, schedule] of Object.entries(SCHEDULES))
      expect(endpoints[name]?.scheduleTrigger).toMatchObject({ schedule, timeZone: 'Etc/UTC' });
    expect(endpoints.api).toHaveProperty('httpsTrigger');
    expect(endpoints.runGeneration).toHaveProperty('taskQueueTrigger');
    expect(endpoints.onUserCreated?.eventTrigger?.eventType).toContain('auth.user');
  });

  it('bounds how many instances of each may run, and of all together', async () => {
    for (const [name, { maxInstances }] of Object.entries(endpoints)) {
      const most = name in SCHEDULES ? 1 : 40;
      expect([name, maxInstances]).toEqual([
        name,
        expect.toSatisfy((n) => Number.isInteger(n) && n >= 1 && n <= most),
      ]);
    }
    const all = Object.values(await endpointsOf({ TOLLGATE_PAYMENTS: 'stripe' }));
    expect(all.reduce((sum, { maxInstances = 0 }) => sum + maxInstances, 0)).toBeLessThanOrEqual(300);
    // A deployment of many functions runs into quotas of the project.
    expect(all.length).toBeLessThan(25);
  });

  it('has calls share a function where all that it runs with is the same', () => {
    const shared = [...new Set(FORMER.map((name) => CALLS[name].function))];
    const options = shared.map((name) => JSON.stringify({ ...CALL_FUNCTIONS[name], maxInstances: 0 }));
    expect(new Set(options).size).toBe(shared.length);
  });

  it('deploys the functions of before too, where a setting asks for it', async () => {
    const both = await endpointsOf({ TOLLGATE_FORMER_NAMES: 'on' });
    expect(Object.keys(both).sort()).toEqual([...DEPLOYED, ...FORMER].sort());
    for (const name of FORMER) {
      const { timeoutSeconds, secretEnvironmentVariables } = both[CALLS[name].function] ?? {};
      expect(both[name]).toMatchObject({
        ...{ callableTrigger: {}, timeoutSeconds, secretEnvironmentVariables },
      });
    }
  });

  it('asks for nothing but the secret, so that a deployment needs nobody to answer', () => {
    expect(listed.params).toEqual([{ type: 'secret', name: 'TOLLGATE_HASH_KEY' }]);
    const retried = Object.entries(endpoints).filter(([, { eventTrigger }]) => eventTrigger?.retry);
    expect(retried).toEqual([]);
  });

  it.each([
    ['TOLLGATE_APP_CHECK', 'enforced'],
    ['TOLLGATE_ALLOWED_ORIGINS', '*'],
    ['TOLLGATE_EDGE_RANGES', '10.0.0.1'],
    ['TOLLGATE_TRUSTED_PROXY_HOPS', 'two'],
    ['TOLLGATE_REMOTE_MODERATION', 'open-ai'],
    ['TOLLGATE_PAYMENTS', 'strip'],
    ['TOLLGATE_FORMER_NAMES', 'yes'],
  ])('is not listed, and so not deployed, with %s=%s', async (name, value) => {
    await expect(list({ [name]: value, FUNCTIONS_CONTROL_API: 'true' })).rejects.toThrow(name);
  });

  it('gives the secret to each of them', () => {
    for (const [name, { secretEnvironmentVariables }] of Object.entries(endpoints)) {
      expect([name, secretEnvironmentVariables]).toEqual([name, [{ key: 'TOLLGATE_HASH_KEY' }]]);
    }
  });

  it('asks for the key of a remote moderator only where it is switched on, and only for the gate', async () => {
    const switchedOn = await endpointsOf({ TOLLGATE_REMOTE_MODERATION: 'openai' });
    const withKey = Object.entries(switchedOn)
      .filter(([, endpoint]) =>
        endpoint.secretEnvironmentVariables?.some(({ key }) => key === 'TOLLGATE_OPENAI_KEY'),
      )
      .map(([name]) => name);
    expect(withKey.sort()).toEqual(['api', 'generate', 'validateAndDeductCredits']);
    expect(JSON.stringify(endpoints)).not.toContain('TOLLGATE_OPENAI_KEY');
  });

  it('has a webhook, and asks for the keys of Stripe, only where payments are switched on, and only for what needs them', async () => {
    const switchedOn = await endpointsOf({ TOLLGATE_PAYMENTS: 'stripe' });
    expect(Object.keys(switchedOn).sort()).toEqual([...DEPLOYED, 'paymentWebhook'].sort());
    expect(switchedOn.paymentWebhook).toHaveProperty('httpsTrigger');
    const keys = ['TOLLGATE_HASH_KEY', 'TOLLGATE_STRIPE_KEY', 'TOLLGATE_STRIPE_WEBHOOK_SECRET'];
    for (const [name, { secretEnvironmentVariables = [] }] of Object.entries(switchedOn)) {
      const needsThem = name === 'billing' || name === 'paymentWebhook';
      const given = secretEnvironmentVariables.map(({ key }) => key);
      expect([name, given]).toEqual([name, needsThem ? keys : ['TOLLGATE_HASH_KEY']]);
    }
    await expect(endpointsOf({ TOLLGATE_PAYMENTS: 'strip' })).rejects.toThrow();
  });

  it('simulates no payment outside of emulators, whatever is set', async () => {
    const settings = { TOLLGATE_RESULTS_DIR: '/tmp', FUNCTIONS_EMULATOR: 'true' };
    for (const more of [{}, { TOLLGATE_PAYMENTS: 'off' }, { TOLLGATE_PAYMENTS: 'stripe' }])
      expect(Object.keys(await endpointsOf({ ...settings, ...more }))).not.toContain('localCheckout');
    await expect(endpointsOf({ TOLLGATE_PAYMENTS: 'simulated' })).rejects.toThrow();
  });

  it('has in it what it loads later too', async () => {
    const parts = fs.readdirSync(path.join(folder, 'parts')).filter((name) => name.endsWith('.js'));
    expect(parts).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^firestore-/),
        expect.stringMatching(/^storage-/),
        expect.stringMatching(/^stripe/),
      ]),
    );
    const code = parts.map((name) => `await import('./parts/${name}');`).join('');
    await run(process.execPath, ['--input-type=module', '-e', `${code} process.exit(0)`], {
      cwd: folder,
      env: clean(),
    });
  });

  it('has the exact versions of the repository', async () => {
    const { stdout } = await run('npm', ['ls', '--json', '--depth=0'], { cwd: folder, env: clean() });
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(BUILT, 'package.json'), 'utf8'));
    const installed: Record<string, { version: string }> = JSON.parse(stdout).dependencies;
    expect(
      Object.fromEntries(Object.entries(installed).map(([name, { version }]) => [name, version])),
    ).toEqual(dependencies);
  });
});
