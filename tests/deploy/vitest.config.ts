import { defineConfig } from 'vitest/config';

/** Needs `functions/dist`, built, and the package registry. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 240_000,
    // A deployment is several processes one after another.
    maxConcurrency: 2,
    hookTimeout: 300_000,
  },
});
