import { defineSecret, projectID } from 'firebase-functions/params';
import { setGlobalOptions } from 'firebase-functions/v2/options';
import type { AccessSettings } from './access/access-policy.ts';
import { type AddressRange, rangesOf } from './address.ts';
import { beDiscreet } from './discreet.ts';

export const REGION = 'us-central1';

/**
 * Settings are variables of `functions/.env`, which firebase-tools reads when it lists the functions and
 * gives to the deployed ones. They are not declared as parameters: for one that is declared, firebase-tools
 * asks, and a deployment that can't be asked stops, although there is a default. `functions/.env.example`
 * lists them all.
 */
const setting = (name: string, byDefault = ''): string => process.env[name]?.trim() || byDefault;

/** Keys the hashes of prompts and the signatures of local result addresses. At least 32 random characters. */
export const hashKey = defineSecret('TOLLGATE_HASH_KEY');

/**
 * The key of the remote moderator. Only a deployment that switches it on has it: for a secret that is
 * declared, `firebase deploy` asks, and refuses to go on without.
 */
export const openAiKey = moderatesBy(setting('TOLLGATE_REMOTE_MODERATION', 'off'))
  ? defineSecret('TOLLGATE_OPENAI_KEY')
  : null;

function moderatesBy(named: string): boolean {
  if (named === 'openai') return true;
  if (named === 'off') return false;
  throw new Error(`TOLLGATE_REMOTE_MODERATION is "${named}"; set it to openai or off`);
}

/** What a function needs through which a prompt passes; others don't get the moderator's key. */
export const GATE_SECRETS = openAiKey ? [hashKey, openAiKey] : [hashKey];

/**
 * Who takes money: `stripe` where a deployment switches it on, as above; in emulators, where nothing is said,
 * a stand-in that moves none. That one needs the database to be an emulator's, so no setting brings it to
 * people's credits.
 */
export const PAYMENTS = paymentsBy(setting('TOLLGATE_PAYMENTS'));

function paymentsBy(named: string): 'stripe' | 'simulated' | null {
  if (named === 'stripe') return named;
  if (named === 'off') return null;
  if (named !== '') throw new Error(`TOLLGATE_PAYMENTS is "${named}"; set it to stripe or off`);
  return process.env.FIRESTORE_EMULATOR_HOST === undefined ? null : 'simulated';
}

export const stripeKey = PAYMENTS === 'stripe' ? defineSecret('TOLLGATE_STRIPE_KEY') : null;
export const stripeWebhookSecret =
  PAYMENTS === 'stripe' ? defineSecret('TOLLGATE_STRIPE_WEBHOOK_SECRET') : null;

/** What the two functions need that speak with the processor; others don't get them. */
export const PAYMENT_SECRETS =
  stripeKey && stripeWebhookSecret ? [hashKey, stripeKey, stripeWebhookSecret] : [hashKey];

/**
 * The header in which a network edge of `TOLLGATE_EDGE_RANGES` tells the caller's country, for the live view;
 * Firebase Hosting's where nothing else is said, none for `off`. It counts only of what came by such an edge,
 * which must overwrite what a client sends.
 */
export const countryHeader = (): string | null => {
  const named = setting('TOLLGATE_COUNTRY_HEADER', 'X-Country-Code');
  return named === 'off' ? null : named;
};

/**
 * How many proxies a request passes before it reaches a function, each of which appends to `X-Forwarded-For`:
 * 1 for Google's front end, one more for a load balancer. Too many, and a client can write its own address.
 */
export function trustedProxyHops(): number {
  const named = setting('TOLLGATE_TRUSTED_PROXY_HOPS', '1');
  if (!/^\d{1,2}$/.test(named))
    throw new Error(`TOLLGATE_TRUSTED_PROXY_HOPS is "${named}"; set it to a number of proxies, such as 1`);
  return Number(named);
}

let knownRanges: AddressRange[] | undefined;

/**
 * The ranges that a network edge in front of some requests calls from, separated by commas: Firebase Hosting,
 * where pages reach `/api` through it. Who calls from there is an edge, and the address that it appended is
 * the client's.
 */
export function edgeRanges(): AddressRange[] {
  knownRanges ??= rangesOf(setting('TOLLGATE_EDGE_RANGES'));
  return knownRanges;
}

/**
 * firebase-functions takes origins and App Check when a function is defined, so they are read then, and a
 * change needs a deployment. A deployment that only lists the functions loads this code too: what is not
 * understood stops it there, before anything of the project was changed.
 */
export function accessSettings(): AccessSettings {
  const isListing = process.env.FUNCTIONS_CONTROL_API === 'true';
  const isEmulated =
    process.env.FUNCTIONS_EMULATOR === 'true' || process.env.FIRESTORE_EMULATOR_HOST !== undefined;
  // Asked for by every request: a slip in them must not come to light there.
  edgeRanges();
  trustedProxyHops();
  return {
    appCheck: setting('TOLLGATE_APP_CHECK'),
    /** The origins of web pages that may call, separated by commas. Empty: the project's own Hosting. */
    allowedOrigins: setting('TOLLGATE_ALLOWED_ORIGINS'),
    projectId: isListing ? '' : projectID.value(),
    isEmulated,
  };
}

/**
 * The project that this runs in. What is told of another is none of ours, so not to know it would lose what
 * is.
 */
export function ownProject(): string {
  const project = projectID.value() || process.env.GCLOUD_PROJECT;
  if (!project) throw new Error('the project is not known: FIREBASE_CONFIG and GCLOUD_PROJECT are empty');
  return project;
}

/** Whether calls that share a function are deployed under the names of before, too. */
export const KEEPS_FORMER_NAMES = keepsFormerNames(setting('TOLLGATE_FORMER_NAMES', 'off'));

function keepsFormerNames(named: string): boolean {
  if (named === 'on') return true;
  if (named === 'off') return false;
  throw new Error(`TOLLGATE_FORMER_NAMES is "${named}"; set it to on or off`);
}

beDiscreet();
setGlobalOptions({ region: REGION, maxInstances: 10, memory: '512MiB', secrets: [hashKey] });
