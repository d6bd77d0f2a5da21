import { spawnSync } from 'node:child_process';
import { runCommand, say } from './lib/say.ts';
import { script } from './lib/steps.ts';

/** `npm run bench`: the measurements, on each Firestore emulator that is there. `--only NAME` takes one of them. */
const EMULATORS = ['official', 'hidane'];

await runCommand(async () => {
  const [flag, only] = process.argv.slice(2);
  const wanted = flag === '--only' ? EMULATORS.filter((name) => name === only) : EMULATORS;
  let failed = 0;
  for (const name of wanted) {
    say(`\n## Firestore emulator: ${name}\n`);
    const [program = process.execPath, ...args] = [
      ...script('stack', '--instances', '4'),
      ...[process.execPath, 'tests/bench/main.ts'],
    ];
    const { status } = spawnSync(program, args, {
      stdio: 'inherit',
      env: { ...process.env, TOLLGATE_FIRESTORE: name },
    });
    if (status !== 0) failed++;
  }
  return failed === 0 ? 0 : 1;
});
