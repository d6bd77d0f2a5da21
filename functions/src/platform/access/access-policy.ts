import type { CallFunction } from '@tollgate/contract/calls/table';
import type { CallableOptions } from 'firebase-functions/v2/https';

/**
 * From where a function may be called: which web pages, and whether an app must prove that it is the real
 * one.
 */
export type AccessPolicy = Pick<CallableOptions, 'enforceAppCheck' | 'consumeAppCheckToken'> & {
  cors: (string | RegExp)[];
};

/** What the parameters say, and where this runs. */
export interface AccessSettings {
  /** `TOLLGATE_APP_CHECK` */
  appCheck: string;
  /** `TOLLGATE_ALLOWED_ORIGINS` */
  allowedOrigins: string;
  projectId: string;
  isEmulated: boolean;
}

/**
 * The policy of a callable function. A parameter that is not understood throws: a typo must not let anybody
 * in.
 */
export function accessPolicyOf(
  { givesCredits }: Pick<CallFunction, 'givesCredits'>,
  settings: AccessSettings,
): AccessPolicy {
  const isEnforced = enforcesAppCheck(settings.appCheck);
  return {
    cors: originsOf(settings),
    enforceAppCheck: isEnforced,
    consumeAppCheckToken: isEnforced && givesCredits === true,
  };
}

export function enforcesAppCheck(value: string): boolean {
  if (value === 'enforce') return true;
  if (value === 'off' || value === '') return false;
  throw new Error(`TOLLGATE_APP_CHECK is "${value}"; set it to off or enforce`);
}

/** Pages of the emulators, on whatever port. */
const LOCAL = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?$/;

/**
 * The origins that the parameter lists; the project's own Hosting, and this machine in emulators, when it
 * lists none.
 */
export function originsOf(settings: Omit<AccessSettings, 'appCheck'>): (string | RegExp)[] {
  const { allowedOrigins, projectId, isEmulated } = settings;
  const listed = allowedOrigins.split(',').flatMap((entry) => entry.trim() || []);
  if (listed.length > 0) return listed.map(originNamed);
  const own = [`https://${projectId}.web.app`, `https://${projectId}.firebaseapp.com`];
  return isEmulated ? [...own, LOCAL] : own;
}

function originNamed(text: string): string {
  const url = URL.canParse(text) && !text.includes('*') ? new URL(text) : null;
  // Whoever adds a slash at the end means the origin; a path would be something else.
  if (url && /^https?:$/.test(url.protocol) && (text === url.origin || text === `${url.origin}/`))
    return url.origin;
  throw new Error(
    `TOLLGATE_ALLOWED_ORIGINS lists "${text}", which is no origin; write them as https://app.example.com, separated by commas`,
  );
}

/**
 * Whether an address leads to a page that may call. Whoever sends somebody there asks first: links must not
 * lead astray.
 */
export function isAllowedPage(address: string, settings: Omit<AccessSettings, 'appCheck'>): boolean {
  const { origin } = new URL(address);
  return isListedOrigin(origin, originsOf(settings));
}

export const isListedOrigin = (origin: string, listed: readonly (string | RegExp)[]): boolean =>
  listed.some((allowed) => (typeof allowed === 'string' ? allowed === origin : allowed.test(origin)));
