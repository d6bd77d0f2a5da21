import { defineConfig } from 'vitest/config';

/** Needs `functions/dist`, built, and the package registry. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
