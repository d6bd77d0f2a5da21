import { isApiSecret, newApiSecret } from '@tollgate/contract/api-keys/secret';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keyOf, namesOf, secretOf } from './key.ts';

beforeAll(() => vi.stubEnv('TOLLGATE_HASH_KEY', 'a key for the tests, of 32 characters'));
afterAll(() => vi.unstubAllEnvs());

it('a key leads back to its secret, and no other text to any', () => {
  const secret = newApiSecret();
  const key = keyOf(secret);
  expect(secretOf(key)).toBe(secret);
  for (let index = 0; index < key.length; index++) {
    const other = key[index] === 'B' ? 'C' : 'B';
    expect(secretOf(key.slice(0, index) + other + key.slice(index + 1))).toBeNull();
  }
  for (const text of ['', 'tgk_', `tgk_${secret}`, `${key} `, key.slice(1), `${key}A`, secret])
    expect(secretOf(text)).toBeNull();
});

it('a key is known by names that tell nothing of it, and are of our own making', () => {
  const secret = newApiSecret();
  const names = namesOf(secret);
  expect(names.keyId).not.toBe(names.hash.slice(0, 16));
  expect(namesOf(newApiSecret())).not.toEqual(names);
  vi.stubEnv('TOLLGATE_HASH_KEY', 'another key, which makes other names of it');
  expect(namesOf(secret)).not.toEqual(names);
  expect(secretOf(keyOf(secret))).toBe(secret);
});

it('a secret is drawn, not typed', () => {
  const drawn = new Set(Array.from({ length: 500 }, newApiSecret));
  expect(drawn.size).toBe(500);
  for (const secret of drawn) expect(isApiSecret(secret)).toBe(true);
  for (const text of ['', 'x'.repeat(43), 'password'.repeat(6).slice(0, 43), `${newApiSecret()}=`])
    expect(isApiSecret(text)).toBe(false);
});
