import { findDependencies } from './lib/dependencies.ts';
import { ROOT } from './lib/paths.ts';
import { runCommand, say } from './lib/say.ts';

/**
 * Proves who imports whom: no circles, and one direction between workspaces and between domains (`--arrows`
 * lists those).
 */
const FOLDERS = ['contract/src', 'functions/src', 'client/src', 'web/src', 'scripts'];

await runCommand(async () => {
  const { files, forbidden, arrows } = await findDependencies(ROOT, FOLDERS);
  for (const { path, message, rule } of forbidden) say(`${path}  ${message} (${rule})`);
  if (process.argv.includes('--arrows')) for (const arrow of arrows) say(arrow);
  say(
    `${files} files, ${forbidden.length === 0 ? 'every import the right way' : `${forbidden.length} wrong imports`}`,
  );
  return forbidden.length === 0 ? 0 : 1;
});
