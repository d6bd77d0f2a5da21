import { expect, it } from 'vitest';
import { SIGN_IN_KNOWN_FOR_MS, SIGN_IN_TRUSTED_FOR_MS, SignIns } from './sign-ins.ts';

/** Authentication, of which it is known who is shut out and how often it was asked. */
function authentication() {
  const state = { nowMs: 0, isDisabled: false, isDown: false, asked: 0 };
  const ask = async () => {
    state.asked++;
    if (state.isDown) throw new Error('down');
    return state.isDisabled;
  };
  return { state, signIns: new SignIns(ask, () => state.nowMs) };
}

it('an account that was disabled or removed is found out within a minute of its use', async () => {
  const { state, signIns } = authentication();
  expect(await signIns.isOpen('ada')).toBe(true);
  state.isDisabled = true;
  let lastOpenMs = 0;
  for (; state.nowMs <= 60_000; state.nowMs += 500) {
    if (await signIns.isOpen('ada')) lastOpenMs = state.nowMs;
  }
  // What is known of a key itself is up to ten seconds old, too.
  expect(lastOpenMs + 10_000).toBeLessThan(60_000);
  expect(state.asked).toBeLessThan(4);
});

it('an account that is opened again is let in again', async () => {
  const { state, signIns } = authentication();
  state.isDisabled = true;
  expect(await signIns.isOpen('ada')).toBe(false);
  state.isDisabled = false;
  state.nowMs += SIGN_IN_KNOWN_FOR_MS;
  expect(await signIns.isOpen('ada')).toBe(true);
});

it('while Authentication is down what it said last holds, for an hour, and it is asked each time', async () => {
  const { state, signIns } = authentication();
  expect(await signIns.isOpen('ada')).toBe(true);
  state.isDown = true;
  state.nowMs = SIGN_IN_TRUSTED_FOR_MS - 1;
  expect(await signIns.isOpen('ada')).toBe(true);
  await expect(signIns.isOpen('bob')).rejects.toThrow('down');
  state.nowMs += 1;
  await expect(signIns.isOpen('ada')).rejects.toThrow('down');
  expect(state.asked).toBe(4);
});
