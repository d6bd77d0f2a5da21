import { readFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * While developing, answers the page's question where the emulators are with the file that
 * TOLLGATE_LOCAL_CONFIG names, read anew each time: emulators come and go while the page is being edited.
 */
const localConfig = (): Plugin => ({
  name: 'tollgate-local-config',
  configureServer(server) {
    server.middlewares.use('/tollgate.local.json', async (_request, response) => {
      const file = process.env.TOLLGATE_LOCAL_CONFIG;
      const text = file ? await readFile(file, 'utf8').catch(() => null) : null;
      response.statusCode = text === null ? 404 : 200;
      response.setHeader('Content-Type', 'application/json');
      response.end(text ?? '{}');
    });
  },
});

/**
 * What changes rarely is apart from what changes often, and what the first screen needs apart from the rest.
 * A group takes what its packages import along, so the common ground comes first.
 */
const CHUNKS: [name: string, packages: RegExp][] = [
  [
    'firebase',
    /node_modules\/(@firebase\/(app|auth|component|logger|util)|firebase\/(app|auth)|idb|tslib)\//,
  ],
  ['react', /node_modules\/(react|react-dom|scheduler|zustand|@tanstack)\//],
  ['app-check', /node_modules\/(@firebase|firebase)\/app-check\//],
  ['firestore', /node_modules\/(@firebase|firebase)\//],
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), localConfig()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: CHUNKS.map(([name, test], index) => ({ name, test, priority: CHUNKS.length - index })),
        },
      },
    },
  },
});
