import { defineSecret } from 'firebase-functions/params';
import { setGlobalOptions } from 'firebase-functions/v2';

export const REGION = 'us-central1';

/** Keys the hashes of prompts and the signatures of local result addresses. At least 32 random characters. */
export const hashKey = defineSecret('TOLLGATE_HASH_KEY');

setGlobalOptions({ region: REGION, maxInstances: 40, memory: '512MiB', secrets: [hashKey] });
