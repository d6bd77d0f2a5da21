import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { entriesOf, onPath } from './find-program.ts';
import { findHidane, hidaneAtHand } from './hidane.ts';
import { findJava, type Java, OLDEST_JAVA } from './java.ts';
import { writeManifestJar } from './manifest-jar.ts';
import { CACHE_DIR, fromRoot } from './paths.ts';
import { MendableError, say } from './say.ts';

/** How firebase-tools is to be started, so that it finds a Firestore emulator. */
export interface FirestoreEmulator {
  /** What goes before the command. */
  prefix: string[];
  env: Record<string, string>;
}

const MAIN_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
export const FIREBASE_CLI = fromRoot('node_modules', 'firebase-tools', 'lib', 'bin', 'firebase.js');

/**
 * Finds or fetches a Firestore emulator and says which: the official one where there is a Java, else hidane.
 */
export async function findFirestoreEmulator(): Promise<FirestoreEmulator> {
  const wanted = process.env.TOLLGATE_FIRESTORE;
  if (wanted && wanted !== 'official' && wanted !== 'hidane') {
    throw new MendableError(`TOLLGATE_FIRESTORE is "${wanted}"; set it to official or hidane, or unset it.`);
  }
  const official = wanted === 'hidane' ? undefined : await findOfficial();
  if (official) return official;
  if (wanted === 'official') {
    throw new MendableError(
      `No official Firestore emulator: it needs Java ${OLDEST_JAVA} or newer and its jar. Install a Java ` +
        '(Debian and Ubuntu: apt-get install openjdk-21-jre-headless), then: ' +
        'npx firebase setup:emulators:firestore. Or unset TOLLGATE_FIRESTORE.',
    );
  }
  const hidane = await findHidane();
  say(`Firestore emulator: hidane, without Java (${hidane})`);
  return { prefix: [hidane, 'exec', '--'], env: {} };
}

/** Which of the two can be started without fetching or building anything. */
export function emulatorsAtHand(): ('official' | 'hidane')[] {
  const isOfficialThere = findJava() && (cachedJar() ?? cloudCliJar());
  return [
    ...(isOfficialThere ? (['official'] as const) : []),
    ...(hidaneAtHand() ? (['hidane'] as const) : []),
  ];
}

async function findOfficial(): Promise<FirestoreEmulator | undefined> {
  const java = findJava();
  if (!java) return undefined;
  const jar = cachedJar() ?? cloudCliJar() ?? (await downloadJar(java));
  if (!jar) return undefined;
  say(`Firestore emulator: the official one, under Java ${java.version} (${jar.source})`);
  return { prefix: [], env: { ...javaEnv(java), FIRESTORE_EMULATOR_BINARY_PATH: jar.file } };
}

const javaEnv = (java: Java) => ({
  PATH: `${path.dirname(java.program)}${path.delimiter}${process.env.PATH ?? ''}`,
});

interface Jar {
  file: string;
  source: string;
}

/** The newest jar that firebase-tools has fetched before. */
function cachedJar(): Jar | undefined {
  const directory =
    process.env.FIREBASE_EMULATORS_PATH ?? path.join(os.homedir(), '.cache', 'firebase', 'emulators');
  const file = entriesOf(directory)
    .filter((name) => /cloud-firestore-emulator-v[\d.]+\.jar$/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
  return file ? { file, source: file } : undefined;
}

function cloudCliJar(): Jar | undefined {
  const gcloud = onPath('gcloud');
  const roots = [
    process.env.CLOUDSDK_ROOT_DIR,
    gcloud && path.dirname(path.dirname(fs.realpathSync(gcloud))),
    '/usr/lib/google-cloud-sdk',
    '/opt/google-cloud-sdk',
    path.join(os.homedir(), 'google-cloud-sdk'),
  ];
  for (const root of roots) {
    if (!root) continue;
    const jar = path.join(root, 'platform', 'cloud-firestore-emulator', 'cloud-firestore-emulator.jar');
    if (!fs.existsSync(jar)) continue;
    return { file: writeManifestJar({ directory: CACHE_DIR, jar, mainClass: MAIN_CLASS }), source: jar };
  }
  return undefined;
}

async function downloadJar(java: Java): Promise<Jar | undefined> {
  try {
    // Where that address can't be reached, firebase-tools would try for minutes.
    await fetch('https://storage.googleapis.com/firebase-preview-drop/', {
      signal: AbortSignal.timeout(5_000),
    });
  } catch {
    return undefined;
  }
  say('Fetching the official Firestore emulator (130 MB, once) …');
  spawnSync(process.execPath, [FIREBASE_CLI, 'setup:emulators:firestore'], {
    stdio: 'ignore',
    env: { ...process.env, ...javaEnv(java) },
    cwd: os.tmpdir(),
  });
  return cachedJar();
}
