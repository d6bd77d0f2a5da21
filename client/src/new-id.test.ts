import { requestId } from '@tollgate/contract/calls/inputs.schema';
import { afterEach, expect, it, vi } from 'vitest';
import { browserId } from './browser-id.ts';
import { newId } from './new-id.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('is an id that the functions take, another one each time, also where a page has no randomUUID', () => {
  const { getRandomValues } = crypto;
  vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const ids = Array.from({ length: 1_000 }, newId);
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(requestId.safeParse(id).success).toBe(true);
  expect(browserId()).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
  expect(browserId()).toBe(browserId());
});
