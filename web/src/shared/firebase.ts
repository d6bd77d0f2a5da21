import { type FirebaseApp, initializeApp } from 'firebase/app';
import {
  type Auth,
  browserLocalPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
} from 'firebase/auth';
import { type AppConfig, loadConfig } from './config.ts';

export interface Services {
  config: AppConfig;
  app: FirebaseApp;
  auth: Auth;
}

let services: Services | undefined;

/** Only what the sign-in page needs; the database and the functions come with the first page behind it. */
export async function startServices(): Promise<Services> {
  if (services) return services;
  const config = await loadConfig();
  const app = initializeApp(config.firebase);
  // Without a popup resolver: Google sign-in brings its own, so that nobody else downloads its frame.
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  if (config.emulators) connectAuthEmulator(auth, config.emulators.authUrl, { disableWarnings: true });
  services = { config, app, auth };
  return services;
}

export function requireServices(): Services {
  if (!services) throw new Error('startServices() comes first');
  return services;
}
