import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLER_NAMES } from './callers.ts';
import { attempt, type Emulator, openEmulator } from './emulator.ts';
import { reads } from './reads.ts';
import { seed } from './seed.ts';
import { writes } from './writes.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await openEmulator();
  await seed(emulator.environment);
});
afterAll(() => emulator?.close());

describe.each([
  { kind: 'reads', expectations: reads },
  { kind: 'writes', expectations: writes },
])('$kind', ({ expectations }) => {
  it.each(expectations)('$operation: $allowed', async (expectation) => {
    const verdicts = await Promise.all(
      CALLER_NAMES.map(async (caller) => ({ caller, verdict: await attempt(emulator, expectation, caller) })),
    );
    const allowed = verdicts.filter(({ verdict }) => verdict === 'allowed').map(({ caller }) => caller);
    expect(allowed.toSorted()).toEqual(expectation.allowed.toSorted());
  });
});
