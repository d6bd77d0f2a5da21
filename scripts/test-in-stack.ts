import { BROWSER_PARTS } from './lib/browser-parts.ts';
import { runCommand, say } from './lib/say.ts';
import { abortSteps, runStep, type Step, StepFailed, script, vitest } from './lib/steps.ts';
import { exitCodeOf, onStop } from './lib/stop.ts';

const pages = (name: keyof typeof BROWSER_PARTS): string[] => [
  ...vitest(`e2e-${name}`, 'tests/e2e/vitest.config.ts'),
  // Whole, because vitest takes a part of a name for all files that have it.
  ...BROWSER_PARTS[name].map((file) => `tests/e2e/${file}.test.ts`),
];

/**
 * The parts of `npm test` that need emulators. The steps of a part come one after the other: they share a
 * database.
 */
const PARTS: Record<string, Step[]> = {
  calls: [
    { name: 'rules', commands: [vitest('rules', 'tests/rules/vitest.config.ts')] },
    { name: 'flows', commands: [vitest('flows', 'tests/flows/vitest.config.ts')] },
    { name: 'reconcile after the flows', commands: [script('reconcile')] },
  ],
  acts: [
    { name: 'browser: acts', commands: [pages('acts')] },
    { name: 'reconcile after the acts', commands: [script('reconcile')] },
  ],
  live: [{ name: 'browser: live', commands: [pages('live')] }],
  looks: [{ name: 'browser: looks', commands: [pages('looks')] }],
};

await runCommand(async () => {
  onStop(async (signal) => {
    await abortSteps();
    process.exit(exitCodeOf(signal));
  });
  const [part = ''] = process.argv.slice(2);
  const steps = PARTS[part];
  if (!steps) throw new Error(`there is no part ${part}; there are ${Object.keys(PARTS).join(' and ')}`);
  try {
    for (const step of steps) await runStep(step);
    return 0;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(`Failed: ${error.message}`);
    return 1;
  }
});
