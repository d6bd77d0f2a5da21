import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contract,functions,client,web,scripts}/**/*.test.{ts,tsx}',
      'tests/{sequences,stored}/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '.tollgate/**'],
  },
});
