import type { Told } from './outcome.ts';

/**
 * Why nothing came, for who builds the app: which setting to look at. Loaded where a call has failed without
 * an answer of the functions, so that no other page pays for it; it shares nothing with the core, which would
 * be cut in two. Browsers hide most of it, so one question more is asked here.
 */

/** Where the functions are: the web SDK's `Functions`, or their address. */
export type Place =
  | string
  | { region: string; customDomain: string | null; app: { options: { projectId?: string } } };

const UNREACHABLE = 'This service can’t be reached from this app at the moment. Try again later.';

const UNVERIFIED = 'Your sign-in could not be verified. Sign in again.';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What is behind a failure. */
interface Found {
  hint?: string | undefined;
  /** The network is there, and what answers does not serve this app: a matter of settings. */
  isReached?: boolean;
}

const PROBE_MS = 5_000;

/** A function's address, as the web SDK makes it. */
function addressOf(place: Place, name: string): string {
  if (typeof place === 'string') return `${place}/${name}`;
  const { region, customDomain, app } = place;
  const project = app.options.projectId;
  // Set by connectFunctionsEmulator, and in no type.
  const { emulatorOrigin }: Exclude<Place, string> & { emulatorOrigin?: string | null } = place;
  if (emulatorOrigin) return `${emulatorOrigin}/${project}/${region}/${name}`;
  return `${customDomain ?? `https://${region}-${project}.cloudfunctions.net`}/${name}`;
}

/** Asks an address without doing anything there; `null`: the browser shows no answer. */
const probe = (address: string, mode: 'cors' | 'no-cors'): Promise<Response | null> =>
  fetch(address, { mode, cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) }).catch(() => null);

const where = (place: Place, name: string): string =>
  typeof place === 'string'
    ? `Nothing called ${name} answers at ${place}. Is it deployed, and is functionsUrl (or region and projectId) right?`
    : `Is ${name} deployed in region "${place.region}" of project "${place.app.options.projectId}"? Compare the region ` +
      'given to createTollgate or getFunctions, and the projectId of the app, with what "firebase functions:list" says.';

const PUBLIC =
  'If it is deployed, may everybody call it? Google Cloud Run must give "allUsers" the role "Cloud Run Invoker"; the ' +
  'functions check the sign-in themselves.';

/** A fetch that failed: of what the browser was told, nothing is left. */
async function ofNoAnswer(name: string, place: Place): Promise<Found> {
  const address = addressOf(place, name);
  // A server sees every answer there is.
  const isHidden = typeof place !== 'string';
  // The functions tell every page that asks by GET whether it may call.
  const seen = isHidden ? await probe(address, 'cors') : null;
  if (seen) {
    const { error } = await seen.json().catch(() => ({}));
    const told = text(error?.details?.hint);
    if (told) return { isReached: true, hint: told };
    return { hint: `${name} is there for this page, and broke down: look at its log.` };
  }
  if (isHidden && (await probe(address, 'no-cors'))) {
    return {
      isReached: true,
      hint: `${address} is reached, but no function of Tollgate answers. ${where(place, name)} ${PUBLIC}`,
    };
  }
  const hint =
    globalThis.navigator?.onLine === false
      ? 'The browser says that it is offline.'
      : `Nothing answers at ${address}: no connection, a wrong address (region, projectId, a custom domain, an ` +
        'emulator that is not running), or something that stops the request, such as a blocker or connect-src of ' +
        'the page’s Content-Security-Policy.';
  return { hint };
}

/** By the code that the call has thrown: it was answered, but not by our functions. */
const NOT_OURS: Readonly<Record<string, (name: string, place: Place) => string>> = {
  'not-found': (name, place) => `404 from ${addressOf(place, name)}. ${where(place, name)}`,
  'permission-denied': (name, place) => `403 from ${addressOf(place, name)}. ${PUBLIC}`,
};

const TOKEN =
  'The functions refused the token. Are the app and the functions of the same project? Where the functions enforce ' +
  'App Check (TOLLGATE_APP_CHECK), call initializeAppCheck before createTollgate.';

/** What is behind a failure, and whether something other than the functions has answered. */
async function behind(
  failed: Told,
  place: Place,
): Promise<{ isReached?: boolean; hint?: string | undefined }> {
  const thrown: Record<string, unknown> = Object(failed.cause);
  const [name, code] = [text(thrown.functionName), text(thrown.code).replace(/^[a-z]+\//, '')];
  // The functions know best why they refuse.
  if (failed.hint) return { isReached: failed.code === 'internal' && name !== '', hint: failed.hint };
  if (!name) return {};
  if (failed.code === 'unauthenticated') return { hint: TOKEN };
  const notOurs = NOT_OURS[code];
  if (notOurs) return { isReached: true, hint: notOurs(name, place) };
  const isLost = failed.code === 'network' && (code === 'internal' || thrown.cause !== undefined);
  return isLost ? ofNoAnswer(name, place) : {};
}

const said = new Set<string>();

/** A failure without an answer of the functions, with its hint, which is told once in the console too. */
export async function explained(failed: Told, place: Place): Promise<Told> {
  const { isReached, hint } = await behind(failed, place);
  if (!hint) return failed;
  if (!said.has(hint)) console.warn(`Tollgate: ${hint}`);
  said.add(hint);
  if (isReached) return { ...failed, code: 'unreachable', message: UNREACHABLE, hint };
  // What the functions' framework says of a token is for nobody.
  const message = failed.message === 'Unauthenticated' ? UNVERIFIED : failed.message;
  return { ...failed, message, hint };
}
