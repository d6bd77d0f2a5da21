import { createTollgate, type Tollgate } from '@tollgate/client';
import { connectFirestoreEmulator, initializeFirestore, memoryLocalCache } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { requireServices } from './firebase.ts';

let sdk: Tollgate | undefined;

/** The SDK, made when the first page that needs it is opened. */
export function tollgate(): Tollgate {
  if (sdk) return sdk;
  const { app, auth, config } = requireServices();
  // In memory: on a shared computer nothing of a signed-out user stays behind.
  const firestore = initializeFirestore(app, { localCache: memoryLocalCache() });
  const functions = getFunctions(app);
  if (config.emulators) {
    const { firestore: database, functions: calls } = config.emulators;
    connectFirestoreEmulator(firestore, database.host, database.port);
    connectFunctionsEmulator(functions, calls.host, calls.port);
  }
  sdk = createTollgate({ functions, firestore, auth });
  return sdk;
}
