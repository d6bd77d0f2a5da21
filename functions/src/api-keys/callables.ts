import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { resolveUser } from '../admin/resolve-user.ts';
import { changeUser } from '../admin/store.ts';
import { ensureUser } from '../credits/store.ts';
import { workOf } from '../platform/work.ts';
import { keyOf, namesOf } from './key.ts';
import { create, infoOf, list, markEnded, revoke } from './store.ts';
import { forgetKey } from './verify.ts';

/**
 * Keys to the HTTP API. No key makes or ends one: these calls take a sign-in, and the API has none of them.
 */

export const createApiKey = workOf('createApiKey', async ({ secret, name, expiresAt = null }, caller) => {
  const user = await ensureUser(caller);
  if (isRefusal(user)) return user;
  const key = keyOf(secret);
  const { hash, keyId } = namesOf(secret);
  const made = await create(hash, {
    ...{ userId: caller.userId, keyId, name, expiresAt },
    lastFour: key.slice(-4),
  });
  if (isRefusal(made)) return made;
  // It may have been tried before it was made.
  forgetKey(hash);
  return { key, apiKey: infoOf(made) };
});

export const listApiKeys = workOf('listApiKeys', async (_input, { userId }) => ({
  keys: await list(userId),
}));

export const revokeApiKey = workOf('revokeApiKey', async ({ keyId }, { userId }) => {
  const revoked = await revoke(userId, keyId);
  if (isRefusal(revoked)) return revoked;
  forgetKey(revoked);
  return { keyId };
});

export const revokeUserApiKeys = workOf('revokeUserApiKeys', async (input, caller) => {
  const userId = await resolveUser(input);
  if (isRefusal(userId)) return userId;
  const changed = await changeUser(userId, { action: 'revoke_api_keys' }, input, caller);
  if (isRefusal(changed)) return changed;
  await markEnded(userId);
  return { revoked: Number(changed.audit?.before.apiKeys ?? 0), ...changed };
});
