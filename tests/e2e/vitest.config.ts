import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    fileParallelism: false,
    // The order of files is that of a fresh clone, not one by how long they took here before.
    cache: false,
    // Of the tests that say they are concurrent: a browser mostly waits.
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
