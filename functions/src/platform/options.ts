import { defineSecret, defineString } from 'firebase-functions/params';
import { setGlobalOptions } from 'firebase-functions/v2/options';

export const REGION = 'us-central1';

/** Keys the hashes of prompts and the signatures of local result addresses. At least 32 random characters. */
export const hashKey = defineSecret('TOLLGATE_HASH_KEY');

/**
 * The header in which the network edge in front of the functions tells the caller's country, for the live view. Empty:
 * no country is shown. Only an edge that overwrites what a client sends may be named here.
 */
export const countryHeader = defineString('TOLLGATE_COUNTRY_HEADER', { default: '' });

setGlobalOptions({ region: REGION, maxInstances: 40, memory: '512MiB', secrets: [hashKey] });
