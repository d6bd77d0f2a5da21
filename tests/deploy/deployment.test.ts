import fs from 'node:fs';
import path from 'node:path';
import { CALL_FUNCTIONS } from '@tollgate/contract/calls/table';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.ts';
import { type Deployed, deploy, type FirebaseJson } from './google-stand-in/deploy.ts';
import {
  APP_RULES,
  appProject,
  freshProject,
  functionOf,
  type GoogleProject,
} from './google-stand-in/project.ts';
import type { Call } from './google-stand-in/routes.ts';

/**
 * `firebase deploy`, as an operator runs it, of what is built: firebase-tools and the check before it are the
 * real ones, Google is a stand-in that logs every call.
 */

const NOT_ASKED = ['--non-interactive'];

const namesOf = ({ functions }: GoogleProject) => functions.map(({ name }) => name.split('/').at(-1));
const deletions = ({ calls }: Deployed) =>
  calls.filter(({ method }) => method === 'DELETE').map(({ path: at }) => at);

/** What is deployed beside the functions that serve calls, where nothing can be bought. */
const OTHERS = [
  ...['api', 'onUserCreated', 'runGeneration'],
  ...['cleanupOldData', 'expireGrants', 'foldDailyUsage', 'releaseExpiredHolds', 'resetRateLimits'],
];

/** Calls that change something in the project; who signs in, and asks what they may, changes nothing. */
const changes = ({ calls }: Deployed): Call[] =>
  calls.filter(
    ({ method, service, path: at }) =>
      method !== 'GET' &&
      !['token', 'serviceusage'].includes(service) &&
      !/:test(?:IamPermissions)?$/.test(at),
  );
const linesOf = (calls: Call[]) => calls.map(({ method, service, path: at }) => `${method} ${service} ${at}`);

describe.concurrent('a new project', () => {
  it('is deployed to unattended: without --force, without a question, without a setting', async () => {
    const project = freshProject();
    const deployed = await deploy(project, { args: NOT_ASKED });
    expect(deployed).toMatchObject({ exitCode: 0, said: expect.stringContaining('Deploy complete!') });
    expect(namesOf(project)).toEqual(expect.arrayContaining([...Object.keys(CALL_FUNCTIONS), ...OTHERS]));
    for (const { labels } of project.functions)
      expect(labels).toMatchObject({ 'firebase-functions-codebase': 'tollgate' });
    expect(project.repository?.cleanupPolicies).toHaveProperty('firebase-functions-cleanup');
    expect(linesOf(deployed.calls)).toEqual(
      expect.arrayContaining([
        'POST rules v1/projects/demo-fresh/releases',
        'POST hosting v1beta1/projects/demo-fresh/sites/demo-fresh/channels/live/releases',
      ]),
    );
    expect(deletions(deployed)).toEqual([]);
  });

  it('takes every setting of functions/.env.example', async () => {
    const example = fs.readFileSync(path.join(ROOT, 'functions/.env.example'), 'utf8');
    const project = freshProject({ off: [] });
    const files = { 'functions/.env': example };
    const deployed = await deploy(project, {
      args: [...NOT_ASKED, '--only', 'functions:tollgate:api'],
      files,
    });
    expect(deployed).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('Loaded environment variables'),
    });
    expect(project.functions[0]?.serviceConfig).toMatchObject({
      environmentVariables: { TOLLGATE_PAYMENTS: 'off', TOLLGATE_TRUSTED_PROXY_HOPS: '1' },
    });
  });

  it('is told what is missing when Storage was not set up', async () => {
    const deployed = await deploy(freshProject({ bucket: null }), { args: NOT_ASKED });
    expect(deployed.exitCode).toBe(1);
    expect(deployed.said).toMatch(
      /Storage: demo-fresh has no bucket yet[\s\S]*firebase\.google\.com[\s\S]*--except storage/,
    );
    expect(linesOf(changes(deployed))).toEqual([]);
  });
});

