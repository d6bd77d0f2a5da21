import fs from 'node:fs';
import { readArguments } from './lib/arguments.ts';
import { withCallsTable } from './lib/calls-table.ts';
import { fromRoot } from './lib/paths.ts';
import { referenceOf } from './lib/reference.ts';
import { MendableError, runCommand, say } from './lib/say.ts';
import { buildSdk, SDK_PACKAGE } from './lib/sdk-build.ts';

/**
 * `npm run reference [-- --check]`: writes what the code says of itself, docs/sdk.md of the SDK's docstrings
 * and the table of calls in docs/security.md; or says whether they are what it would write.
 */
interface Page {
  name: string;
  of: string;
  written(now: string): string;
}

const PAGES: Page[] = [
  { name: 'sdk.md', of: 'the docstrings', written: () => referenceOf(SDK_PACKAGE) },
  { name: 'security.md', of: 'the table of calls', written: withCallsTable },
];

const textOf = (file: string): string => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');

await runCommand(async () => {
  const { values } = readArguments({ check: { type: 'boolean' } }, 'npm run reference [-- --check]');
  if (!values.check) await buildSdk();
  for (const { name, of, written } of PAGES) {
    const file = fromRoot('docs', name);
    const now = textOf(file);
    const right = written(now);
    if (values.check && now !== right)
      throw new MendableError(`docs/${name} differs from ${of}. Write it anew: npm run reference`);
    if (!values.check) fs.writeFileSync(file, right);
    say(`docs/${name}: ${values.check ? 'up to date' : 'written'}`);
  }
  return 0;
});
