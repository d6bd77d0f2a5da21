import { expect, it } from 'vitest';
import { wholeUnits } from './waits.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it.each([
  [10 * MINUTE, MINUTE, 10],
  [10 * MINUTE + 6_000, MINUTE, 10],
  [10 * MINUTE + 36_000, MINUTE, 10],
  [HOUR + 41_000, MINUTE, 60],
  [24 * HOUR + 15 * MINUTE, HOUR, 24],
  // A rest that counts is never left out.
  [2 * MINUTE + 20_000, MINUTE, 3],
  [90_000, MINUTE, 2],
  [9 * MINUTE + 59_000, MINUTE, 10],
  [20_100, 1_000, 21],
  [1, 1_000, 1],
  [0, MINUTE, 1],
])('%i ms in units of %i ms are %i', (ms, unitMs, units) => {
  expect(wholeUnits(ms, unitMs)).toBe(units);
});
