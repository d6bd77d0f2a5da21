import fs from 'node:fs';
import path from 'node:path';
import { type App, applicationDefault, getApps, initializeApp } from 'firebase-admin/app';
import { WORK_DIR } from './paths.ts';
import { isAlive } from './ports.ts';
import { MendableError, say } from './say.ts';

/** Written by `npm start` while it runs, so that operators' commands find its emulators. */
const RUNNING_FILE = path.join(WORK_DIR, 'running.json');

interface Running {
  pid: number;
  env: Record<string, string>;
}

export function readRunning(): Running | undefined {
  if (!fs.existsSync(RUNNING_FILE)) return undefined;
  const running: Running = JSON.parse(fs.readFileSync(RUNNING_FILE, 'utf8'));
  return isAlive(running.pid) ? running : undefined;
}

export function writeRunning(env: Record<string, string>): void {
  fs.mkdirSync(WORK_DIR, { recursive: true });
  fs.writeFileSync(RUNNING_FILE, JSON.stringify({ pid: process.pid, env } satisfies Running));
}

export const removeRunning = (): void => fs.rmSync(RUNNING_FILE, { force: true });

let asked = 'no project yet';

/** Which project the command has asked, and how to ask another, for what it did not find there. */
export const whereAsked = (): string => asked;

let real: string | undefined;

/** The project that the command works on where it is a real one; `undefined` for emulators. */
export const realProject = (): string | undefined => real;

/**
 * Which database a command works on, and says so: the emulators named in the environment, those of a running
 * `npm start`, or a real project with the credentials of this machine.
 */
export async function connect(project: string | undefined): Promise<App> {
  const running = process.env.FIRESTORE_EMULATOR_HOST ? undefined : readRunning();
  if (running && (project === undefined || project === running.env.GCLOUD_PROJECT)) {
    Object.assign(process.env, running.env);
    say(`Using the emulators of the running npm start (${running.env.GCLOUD_PROJECT}).`);
    asked = `the emulators of the running npm start (for a real project, name it with --project ID)`;
    return appOf(running.env.GCLOUD_PROJECT);
  }
  const named = project ?? process.env.GCLOUD_PROJECT ?? process.env.GOOGLE_CLOUD_PROJECT;
  if (process.env.FIRESTORE_EMULATOR_HOST) {
    if (!process.env.FIREBASE_AUTH_EMULATOR_HOST) {
      throw new MendableError(
        'FIRESTORE_EMULATOR_HOST is set and FIREBASE_AUTH_EMULATOR_HOST is not: this would mix an emulator with ' +
          'real accounts. Set both or neither.',
      );
    }
    asked =
      `the emulator of ${named} at ${process.env.FIREBASE_AUTH_EMULATOR_HOST} (for a real project, unset ` +
      'FIRESTORE_EMULATOR_HOST and FIREBASE_AUTH_EMULATOR_HOST)';
    return appOf(named);
  }
  if (process.env.FIREBASE_AUTH_EMULATOR_HOST) {
    throw new MendableError(
      'FIREBASE_AUTH_EMULATOR_HOST is set and FIRESTORE_EMULATOR_HOST is not: this would give rights in a real ' +
        'project to accounts of an emulator. Set both or neither.',
    );
  }
  const projectId = named ?? projectOfCredentials();
  if (!projectId) {
    throw new MendableError(
      'Which project? Name a real one with --project ID, or start the local one with: npm start',
    );
  }
  await requireCredentials();
  say(`Working on the real project ${projectId}.`);
  asked = `the project ${projectId}`;
  real = projectId;
  return appOf(projectId);
}

function appOf(projectId: string | undefined): App {
  if (!projectId) throw new MendableError('Which project of the emulators? Name it with --project ID.');
  return getApps()[0] ?? initializeApp({ projectId });
}

function projectOfCredentials(): string | undefined {
  const file = process.env.GOOGLE_APPLICATION_CREDENTIALS;
  if (!file || !fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')).project_id;
}

async function requireCredentials(): Promise<void> {
  const file = process.env.GOOGLE_APPLICATION_CREDENTIALS;
  if (file && !fs.existsSync(file)) {
    throw new MendableError(`GOOGLE_APPLICATION_CREDENTIALS names ${file}, which is not there.`);
  }
  try {
    await applicationDefault().getAccessToken();
  } catch (error) {
    throw new MendableError(
      'No credentials for a real project. Sign in with: gcloud auth application-default login, or set ' +
        `GOOGLE_APPLICATION_CREDENTIALS to a service account's key file.\n(${error instanceof Error ? error.message : error})`,
    );
  }
}
