import { createTollgate, type Tollgate } from '@tollgate/client';
import {
  connectFirestoreEmulator,
  type Firestore,
  initializeFirestore,
  memoryLocalCache,
} from 'firebase/firestore';
import { connectFunctionsEmulator, type Functions, getFunctions } from 'firebase/functions';
import { requireServices } from './firebase.ts';
import { currentLanguage } from './language.ts';

let handles: { functions: Functions; firestore: Firestore } | undefined;
let sdk: Tollgate | undefined;

/** The database and the functions, connected when the first page that needs them is opened. */
export function database(): { functions: Functions; firestore: Firestore } {
  if (handles) return handles;
  const { app, config } = requireServices();
  // In memory: on a shared computer nothing of a signed-out user stays behind.
  const firestore = initializeFirestore(app, { localCache: memoryLocalCache() });
  const functions = getFunctions(app);
  if (config.emulators) {
    const { firestore: emulator, functions: calls } = config.emulators;
    connectFirestoreEmulator(firestore, emulator.host, emulator.port);
    connectFunctionsEmulator(functions, calls.host, calls.port);
  }
  handles = { functions, firestore };
  return handles;
}

/** The SDK, as any app would use it. */
export function tollgate(): Tollgate {
  sdk ??= createTollgate({
    ...database(),
    auth: requireServices().auth,
    locale: () => currentLanguage().locale,
  });
  return sdk;
}
