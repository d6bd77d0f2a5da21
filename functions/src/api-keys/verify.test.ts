import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyOf } from './key.ts';
import type { Bearer } from './store.ts';
import { callerOfKey } from './verify.ts';

const { bearerOf } = vi.hoisted(() => ({ bearerOf: vi.fn<() => Promise<Bearer | null>>() }));
vi.mock('./store.ts', () => ({ bearerOf, noteUse: async () => {} }));

const WHERE = { address: null, country: null };

beforeEach(() => {
  vi.stubEnv('TOLLGATE_HASH_KEY', 'a key for the tests');
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

it('an instance goes by what it has read of a key for ten seconds, and then asks again', async () => {
  const key = keyOf(newApiSecret());
  bearerOf.mockResolvedValue({ userId: 'ada', expiresAt: null, isNoted: true });
  expect(await callerOfKey(key, WHERE)).toMatchObject({ caller: { userId: 'ada' } });
  bearerOf.mockResolvedValue(null);
  vi.advanceTimersByTime(9_999);
  expect(await callerOfKey(key, WHERE)).toMatchObject({ caller: { userId: 'ada' } });
  expect(bearerOf).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1);
  expect(isRefusal(await callerOfKey(key, WHERE))).toBe(true);
});
