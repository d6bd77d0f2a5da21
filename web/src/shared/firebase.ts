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
  if (!config.emulators && APP_CHECK_KEY) await startAppCheck(app, APP_CHECK_KEY);
  // Without a popup resolver: Google sign-in brings its own, so that nobody else downloads its frame.
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  if (config.emulators) connectAuthEmulator(auth, config.emulators.authUrl, { disableWarnings: true });
  services = { config, app, auth };
  return services;
}

/** The reCAPTCHA Enterprise key of this site, given when building, where the functions enforce App Check. */
const APP_CHECK_KEY: string | undefined = import.meta.env.VITE_APP_CHECK_KEY;

async function startAppCheck(app: FirebaseApp, key: string): Promise<void> {
  const { initializeAppCheck, ReCaptchaEnterpriseProvider } = await import('firebase/app-check');
  initializeAppCheck(app, {
    provider: new ReCaptchaEnterpriseProvider(key),
    isTokenAutoRefreshEnabled: true,
  });
}

export function requireServices(): Services {
  if (!services) throw new Error('startServices() comes first');
  return services;
}
