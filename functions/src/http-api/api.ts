import { API_KEY_PREFIX } from '@tollgate/contract/api-keys/secret';
import { callerOfKey } from '../api-keys/verify.ts';
import { httpDoor } from '../platform/http-server.ts';
import { GATE_SECRETS } from '../platform/options.ts';
import { ENDPOINTS } from './endpoints.ts';

/**
 * The HTTP API, docs/http.md: one function, because callers know one address. It generates, so it may take as
 * long.
 */
export const api = httpDoor({
  endpoints: ENDPOINTS,
  keyPrefix: API_KEY_PREFIX,
  callerOfKey,
  options: { maxInstances: 40, timeoutSeconds: 900, memory: '1GiB', concurrency: 8, secrets: GATE_SECRETS },
});
