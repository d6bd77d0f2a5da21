import { expect, it } from 'vitest';
import { makeSteadyClock } from './clock.ts';

it('the steady clock goes on when the wall clock is set back, and follows it when it is set forward', () => {
  let wall = 1_000;
  let monotonic = 5;
  const steady = makeSteadyClock(
    () => wall,
    () => monotonic,
  );
  const pass = (realMs: number, wallMs = realMs) => {
    monotonic += realMs;
    wall += wallMs;
    return steady();
  };
  expect(steady()).toBe(1_000);
  expect(pass(10)).toBe(1_010);
  expect(pass(10, -500)).toBe(1_020);
  expect(pass(0)).toBe(1_020);
  expect(pass(10, 5_000)).toBe(wall);
});
