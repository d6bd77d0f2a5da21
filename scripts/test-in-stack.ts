import { runCommand, say } from './lib/say.ts';
import { abortSteps, runStep, type Step, StepFailed, script, vitest } from './lib/steps.ts';
import { exitCodeOf, onStop } from './lib/stop.ts';

/** The part of `npm test` that needs the emulators, one after the other: they share a database. */
const STEPS: Step[] = [
  { name: 'rules', commands: [vitest('rules', 'tests/rules/vitest.config.ts')] },
  { name: 'flows', commands: [vitest('flows', 'tests/flows/vitest.config.ts')] },
  { name: 'browser', commands: [vitest('e2e', 'tests/e2e/vitest.config.ts')] },
  { name: 'reconcile', commands: [script('reconcile')] },
];

await runCommand(async () => {
  onStop(async (signal) => {
    await abortSteps();
    process.exit(exitCodeOf(signal));
  });
  try {
    for (const step of STEPS) await runStep(step);
    return 0;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(`Failed: ${error.message}`);
    return 1;
  }
});
