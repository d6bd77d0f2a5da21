import { defineConfig } from 'vitest/config';

/**
 * Run inside a Firestore emulator: `npm run stack -- npx vitest run --config tests/rules/vitest.config.ts`.
 */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['tests/rules/*.test.ts'],
    // An emulator that has just started takes seconds to answer.
    hookTimeout: 30_000,
    testTimeout: 20_000,
  },
});