describe.concurrent('a project with an app of its own', () => {
  const asBefore = (settings: FirebaseJson) => {
    for (const entry of settings.functions) Object.assign(entry, { codebase: 'default', predeploy: [] });
  };

  it('would lose its functions to --force if Tollgate were deployed as the codebase "default"', async () => {
    const project = appProject();
    const deployed = await deploy(project, { args: ['--force', '--only', 'functions'], change: asBefore });
    expect(deployed.exitCode).toBe(0);
    expect(deletions(deployed).sort()).toEqual(
      ['resizeImage', 'sendInvoice'].map((name) => expect.stringContaining(`/functions/${name}`)),
    );
  });

  it('keeps its functions, whatever --force says', async () => {
    const project = appProject();
    const before = structuredClone(project.functions);
    const deployed = await deploy(project, { args: ['--force', '--only', 'functions'] });
    expect(deployed.exitCode).toBe(0);
    expect(deletions(deployed)).toEqual([]);
    expect(project.functions).toEqual(expect.arrayContaining(before));
    expect(project.functions.length).toBe(before.length + Object.keys(CALL_FUNCTIONS).length + OTHERS.length);
    expect(
      linesOf(changes(deployed)).filter((line) => /resizeImage|sendInvoice|PATCH functions/.test(line)),
    ).toEqual([]);
  });

  it('keeps everything: a deployment of all of it stops at the rules, and says what to do', async () => {
    const deployed = await deploy(appProject(), { args: ['--force'] });
    expect(deployed.exitCode).toBe(1);
    expect(deployed.said).toMatch(/Firestore: the rules in force are not Tollgate's[\s\S]*paste the blocks/);
    expect(deployed.said).toContain('--only functions,firestore:indexes');
    expect(linesOf(changes(deployed))).toEqual([]);
    expect(fs.readFileSync(path.join(ROOT, '.tollgate/live/firestore.rules'), 'utf8')).toBe(APP_RULES);
  });

  it('keeps its rules, its index and its field where the indexes alone are deployed', async () => {
    const project = appProject();
    const before = structuredClone(project);
    const deployed = await deploy(project, { args: [...NOT_ASKED, '--only', 'firestore:indexes'] });
    expect(deployed.exitCode).toBe(0);
    expect(project.indexes).toEqual(expect.arrayContaining(before.indexes));
    expect(linesOf(changes(deployed)).filter((line) => /DELETE|rules|todos/.test(line))).toEqual([]);

    const forced = await deploy(project, { args: ['--force', '--only', 'firestore:indexes'] });
    expect(forced.exitCode).toBe(1);
    expect(forced.said).toMatch(
      /--force this deployment would delete[\s\S]*\(todos\)[\s\S]*todos\.notes[\s\S]*without --force/,
    );
    expect(linesOf(changes(forced))).toEqual([]);
  });

  it('keeps documents that a policy of Tollgate’s would have deleted, of a collection that has the same name', async () => {
    const at = 'projects/demo-app/databases/(default)/documents/receipts';
    const expiresAt = { timestampValue: '2026-01-01T00:00:00Z' };
    const [theirs, ours] = [
      { total: {}, expiresAt },
      { payloadHash: {}, expiresAt },
    ];
    const args = [...NOT_ASKED, '--only', 'firestore:indexes'];
    const receipts = [
      { name: `${at}/a`, fields: ours },
      { name: `${at}/b`, fields: { total: {} } },
    ];
    const deployed = await deploy(appProject({ documents: { receipts } }), { args });
    expect(deployed.exitCode).toBe(0);
    const kept = await deploy(
      appProject({ documents: { receipts: [...receipts, { name: `${at}/c`, fields: theirs }] } }),
      { args },
    );
    expect(kept.exitCode).toBe(1);
    expect(kept.said).toMatch(
      /have Firestore delete those whose expiresAt is past: receipts\/c[\s\S]*"ttl": true/,
    );
    expect(linesOf(changes(kept))).toEqual([]);
  });

  it('keeps a function of a name that Tollgate has, until its owner has moved it', async () => {
    const project = appProject({ functions: [functionOf('demo-app', 'api', { codebase: 'web' })] });
    const deployed = await deploy(project, { args: ['--force', '--only', 'functions'] });
    expect(deployed.exitCode).toBe(1);
    expect(deployed.said).toContain('api (us-central1) is a function of the codebase "web" already');
    expect(deployed.said).toContain('functions:delete api');
    expect(linesOf(changes(deployed))).toEqual([]);
  });

  it('keeps its site, until its owner gives it up', async () => {
    const args = [...NOT_ASKED, '--only', 'hosting'];
    const kept = await deploy(appProject(), { args });
    expect(kept.exitCode).toBe(1);
    expect(kept.said).toMatch(
      /the site demo-app shows pages that are not Tollgate's[\s\S]*hosting:sites:create/,
    );
    expect(linesOf(changes(kept))).toEqual([]);
    const given = await deploy(appProject(), { args, env: { TOLLGATE_REPLACE: 'hosting' } });
    expect(given.exitCode).toBe(0);
  });

  it('keeps the rules of its bucket', async () => {
    const release = 'firebase.storage/demo-app.firebasestorage.app';
    const theirs =
      'service firebase.storage { match /b/{b}/o { match /{f} { allow read: if request.auth != null; } } }';
    const project = appProject({ rules: { [release]: theirs } });
    const deployed = await deploy(project, { args: [...NOT_ASKED, '--only', 'storage'] });
    expect(deployed.exitCode).toBe(1);
    expect(deployed.said).toContain("Storage: the rules of demo-app.firebasestorage.app are not Tollgate's");
    expect(linesOf(changes(deployed))).toEqual([]);
  });

  it('has its rules deployed beside Tollgate’s once they are in the file', async () => {
    const ours = fs.readFileSync(path.join(ROOT, 'firestore.rules'), 'utf8');
    const theirs = APP_RULES.split('\n').slice(2, -2).join('\n');
    const merged = ours.replace('service cloud.firestore {', `service cloud.firestore {\n${theirs}`);
    const args = [...NOT_ASKED, '--only', 'firestore:rules'];
    const deployed = await deploy(appProject(), { args, files: { 'firestore.rules': merged } });
    expect(deployed.exitCode).toBe(0);
    expect(linesOf(changes(deployed))).toContain('PATCH rules v1/projects/demo-app/releases/cloud.firestore');
  });
});

describe.concurrent('a project that an earlier version was deployed to', () => {
  it('moves to the codebase "tollgate" by being deployed to, and nothing else moves', async () => {
    const ours = fs.readFileSync(path.join(ROOT, 'firestore.rules'), 'utf8');
    const secrets = ['TOLLGATE_HASH_KEY'];
    const project = appProject({
      functions: [
        functionOf('demo-app', 'sendInvoice'),
        ...['ensureUser', 'getCreditLogs'].map((name) => callableOf('demo-app', name, secrets)),
      ],
      // Tollgate's, in another text than the one that is deployed.
      rules: { 'cloud.firestore': ours.replaceAll(/\/\/.*$/gm, '') },
    });
    const deployed = await deploy(project, { args: [...NOT_ASKED, '--only', 'functions,firestore:rules'] });
    expect(deployed.exitCode).toBe(0);
    expect(deletions(deployed)).toEqual([]);
    for (const name of ['ensureUser', 'getCreditLogs']) {
      expect(project.functions.find((found) => found.name.endsWith(`/${name}`))?.labels).toMatchObject({
        'firebase-functions-codebase': 'tollgate',
      });
    }
    expect(project.functions).toContainEqual(functionOf('demo-app', 'sendInvoice'));
    expect(linesOf(changes(deployed))).toContain('PATCH rules v1/projects/demo-app/releases/cloud.firestore');
  });

  function callableOf(project: string, name: string, secrets: string[]) {
    const found = functionOf(project, name, { secrets });
    return { ...found, labels: { ...found.labels, 'deployment-callable': 'true' } };
  }
});
