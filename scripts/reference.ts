import fs from 'node:fs';
import { readArguments } from './lib/arguments.ts';
import { fromRoot } from './lib/paths.ts';
import { referenceOf } from './lib/reference.ts';
import { MendableError, runCommand, say } from './lib/say.ts';
import { buildSdk, SDK_PACKAGE } from './lib/sdk-build.ts';

/** `npm run reference [-- --check]`: writes docs/sdk.md of the SDK's docstrings; or says whether it is what it would write. */
const FILE = fromRoot('docs', 'sdk.md');

await runCommand(async () => {
  const { values } = readArguments({ check: { type: 'boolean' } }, 'npm run reference [-- --check]');
  if (!values.check) {
    await buildSdk();
    fs.writeFileSync(FILE, referenceOf(SDK_PACKAGE));
    say('docs/sdk.md: written');
    return 0;
  }
  const written = fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : '';
  if (written !== referenceOf(SDK_PACKAGE))
    throw new MendableError('docs/sdk.md is not what the docstrings say. Write it anew: npm run reference');
  say('docs/sdk.md: up to date');
  return 0;
});
