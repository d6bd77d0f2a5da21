import { defineSecret, defineString } from 'firebase-functions/params';
import { setGlobalOptions } from 'firebase-functions/v2';

export const REGION = 'us-central1';

/** Keys the hashes of prompts and the signatures of local result addresses. At least 32 random characters. */
export const hashKey = defineSecret('TOLLGATE_HASH_KEY');

/**
 * The key of the remote moderator. Only a deployment that switches it on has it: for a secret that is declared,
 * `firebase deploy` asks, and refuses to go on without. firebase-tools loads `functions/.env` before it asks which
 * functions and secrets there are, and the deployed functions get the same variable.
 */
export const openAiKey =
  process.env.TOLLGATE_REMOTE_MODERATION === 'openai' ? defineSecret('TOLLGATE_OPENAI_KEY') : null;

/** What a function needs through which a prompt passes; others don't get the moderator's key. */
export const GATE_SECRETS = openAiKey ? [hashKey, openAiKey] : [hashKey];

/**
 * The header in which the network edge in front of the functions tells the caller's country, for the live view. Empty:
 * no country is shown. Only an edge that overwrites what a client sends may be named here.
 */
export const countryHeader = defineString('TOLLGATE_COUNTRY_HEADER', { default: '' });

setGlobalOptions({ region: REGION, maxInstances: 40, memory: '512MiB', secrets: [hashKey] });
