import { buildFunctions } from './lib/bundle.ts';
import { runCommand, say } from './lib/say.ts';
import { buildSdk } from './lib/sdk-build.ts';
import { buildWeb } from './lib/web-build.ts';

/**
 * `npm run build`: functions/dist and web/dist, as they are deployed, and client/dist, as it is installed.
 */
await runCommand(async () => {
  await buildFunctions();
  say('functions/dist: built');
  await buildSdk();
  say('client/dist: built and packed');
  say(`web/dist: ${await buildWeb()}`);
  return 0;
});
