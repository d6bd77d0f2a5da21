/**
 * What vitest and an emulator suite set for themselves, and what npm says of the script that runs. All else
 * is the operator's: a proxy, certificates and npm's own settings, without which npm may not reach its
 * registry.
 */
const NOT_THE_OPERATORS =
  /^(?:npm_(?:package|lifecycle|command|config_local_prefix)|INIT_CWD|VITEST|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$|NODE_ENV$|TOLLGATE_|FIREBASE_|FIRESTORE_|FUNCTIONS_|STORAGE_EMULATOR|CLOUD_TASKS_|GCLOUD_PROJECT|GOOGLE_CLOUD_PROJECT|K_SERVICE|PORT$)/;

/** The environment of whoever deploys, with nothing of this repository in it. */
export function operatorEnv(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !NOT_THE_OPERATORS.test(name));
  return { ...Object.fromEntries(own), ...more };
}
