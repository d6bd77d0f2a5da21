import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { dayOf } from '@tollgate/contract/common/calendar';
import { readArguments } from './lib/arguments.ts';
import { buildBench } from './lib/bundle.ts';
import { emulatorsAtHand } from './lib/firestore-emulator.ts';
import { runCommand, say } from './lib/say.ts';
import { script } from './lib/steps.ts';

/**
 * `npm run bench`: the measurements, on each Firestore emulator that is there, straight and over a line on
 * which a round trip takes 20 ms, then how well and fast moderation judges. Prints Markdown.
 */
const USAGE = 'npm run bench -- [--only official|hidane] [--straight] [MEASUREMENT…]';
const DELAYS_MS = [0, 20];

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean => {
  const [program = process.execPath, ...rest] = args;
  return spawnSync(program, rest, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
};

await runCommand(async () => {
  const { values, positionals } = readArguments(
    { only: { type: 'string' }, straight: { type: 'boolean' } },
    USAGE,
  );
  // Where there is none yet, the stack fetches or builds the one that fits.
  const there = emulatorsAtHand();
  const emulators = values.only ? [values.only] : there.length > 0 ? there : [''];
  const [cpu] = os.cpus();
  say(`${dayOf(Date.now())}, ${os.cpus().length} × ${cpu?.model}, Node ${process.version}`);
  const bench = await buildBench();
  let isGood = true;
  for (const emulator of emulators) {
    for (const delayMs of values.straight ? [0] : DELAYS_MS) {
      say(`\n### Firestore emulator${emulator && `: ${emulator}`}${delayMs ? `, ${delayMs} ms away` : ''}\n`);
      const stack = script('stack', '--instances', '4', '--delay', String(delayMs));
      const measure = [process.execPath, bench, ...positionals];
      // Caches as old as those of a deployment; a stack's own are for tests.
      const env = { TOLLGATE_FIRESTORE: emulator, TOLLGATE_CACHE_SECONDS: '10' };
      isGood = run([...stack, ...measure], env) && isGood;
    }
  }
  if (positionals.length > 0) return isGood ? 0 : 1;
  say('\n### Moderation\n');
  isGood = run(script('bench-moderation')) && isGood;
  return isGood ? 0 : 1;
});
