import fs from 'node:fs';
import esbuild from 'esbuild';
import { createServer } from 'vite';
import { buildFunctions, functionsBuild } from './lib/bundle.ts';
import { runLocally, WEB_PORT } from './lib/local.ts';
import { fromRoot, ROOT } from './lib/paths.ts';
import { runCommand, say } from './lib/say.ts';
import { copyFromRoot, copyFunctions, type SuitePlan, webConfig } from './lib/suite-files.ts';

const RULES = 'firestore.rules';

/** `npm run dev`: as `npm start`, with web app, functions and rules reloading as they are edited. */

async function watchFunctions(plan: SuitePlan): Promise<() => Promise<void>> {
  let isFirst = true;
  const context = await esbuild.context({
    ...functionsBuild,
    logLevel: 'error',
    plugins: [
      {
        name: 'to-the-emulator',
        setup(build) {
          build.onEnd(({ errors }) => {
            // The first build is what the suite has started with.
            if (errors.length === 0 && !isFirst) {
              copyFunctions(plan);
              say('Functions: rebuilt.');
            }
            isFirst = false;
          });
        },
      },
    ],
  });
  await context.watch();
  return () => context.dispose();
}

async function serveWeb(plan: SuitePlan): Promise<() => Promise<void>> {
  const server = await createServer({
    root: fromRoot('web'),
    server: { host: '127.0.0.1', port: WEB_PORT, strictPort: true },
    logLevel: 'warn',
    plugins: [
      {
        name: 'tollgate-local-configuration',
        configureServer({ middlewares }) {
          middlewares.use('/tollgate.local.json', (_request, response) => {
            response.setHeader('content-type', 'application/json');
            response.end(JSON.stringify(webConfig(plan)));
          });
        },
      },
    ],
  });
  await server.listen();
  return () => server.close();
}

await runCommand(() =>
  runLocally({
    hosting: false,
    build: async () => {
      await buildFunctions();
      say('Functions: built.');
    },
    alongside: async (plan) => {
      const stops = await Promise.all([watchFunctions(plan), serveWeb(plan)]);
      // The folder, because many editors replace a file when they save it.
      const rules = fs.watch(ROOT, (_event, name) => name === RULES && copyFromRoot(RULES, plan));
      return async () => {
        rules.close();
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  }),
);
