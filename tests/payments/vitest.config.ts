import { defineConfig } from 'vitest/config';

/** Needs stripe-mock, which is built when it is not there: scripts/lib/stripe-mock.ts. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 60_000,
    // Go builds it once.
    hookTimeout: 600_000,
  },
});
