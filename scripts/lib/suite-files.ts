import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { headersForEmulators } from './page-policy.ts';
import { BUNDLE_DIR, fromRoot, WEB_DIST } from './paths.ts';
import { MendableError } from './say.ts';

/** The emulators of a suite, and one port for each. */
export const SUITE_PORTS = [
  'auth',
  'functions',
  'firestore',
  'firestoreWebsocket',
  'hosting',
  'tasks',
  'eventarc',
  'hub',
  'logging',
] as const;
export type SuitePorts = Record<(typeof SUITE_PORTS)[number], number>;

export interface SuitePlan {
  projectId: string;
  ports: SuitePorts;
  /** The folder that firebase-tools takes for the project; made, used and removed by the suite. */
  directory: string;
  /** Secret of the keyed hashes, as Secret Manager holds it in production. */
  hashKey: string;
  resultsDir: string;
  /** What the emulators and the functions say. */
  log: string;
  /** Whether the built web app is served, by the hosting emulator; `npm run dev` serves it itself. */
  hosting: boolean;
}

const HOST = '127.0.0.1';

export const newHashKey = (): string => randomBytes(32).toString('hex');

/** Writes the project folder: copies of what is deployed, and a firebase.json that names every port. */
export function writeSuiteFiles(plan: SuitePlan): void {
  const { directory, ports } = plan;
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(plan.resultsDir, { recursive: true });
  const deployed = JSON.parse(fs.readFileSync(fromRoot('firebase.json'), 'utf8'));
  copyFunctions(plan);
  for (const file of [deployed.firestore.rules, deployed.firestore.indexes]) copyFromRoot(file, plan);
  if (plan.hosting) copyWeb(plan);
  writeJson(path.join(directory, 'firebase.json'), {
    firestore: { ...deployed.firestore, predeploy: undefined },
    functions: [
      { ...deployed.functions[0], source: 'functions', configDir: undefined, predeploy: undefined },
    ],
    hosting: {
      ...deployed.hosting,
      ...{ public: 'web', headers: headersForEmulators(deployed.hosting.headers) },
      ...{ predeploy: undefined, ignore: undefined },
    },
    emulators: {
      singleProjectMode: true,
      ui: { enabled: false },
      auth: { host: HOST, port: ports.auth },
      functions: { host: HOST, port: ports.functions },
      firestore: { host: HOST, port: ports.firestore, websocketPort: ports.firestoreWebsocket },
      hosting: { host: HOST, port: ports.hosting },
      tasks: { host: HOST, port: ports.tasks },
      eventarc: { host: HOST, port: ports.eventarc },
      hub: { host: HOST, port: ports.hub },
      logging: { host: HOST, port: ports.logging },
    },
  });
}

function copyWeb(plan: SuitePlan): void {
  const target = path.join(plan.directory, 'web');
  fs.cpSync(WEB_DIST, target, { recursive: true });
  writeJson(path.join(target, 'tollgate.local.json'), webConfig(plan));
}

/** Copies the built functions into the suite; the functions emulator reloads them when they change. */
export function copyFunctions(plan: SuitePlan): void {
  const target = path.join(plan.directory, 'functions');
  fs.mkdirSync(target, { recursive: true });
  // Before the code, which is what the emulator watches for.
  fs.writeFileSync(path.join(target, '.secret.local'), `TOLLGATE_HASH_KEY=${plan.hashKey}\n`);
  const isNotInstalled = (source: string) => path.basename(source) !== 'node_modules';
  fs.cpSync(BUNDLE_DIR, target, { recursive: true, filter: isNotInstalled });
}

/**
 * What the web app reads to find the emulators; in production Hosting's own configuration takes its place.
 */
export const webConfig = ({ projectId, ports }: SuitePlan) => ({
  projectId,
  apiKey: 'demo-key',
  authEmulator: `http://${HOST}:${ports.auth}`,
  firestoreEmulator: { host: HOST, port: ports.firestore },
  functionsOrigin: `http://${HOST}:${ports.functions}`,
});

/** What a process needs to use the suite as a client, an operator or an instance of the functions. */
export const suiteEnv = ({
  projectId,
  ports,
  hashKey,
  resultsDir,
  log,
}: SuitePlan): Record<string, string> => ({
  GCLOUD_PROJECT: projectId,
  GOOGLE_CLOUD_PROJECT: projectId,
  FIRESTORE_EMULATOR_HOST: `${HOST}:${ports.firestore}`,
  FIREBASE_AUTH_EMULATOR_HOST: `${HOST}:${ports.auth}`,
  FIREBASE_FUNCTIONS_EMULATOR_ORIGIN: `http://${HOST}:${ports.functions}`,
  CLOUD_TASKS_EMULATOR_HOST: `${HOST}:${ports.tasks}`,
  TOLLGATE_HOSTING_ORIGIN: `http://${HOST}:${ports.hosting}`,
  TOLLGATE_RESULTS_DIR: resultsDir,
  TOLLGATE_HASH_KEY: hashKey,
  // As in production: a test that gives an address writes what Google's front end would append.
  TOLLGATE_TRUSTED_PROXY_HOPS: '1',
  TOLLGATE_STACK_LOG: log,
  // Nobody here is a Google machine: without this the Admin SDK looks for one first, and warns.
  METADATA_SERVER_DETECTION: 'none',
});

/** Copies a file of the repository into the suite: rules are reloaded when it changes. */
export function copyFromRoot(file: string, { directory }: SuitePlan): void {
  const source = fromRoot(file);
  if (!fs.existsSync(source))
    throw new MendableError(`${file} is missing; get it back with: git checkout ${file}`);
  fs.copyFileSync(source, path.join(directory, file));
}

const writeJson = (file: string, value: unknown): void =>
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
