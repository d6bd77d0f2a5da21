import { type FirebaseApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithEmailAndPassword, type UserCredential } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';

/** What `start.js` writes: a Firebase project's configuration, and where its emulators are. */
interface Config {
  projectId: string;
  apiKey: string;
  authEmulator: string;
  firestoreEmulator: { host: string; port: number };
  functionsOrigin: string;
}

/** Any Firebase app begins like this; nothing here is about credits. */
export async function openApp(): Promise<FirebaseApp> {
  const config: Config = await (await fetch('config.json')).json();
  const app = initializeApp({ projectId: config.projectId, apiKey: config.apiKey });
  connectAuthEmulator(getAuth(app), config.authEmulator, { disableWarnings: true });
  connectFirestoreEmulator(getFirestore(app), config.firestoreEmulator.host, config.firestoreEmulator.port);
  const functions = new URL(config.functionsOrigin);
  connectFunctionsEmulator(getFunctions(app), functions.hostname, Number(functions.port));
  return app;
}

export const signIn = (app: FirebaseApp, email: string, password: string): Promise<UserCredential> =>
  signInWithEmailAndPassword(getAuth(app), email, password);
