import { buildFunctions } from './lib/bundle.ts';
import { runCommand, say } from './lib/say.ts';
import { buildWeb } from './lib/web-build.ts';

/** `npm run build`: functions/dist and web/dist, as they are deployed. */
await runCommand(async () => {
  await buildFunctions();
  say('functions/dist: built');
  say(`web/dist: ${await buildWeb()}`);
  return 0;
});
