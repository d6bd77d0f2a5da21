import { defineConfig } from 'vitest/config';

/** Run inside a Firestore emulator: `npm run stack -- npx vitest run --config tests/rules/vitest.config.ts`. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['tests/rules/*.test.ts'],
    // Generous: all mutants are one test, and an emulator that has just started takes seconds to answer.
    hookTimeout: 60_000,
    testTimeout: 240_000,
  },
});
