import { expect, it } from 'vitest';
import { ageOf, CACHE_AGE_MS } from './cache-age.ts';

it('is ten seconds where nothing is set, and the seconds that are set', () => {
  expect(CACHE_AGE_MS).toBe(10_000);
  expect(ageOf('1')).toBe(1_000);
  expect(ageOf('60')).toBe(60_000);
});

it.each(['0', '61', '-1', '1.5', 'ten', '1e1', ''])('is not "%s" seconds', (seconds) => {
  expect(() => ageOf(seconds)).toThrow('from 1 to 60');
});
