import type { FirebaseOptions } from 'firebase/app';

/** Where the app's Firebase is: emulators on this machine, or a real project. */
export interface AppConfig {
  firebase: FirebaseOptions;
  emulators: {
    authUrl: string;
    firestore: { host: string; port: number };
    functions: { host: string; port: number };
  } | null;
  googleSignIn: boolean;
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isPort = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/**
 * Google must be switched on in the project's Authentication first, so its button is asked for when building.
 */
const GOOGLE_AT_BUILD = import.meta.env.VITE_GOOGLE_SIGN_IN === '1';

/**
 * Reads `/tollgate.local.json`; `undefined` when it is not one, as in production, where hosting answers with
 * the page.
 */
export function readLocalConfig(value: unknown): AppConfig | undefined {
  if (!isFields(value)) return undefined;
  const { projectId, apiKey, authEmulator, firestoreEmulator, functionsOrigin, googleSignIn } = value;
  if (typeof projectId !== 'string' || typeof apiKey !== 'string' || typeof authEmulator !== 'string')
    return undefined;
  if (!isFields(firestoreEmulator) || typeof functionsOrigin !== 'string' || !URL.canParse(functionsOrigin)) {
    return undefined;
  }
  const { host, port } = firestoreEmulator;
  if (typeof host !== 'string' || !isPort(port)) return undefined;
  const functions = new URL(functionsOrigin);
  return {
    firebase: { projectId, apiKey },
    emulators: {
      authUrl: authEmulator,
      firestore: { host, port },
      functions: { host: functions.hostname, port: Number(functions.port) },
    },
    googleSignIn: googleSignIn === true || GOOGLE_AT_BUILD,
  };
}

/** Reads what Firebase Hosting tells about its project at `/__/firebase/init.json`. */
export function readHostingConfig(value: unknown): AppConfig | undefined {
  if (!isFields(value) || typeof value.projectId !== 'string' || typeof value.apiKey !== 'string')
    return undefined;
  const { projectId, apiKey, authDomain, appId } = value;
  const firebase = {
    projectId,
    apiKey,
    ...(typeof authDomain === 'string' ? { authDomain } : {}),
    ...(typeof appId === 'string' ? { appId } : {}),
  };
  return { firebase, emulators: null, googleSignIn: GOOGLE_AT_BUILD };
}

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return undefined;
  return response.json().catch(() => undefined);
}

/** The page was delivered, and neither file that names its project with it. */
export class NoProject extends Error {}

export async function loadConfig(): Promise<AppConfig> {
  const config =
    readLocalConfig(await fetchJson('/tollgate.local.json')) ??
    readHostingConfig(await fetchJson('/__/firebase/init.json'));
  if (!config)
    throw new NoProject('Neither /tollgate.local.json nor /__/firebase/init.json names a Firebase project.');
  return config;
}
