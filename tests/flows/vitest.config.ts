import { defineConfig } from 'vitest/config';

/** One file after the other: some change the configuration, which all share. */
export default defineConfig({
  test: {
    include: ['tests/flows/**/*.test.ts'],
    setupFiles: ['tests/flows/config-kept.ts'],
    fileParallelism: false,
    // The order of files is that of a fresh clone, not one by how long they took here before.
    cache: false,
    // How long a flow takes on a busy machine is no test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
