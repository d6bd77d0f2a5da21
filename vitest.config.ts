import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const TESTS = [
  '{contract,functions,client,web,scripts}/**/*.test.{ts,tsx}',
  'tests/{moderation,sequences,stored}/**/*.test.ts',
];
const EXCLUDED = ['**/node_modules/**', '**/dist/**', '.tollgate/**'];

/** Tests that replace modules or have a page of their own can't share a process with others. */
const NEEDS_ISOLATION = /\bvi\.(mock|doMock|resetModules|hoisted)\(|@vitest-environment/;
const isolated = globSync(TESTS, { exclude: EXCLUDED, cwd: import.meta.dirname }).filter((file) =>
  NEEDS_ISOLATION.test(readFileSync(new URL(file, import.meta.url), 'utf8')),
);

// Thousands of random sequences take what they take: how fast they are is no test.
const test = { testTimeout: 120_000, root: import.meta.dirname };

export default defineConfig({
  test: {
    projects: [
      { test: { ...test, name: 'isolated', include: isolated } },
      // Most of the time would go into loading the same modules again for each file.
      {
        test: {
          ...test,
          name: 'shared',
          include: TESTS,
          exclude: [...EXCLUDED, ...isolated],
          isolate: false,
        },
      },
    ],
  },
});
