import { defineConfig } from 'vitest/config';

/** One file after the other: some change the configuration, which all share. */
export default defineConfig({
  test: {
    include: ['tests/flows/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
