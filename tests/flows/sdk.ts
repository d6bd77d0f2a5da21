import { createTollgate, type Tollgate, type TollgateOptions } from '@tollgate/client';
import { deleteApp, type FirebaseApp, initializeApp } from 'firebase/app';
import {
  type Auth,
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInAnonymously,
  signInWithEmailAndPassword,
} from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { instances, PASSWORD, type Person, project } from './support.ts';

/** The SDK as an app has it, with the web SDK of Firebase, signed in as a person of the flows. */

const apps: FirebaseApp[] = [];

type Language = Pick<TollgateOptions, 'locale' | 'messages'>;

export async function sdkOf(person: Person, speech: Language = {}): Promise<Tollgate> {
  const { auth, tollgate } = open(speech);
  await signIn(auth, person);
  return tollgate;
}

export const signIn = (auth: Auth, person: Person) =>
  signInWithEmailAndPassword(auth, person.email, PASSWORD);

/** Somebody without an account, who may sign up. */
export async function sdkOfGuest(): Promise<{ auth: Auth; tollgate: Tollgate; guest: Person }> {
  const { auth, tollgate } = open();
  const { user } = await signInAnonymously(auth);
  return { auth, tollgate, guest: { userId: user.uid, email: '', token: await user.getIdToken() } };
}

/** A browser of its own, in which nobody is signed in. */
export function open(speech: Language = {}): { auth: Auth; tollgate: Tollgate } {
  const app = initializeApp({ projectId: project, apiKey: 'demo' }, `browser-${apps.length}`);
  apps.push(app);
  const auth: Auth = initializeAuth(app, { persistence: inMemoryPersistence });
  connectAuthEmulator(auth, `http://${process.env.FIREBASE_AUTH_EMULATOR_HOST}`, { disableWarnings: true });
  const firestore = getFirestore(app);
  const [host = '', port = ''] = (process.env.FIRESTORE_EMULATOR_HOST ?? '').split(':');
  connectFirestoreEmulator(firestore, host, Number(port));
  const functions = getFunctions(app);
  const { hostname, port: functionsPort } = new URL(instances[0] ?? '');
  connectFunctionsEmulator(functions, hostname, Number(functionsPort));
  return { auth, tollgate: createTollgate({ functions, firestore, auth, ...speech }) };
}

export async function closeAll(): Promise<void> {
  await Promise.all(apps.splice(0).map(deleteApp));
}
