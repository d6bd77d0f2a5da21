/** The secrets of keys to the HTTP API: what they look like, and how a new one is drawn. */

/** What every key begins with, so that people and scanners of leaked secrets know one when they see it. */
export const API_KEY_PREFIX = 'tgk_';

/** The random part: 32 bytes in base64url. */
export const API_SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** The secret, and then a sum over it that only the functions can compute. */
export const API_KEY_PATTERN = /^tgk_([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{11})$/;

/** So many different characters has any secret that is really random, but for one in 10^14. */
const MIN_DIFFERENT_CHARACTERS = 15;

/** Whether a text can be a random secret: it keeps nobody from a weak one, but people from typing one. */
export const isApiSecret = (text: string): boolean =>
  API_SECRET_PATTERN.test(text) && new Set(text).size >= MIN_DIFFERENT_CHARACTERS;

/** A new random part of a key. Whoever makes it can ask for the same key again when an answer is lost. */
export function newApiSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
