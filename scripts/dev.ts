import fs from 'node:fs';
import path from 'node:path';
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
  // Where web/vite.config.ts finds the answer to the page's question where the emulators are.
  process.env.TOLLGATE_LOCAL_CONFIG = path.join(plan.directory, 'tollgate.local.json');
  fs.writeFileSync(process.env.TOLLGATE_LOCAL_CONFIG, JSON.stringify(webConfig(plan)));
  const server = await createServer({
    root: fromRoot('web'),
    server: { host: '127.0.0.1', port: WEB_PORT, strictPort: true },
    logLevel: 'warn',
  });
  await server.listen();
  return () => server.close();
}

await runCommand(() =>
  runLocally({
    hosting: false,
    // Not below a folder with a dot: there the functions emulator doesn't see what changes.
    directory: fromRoot('dist', 'dev'),
    build: async () => {
      await buildFunctions();
      say('Functions: built.');
    },
    alongside: async (plan) => {
      const stops = await Promise.all([watchFunctions(plan), serveWeb(plan)]);
      // The folder, because many editors replace a file when they save it, and a moment long there is none.
      const rules = fs.watch(ROOT, (_event, name) => {
        if (name === RULES && fs.existsSync(fromRoot(RULES))) copyFromRoot(RULES, plan);
      });
      return async () => {
        rules.close();
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  }),
);
