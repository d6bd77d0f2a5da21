export const MAX_KEY_NAME_CHARS = 60;

/** The most keys of a user that are neither revoked nor expired. */
export const MAX_API_KEYS = 20;

/** How many keys a user may make in a UTC day, including revoked ones: each leaves a document for a week. */
export const MAX_API_KEYS_PER_DAY = 50;

/**
 * A key to the HTTP API as its owner sees it: without its secret, which is kept nowhere. Times are
 * milliseconds.
 */
export interface ApiKeyInfo {
  /** Names the key; nothing of its secret can be computed from it. */
  keyId: string;
  name: string;
  /** The last four characters. */
  lastFour: string;
  createdAt: number;
  /** `null`: never. */
  expiresAt: number | null;
  /** To within an hour; `null`: never. */
  lastUsedAt: number | null;
}

/**
 * `api_keys/{keyed hash of its secret}`: a key to the HTTP API, which acts as its user there and nowhere
 * else.
 */
export interface ApiKey extends ApiKeyInfo {
  userId: string;
  revokedAt: number | null;
}
