import { timingSafeEqual } from 'node:crypto';
import { API_KEY_PATTERN, API_KEY_PREFIX } from '@tollgate/contract/api-keys/secret';
import { keyedHash } from '../platform/hash.ts';

/** A key is its secret with a sum over it, which needs our key to compute: docs/decisions/0018. */

const SUM_CHARS = 11;

const sumOf = (secret: string): string =>
  Buffer.from(keyedHash('api-key-sum', secret), 'hex').toString('base64url').slice(0, SUM_CHARS);

export const keyOf = (secret: string): string => `${API_KEY_PREFIX}${secret}${sumOf(secret)}`;

/** The secret of a key that we have made; `null` for every other text, without asking the database. */
export function secretOf(text: string): string | null {
  const [, secret = '', sum = ''] = API_KEY_PATTERN.exec(text) ?? [];
  // As much work for a text that is no key at all.
  const expected = Buffer.from(sumOf(secret));
  return timingSafeEqual(expected, Buffer.from(sum.padEnd(SUM_CHARS, ' '))) ? secret : null;
}

/**
 * Under which id a key is stored, and by which its owner calls it. Neither leads to the other, nor back to
 * the key.
 */
export const namesOf = (secret: string): { hash: string; keyId: string } => ({
  hash: keyedHash('api-key', secret),
  keyId: keyedHash('api-key-id', secret).slice(0, 16),
});
