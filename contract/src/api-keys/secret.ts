/** The secrets of keys to the HTTP API: what they look like, and how a new one is drawn. */

/** What every key begins with, so that people and scanners of leaked secrets know one when they see it. */
export const API_KEY_PREFIX = 'tgk_';

/** The random part: 32 bytes in base64url. */
export const API_SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** The secret, followed by a checksum that only the functions can compute. */
export const API_KEY_PATTERN = /^tgk_([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{11})$/;

/** Only one random secret in 10^14 has fewer different characters. */
const MIN_DIFFERENT_CHARACTERS = 15;

/**
 * Whether a text may be a random secret. This stops people from typing one, not from choosing a weak one on
 * purpose.
 */
export const isApiSecret = (text: string): boolean =>
  API_SECRET_PATTERN.test(text) && new Set(text).size >= MIN_DIFFERENT_CHARACTERS;

/**
 * A new random part of a key. The client makes it, so that it can ask for the same key again when an answer
 * is lost.
 */
export function newApiSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
