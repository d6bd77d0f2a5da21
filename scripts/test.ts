import fs from 'node:fs';
import { findBrowser } from './lib/browser.ts';
import { runCommand, say } from './lib/say.ts';
import {
  abortSteps,
  biome,
  countParts,
  knip,
  RESULTS_DIR,
  runStep,
  type Step,
  StepFailed,
  script,
  tableOfParts,
  tsc,
  vitest,
} from './lib/steps.ts';
import { exitCodeOf, onStop } from './lib/stop.ts';

/** `npm test`: everything there is to check, in lanes: tests in a browser and in emulators mostly wait. */
const WORKSPACES = ['contract', 'functions', 'client', 'web'];

const CODE: Step[] = [
  { name: 'format and lint', commands: [biome('ci', '--error-on-warnings', '.')] },
  { name: 'tidy', commands: [script('tidy')] },
  { name: 'dependencies', commands: [script('dependencies')] },
  { name: 'unused code', commands: [knip()] },
  { name: 'types', commands: [tsc('.'), ...WORKSPACES.map(tsc)] },
  { name: 'unit tests', commands: [vitest('unit', 'vitest.config.ts')] },
];

const BUILD: Step[] = [
  { name: 'build', commands: [script('build')] },
  { name: 'sizes', commands: [script('size')] },
  { name: 'reference of the SDK', commands: [script('reference', '--check')] },
];

const DEPLOY: Step[] = [
  { name: 'deployed by itself', commands: [vitest('deploy', 'tests/deploy/vitest.config.ts')] },
];

const PAYMENTS: Step[] = [
  { name: 'requests to Stripe', commands: [vitest('payments', 'tests/payments/vitest.config.ts')] },
];

/** Each in emulators of its own: people at a browser and a rush of calls don't meet. */
const inEmulators = (tests: 'calls' | 'acts' | 'live' | 'looks', instances: string): Step => ({
  name: `${tests} in the emulators`,
  commands: [script('stack', '--instances', instances, ...script('test-in-stack', tests))],
  isOpen: true,
});

async function lane(steps: readonly Step[]): Promise<void> {
  for (const step of steps) await runStep(step);
}

const inParallel = (...lanes: Step[][]) => Promise.all(lanes.map(lane));

await runCommand(async () => {
  const startedMs = Date.now();
  onStop(async (signal) => {
    await abortSteps();
    process.exit(exitCodeOf(signal));
  });
  fs.rmSync(RESULTS_DIR, { recursive: true, force: true });
  fs.mkdirSync(RESULTS_DIR, { recursive: true });
  process.env.TOLLGATE_BROWSER = await findBrowser();
  say(`Browser: ${process.env.TOLLGATE_BROWSER}`);
  // The official Firestore emulator is a Java program and lives for a minute or two here: what Java's second
  // compiler would spend on making it faster is more than it gives back. Measured on the rules tests: 22 s of
  // processor, not 38.
  process.env.JAVA_TOOL_OPTIONS = `${process.env.JAVA_TOOL_OPTIONS ?? ''} -XX:TieredStopAtLevel=1`.trim();
  let failedStep: string | undefined;
  try {
    await lane(BUILD);
    // The long ones begin first. What needs the processor fills the waits of what is at a browser.
    await inParallel(
      [inEmulators('calls', '2')],
      [inEmulators('acts', '1'), inEmulators('live', '1')],
      [...CODE, ...PAYMENTS, ...DEPLOY, inEmulators('looks', '1')],
    );
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    failedStep = error.message;
    await abortSteps();
  }
  const parts = countParts();
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  say(`\n${tableOfParts(parts)}`);
  say(
    `\n${failedStep ? `Failed: ${failedStep}` : 'All is well'}, after ${Math.round((Date.now() - startedMs) / 1_000)} s.`,
  );
  // A step without tests of its own, such as lint, is a failure too.
  say(`${passed} passed, ${failedStep ? Math.max(1, failed) : failed} failed`);
  return failedStep || failed > 0 ? 1 : 0;
});
