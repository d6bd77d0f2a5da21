import type { User } from '@tollgate/contract/account/user';
import { type ApiKey, MAX_API_KEYS, MAX_API_KEYS_PER_DAY } from '@tollgate/contract/api-keys/api-key';
import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import { type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import { withTold } from '../credits/notices.ts';

/** A key that is asked for, without its secret. */
export interface KeyCommand {
  userId: string;
  keyId: string;
  name: string;
  lastFour: string;
  expiresAt: number | null;
}

export type KeyDecision =
  | { kind: 'create'; user: User; key: ApiKey }
  | { kind: 'repeat'; key: ApiKey }
  | Refusal;

type Listed = User['apiKeys'][number];

const isListed = ({ apiKeys }: User, keyId: string): boolean => apiKeys.some((one) => one.keyId === keyId);

const isLive = ({ expiresAt }: Pick<Listed, 'expiresAt'>, nowMs: number): boolean =>
  expiresAt === null || expiresAt > nowMs;

/** Makes a key. The user's document lists those in force, so no two calls at once make one too many. */
export function decideCreate(
  { user, key }: { user: User | null; key: ApiKey | null },
  { userId, keyId, name, lastFour, expiresAt }: KeyCommand,
  nowMs: number,
): KeyDecision {
  if (!user || user.status === 'deleted') return refuse('not_found', 'There is no such user.');
  if (key) {
    const isSame = key.userId === userId && key.name === name && key.expiresAt === expiresAt;
    // A key that was revoked does not come back because its making is asked for once more.
    if (isSame && isListed(user, keyId)) return { kind: 'repeat', key };
    return refuse('request_reused', 'This secret was used for another key. Draw a new one for each key.');
  }
  if (user.isGuest) return refuse('not_owner', 'API keys are for accounts: sign up first.');
  if (user.status !== 'active')
    return refuse(
      user.status === 'paused' ? 'paused' : 'suspended',
      `This account is ${user.status}: it can make no keys.`,
    );
  if (expiresAt !== null && expiresAt <= nowMs)
    return refuseField('expiresAt', 'must be later than now, in milliseconds since 1970');
  const live = user.apiKeys.filter((one) => isLive(one, nowMs));
  if (live.length >= MAX_API_KEYS)
    return refuseField('name', `there are ${MAX_API_KEYS} keys already; revoke one first`);
  const day = dayOf(nowMs);
  const madeToday = user.keysMade.day === day ? user.keysMade.count : 0;
  if (madeToday >= MAX_API_KEYS_PER_DAY) {
    const retryAfterMs = Date.parse(day) + DAY_MS - nowMs;
    const message = `At most ${MAX_API_KEYS_PER_DAY} keys can be made in a day. Make the next one tomorrow.`;
    return refuse('rate_limited', message, { retryAfterMs });
  }
  const made = { userId, keyId, name, lastFour, expiresAt, createdAt: nowMs };
  const known = {
    ...user,
    apiKeys: [...live, { keyId, expiresAt }],
    keysMade: { day, count: madeToday + 1 },
    updatedAt: nowMs,
  };
  return {
    kind: 'create',
    user: withTold(known, [{ kind: 'api_key_made', amountMicro: null, reason: name }], nowMs),
    key: { ...made, lastUsedAt: null, revokedAt: null },
  };
}

/** Takes a key from those in force; `null` when it is not among them. */
export function decideRevoke(user: User, keyId: string, nowMs: number): User | null {
  if (!isListed(user, keyId)) return null;
  return { ...user, apiKeys: user.apiKeys.filter((one) => one.keyId !== keyId), updatedAt: nowMs };
}

/** Whom a key stands for: nobody, when it is revoked or expired, or its account is gone. */
export function decideBearer(
  key: ApiKey | null,
  user: User | null,
  nowMs: number,
): { kind: 'bearer'; userId: string } | { kind: 'nobody' } | Refusal {
  if (!key || !user || key.revokedAt !== null || !isLive(key, nowMs)) return { kind: 'nobody' };
  if (user.status === 'deleted' || !isListed(user, key.keyId)) return { kind: 'nobody' };
  // Whatever else it may be called one day, it is not a state in which keys work.
  if (user.status !== 'active' && user.status !== 'paused')
    return refuse('suspended', 'This account is suspended. Ask support if you think that is wrong.');
  return { kind: 'bearer', userId: key.userId };
}
