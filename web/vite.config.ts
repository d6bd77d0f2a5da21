import { readFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * While developing, answers the page's question where the emulators are with the file that TOLLGATE_LOCAL_CONFIG
 * names, read anew each time: emulators come and go while the page is being edited.
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

/** What changes rarely is apart from what changes often, and what the first screen needs apart from the rest. */
const CHUNKS: [name: string, packages: RegExp][] = [
  [
    'firestore',
    /node_modules\/@firebase\/(firestore|functions|webchannel)|node_modules\/firebase\/(firestore|functions)/,
  ],
  ['firebase', /node_modules\/(@firebase|firebase|idb)\//],
  ['react', /node_modules\/(react|react-dom|scheduler|zustand|@tanstack)\//],
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), localConfig()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: CHUNKS.map(([name, test]) => ({ name, test })) },
      },
    },
  },
});
