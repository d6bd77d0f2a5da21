import { defineConfig } from 'vitest/config';

/** Run inside a Firestore emulator: `npm run stack -- npx vitest run --config tests/rules/vitest.config.ts`. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['tests/rules/*.test.ts'],
    // The first connection to an emulator that has just started may take seconds.
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
});
