import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Thousands of random sequences take what they take: how fast they are is no test.
    testTimeout: 120_000,
    include: [
      '{contract,functions,client,web,scripts}/**/*.test.{ts,tsx}',
      'tests/{moderation,sequences,stored}/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '.tollgate/**'],
  },
});
