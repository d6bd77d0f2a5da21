import type { ApiKey, ApiKeyInfo } from '@tollgate/contract/api-keys/api-key';
import { apiKeySchema } from '@tollgate/contract/api-keys/api-key.schema';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { accountWrites, readUser, userLoad } from '../credits/store.ts';
import { isDisabled } from '../platform/auth-users.ts';
import { nowMs, steadyMs } from '../platform/clock.ts';
import { db, read } from '../platform/firestore.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { isForeign, parseFound } from '../platform/unreadable.ts';
import { decideBearer, decideCreate, decideRevoke, type KeyCommand } from './decide.ts';
import { SignIns } from './sign-ins.ts';

const pathOf = (hash: string): string => `${COLLECTIONS.apiKeys}/${hash}`;
const keyLoad = (hash: string) => ({ path: pathOf(hash), schema: apiKeySchema });

/** Without whose it is, which its owner knows. */
export const infoOf = ({ keyId, name, lastFour, createdAt, expiresAt, lastUsedAt }: ApiKey): ApiKeyInfo => ({
  keyId,
  name,
  lastFour,
  createdAt,
  expiresAt,
  lastUsedAt,
});

/** Makes a key once, however often it is asked for. */
export function create(hash: string, command: KeyCommand): Promise<ApiKey | Refusal> {
  const loads = { user: userLoad(command.userId), key: keyLoad(hash) };
  return transact(loads, (state, now): Decision<ApiKey> | Refusal => {
    const decision = decideCreate(state, command, now);
    if (decision.kind === 'refusal') return decision;
    const { key } = decision;
    if (decision.kind === 'repeat') return { kind: 'answer', answer: key };
    const writes = [...accountWrites(state.user, decision.user), { path: pathOf(hash), data: key }];
    return { kind: 'commit', answer: key, writes };
  });
}

interface StoredKey {
  hash: string;
  key: ApiKey;
}

/** More than a user can have that are not revoked: those in force, and what has expired in the last week. */
const MAX_READ = 500;

/** The keys that a query of a user's finds, which are never many. */
async function stored(query: FirebaseFirestore.Query): Promise<StoredKey[]> {
  const found = await inDatabase(() => query.limit(MAX_READ).get());
  return found.docs
    .filter((document) => !isForeign(document))
    .map((document) => ({ hash: document.id, key: parseFound(apiKeySchema, document) }));
}

const notRevoked = (userId: string): Promise<StoredKey[]> =>
  stored(queryOf(db(), 'apiKeysNotRevoked', { userId, revokedAt: null }));

/** The keys of a user that are not revoked, the newest first; expired ones until they are cleaned up. */
export async function list(userId: string): Promise<ApiKeyInfo[]> {
  const [user, keys] = await Promise.all([readUser(userId), notRevoked(userId)]);
  const listed = new Set(user?.apiKeys.map(({ keyId }) => keyId));
  return keys
    .filter(({ key }) => listed.has(key.keyId))
    .map(({ key }) => infoOf(key))
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Ends a key of a user; one that has ended is as it should be. Answers with where it was stored. */
export async function revoke(userId: string, keyId: string): Promise<string | Refusal> {
  const [known] = await stored(queryOf(db(), 'apiKeyOfUser', { userId, keyId }));
  if (!known) return refuse('not_found', 'There is no such key.');
  const ended = await transact({ user: userLoad(userId) }, ({ user }, now): Decision<null> => {
    const next = user && decideRevoke(user, keyId, now);
    if (!next) return { kind: 'answer', answer: null };
    return { kind: 'commit', answer: null, writes: accountWrites(user, next) };
  });
  if (isRefusal(ended)) return ended;
  await mark(known.hash);
  return known.hash;
}

/** Notes on the keys of a user that are in force no more when that was found, for the clean-up. */
export async function markEnded(userId: string): Promise<void> {
  const [user, keys] = await Promise.all([readUser(userId), notRevoked(userId)]);
  const listed = new Set(user?.apiKeys.map(({ keyId }) => keyId));
  const ended = keys.filter(({ key }) => !listed.has(key.keyId));
  await Promise.all(ended.map(({ hash }) => mark(hash)));
}

const change = (hash: string, changed: (key: ApiKey, now: number) => Partial<ApiKey> | null) =>
  transact({ key: keyLoad(hash) }, ({ key }, now): Decision<null> => {
    const fields = key && changed(key, now);
    if (!fields) return { kind: 'answer', answer: null };
    const writes = [{ path: pathOf(hash), data: { ...key, ...fields } }];
    return { kind: 'commit', answer: null, writes };
  });

const mark = (hash: string) =>
  change(hash, ({ revokedAt }, now) => (revokedAt === null ? { revokedAt: now } : null));

/**
 * Removes all that is kept of a user's keys: with the account, which lists none of them any more. Keys that
 * another program keeps under the same name are not ours to remove.
 */
export async function removeAll(userId: string): Promise<void> {
  const query = queryOf(db(), 'apiKeysOfUser', { userId }).limit(MAX_READ);
  for (let page = await query.get(); ; ) {
    const batch = db().batch();
    for (const document of page.docs) if (!isForeign(document)) batch.delete(document.ref);
    await batch.commit();
    const last = page.docs.at(-1);
    if (page.size < MAX_READ || !last) return;
    page = await query.startAfter(last).get();
  }
}

/** When a key was used last is known to within this. */
const USED_EVERY_MS = 3_600_000;

/** Writes down that a key is used, unless that is known already. */
export async function noteUse(hash: string): Promise<void> {
  await change(hash, ({ lastUsedAt }, now) =>
    now - (lastUsedAt ?? 0) < USED_EVERY_MS ? null : { lastUsedAt: now },
  );
}

export interface Bearer {
  userId: string;
  /** When the key ends by itself. */
  expiresAt: number | null;
  isNoted: boolean;
}

const signIns = new SignIns(isDisabled, steadyMs);

/** Whom the key that is stored there stands for now; `null`: nobody. */
export async function bearerOf(hash: string): Promise<Bearer | null | Refusal> {
  const key = await read(pathOf(hash), apiKeySchema);
  const user = key && (await readUser(key.userId));
  const decision = decideBearer(key, user, nowMs());
  if (decision.kind === 'refusal') return decision;
  if (decision.kind === 'nobody' || !key) return null;
  const { expiresAt, lastUsedAt } = key;
  const { userId } = decision;
  if (!(await signIns.isOpen(userId))) return null;
  const isNoted = lastUsedAt !== null && nowMs() - lastUsedAt < USED_EVERY_MS;
  return { userId, expiresAt, isNoted };
}
