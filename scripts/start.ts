import path from 'node:path';
import { buildFunctions } from './lib/bundle.ts';
import { runLocally } from './lib/local.ts';
import { WORK_DIR } from './lib/paths.ts';
import { runCommand, say } from './lib/say.ts';
import { buildWeb } from './lib/web-build.ts';

/** `npm start`: the emulators, the functions and the built web app, with demo users, until Ctrl-C. */
await runCommand(() =>
  runLocally({
    hosting: true,
    directory: path.join(WORK_DIR, 'start'),
    build: async () => {
      const [web] = await Promise.all([buildWeb(), buildFunctions()]);
      say(`Functions: built. Web app: ${web}.`);
    },
  }),
);
