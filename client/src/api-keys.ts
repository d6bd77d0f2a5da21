import type { ApiKeyInfo } from '@tollgate/contract/api-keys/api-key';
import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { CallAddress, CallAt } from '@tollgate/contract/calls/table';
import { getAuth } from 'firebase/auth';
import type { Functions } from 'firebase/functions';
import type { Answer } from './outcome.ts';
import { asking, realTiming } from './retry.ts';
import { own, presenceOf } from './signed-in.ts';
import { type Speech, speakerFor } from './speaker.ts';
import { firebaseTransport } from './transport.ts';

export type { ApiKeyInfo } from '@tollgate/contract/api-keys/api-key';

/** Keys with which scripts and servers of a user call the HTTP API as that user. */
export interface ApiKeys {
  /**
   * Makes a key. `key` is the whole of it: show it once, and keep it nowhere. `recent_sign_in_required`: they
   * signed in more than ten minutes ago, and do so again first (`reauthenticateWithCredential`).
   */
  create(wanted: {
    name: string;
    expiresAt?: number | undefined;
  }): Promise<Answer<{ key: string; apiKey: ApiKeyInfo }>>;
  /** The keys that are not revoked, the newest first. */
  list(): Promise<Answer<{ keys: ApiKeyInfo[] }>>;
  /** Ends a key, everywhere within seconds. */
  revoke(keyId: string): Promise<Answer<{ keyId: string }>>;
}

/** Apart from `createTollgate`, so that apps without keys don't load this. */
export function createApiKeys({ functions, ...speech }: { functions: Functions } & Speech): ApiKeys {
  const { say } = speakerFor(speech, functions);
  const core = { transport: firebaseTransport(functions), ...presenceOf(getAuth(functions.app)) };
  const call = <A extends CallAddress>(
    address: A,
    input: CallInput<CallAt<A>>,
  ): Promise<Answer<CallOutputs[CallAt<A>]>> =>
    say(own(core, ({ transport }) => asking(() => transport.call(address, input), realTiming)));
  return {
    // Drawn here: when an answer is lost, the same secret is sent again, and makes the same key.
    create: (wanted) => call('account/createApiKey', { ...wanted, secret: newApiSecret() }),
    list: () => call('account/listApiKeys', {}),
    revoke: (keyId) => call('account/revokeApiKey', { keyId }),
  };
}
