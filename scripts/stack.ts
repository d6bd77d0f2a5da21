import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { studio } from '@tollgate/contract/config/presets/studio';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';

import { buildFunctions } from './lib/bundle.ts';
import { findFirestoreEmulator } from './lib/firestore-emulator.ts';
import { startInstances } from './lib/instances.ts';
import { WORK_DIR } from './lib/paths.ts';
import { claimPorts } from './lib/ports.ts';
import { applyPreset } from './lib/preset.ts';
import { MendableError, runCommand, say } from './lib/say.ts';
import { seedDemo } from './lib/seed.ts';
import { slowLine } from './lib/slow-line.ts';
import { exitCodeOf, onStop, type StopSignal } from './lib/stop.ts';
import { type Suite, startSuite } from './lib/suite.ts';
import { newHashKey, SUITE_PORTS, type SuitePlan, type SuitePorts } from './lib/suite-files.ts';
import { buildWeb } from './lib/web-build.ts';

/** `npm run stack -- [OPTIONS] COMMAND…`: COMMAND with a fresh emulator suite of its own. */
const USAGE = 'npm run stack -- [--instances N] [--delay MS] [--seed] COMMAND…';
const FAILED_LOG = path.join(WORK_DIR, 'last-failed-stack.log');

interface Options {
  instances: number;
  /** How much longer a round trip of COMMAND and the instances to Firestore takes. */
  delayMs: number;
  seed: boolean;
  command: string[];
}

function parseArguments(args: readonly string[]): Options {
  const rest = [...args];
  const options: Options = { instances: 0, delayMs: 0, seed: false, command: rest };
  while (rest[0]?.startsWith('--')) {
    const flag = rest.shift();
    if (flag === '--') break;
    if (flag === '--seed') {
      options.seed = true;
      continue;
    }
    if (flag === '--instances') options.instances = numberOf(flag, rest.shift(), 16);
    else if (flag === '--delay') options.delayMs = numberOf(flag, rest.shift(), 10_000);
    else throw new MendableError(`${flag} is not an option. Usage: ${USAGE}`);
  }
  if (rest.length === 0) throw new MendableError(`Say which command to run. Usage: ${USAGE}`);
  return options;
}

function numberOf(flag: string, text: string | undefined, most: number): number {
  const number = text ? Number(text) : Number.NaN;
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new MendableError(`${flag} takes a number from 0 to ${most}. Usage: ${USAGE}`);
}

async function planSuite(): Promise<SuitePlan> {
  const free = await claimPorts(SUITE_PORTS.length);
  const ports = Object.fromEntries(SUITE_PORTS.map((name, index) => [name, free[index]])) as SuitePorts;
  const directory = path.join(WORK_DIR, `stack-${process.pid}`);
  return {
    projectId: `demo-tollgate-${randomBytes(4).toString('hex')}`,
    ports,
    directory,
    hashKey: newHashKey(),
    resultsDir: path.join(directory, 'results'),
    log: path.join(directory, 'emulators.log'),
    hosting: true,
  };
}

/**
 * Where COMMAND and the instances find Firestore: straight, or over a line that is as slow as a network's.
 */
async function firestoreEnv({ plan }: Suite, delayMs: number): Promise<Record<string, string>> {
  const target = { host: '127.0.0.1', port: plan.ports.firestore };
  return delayMs === 0 ? {} : { FIRESTORE_EMULATOR_HOST: await slowLine(target, delayMs) };
}

async function runIn(suite: Suite, command: readonly string[], env: Record<string, string>): Promise<number> {
  const [program = '', ...args] = command;
  // A single word with spaces in it is a line for the shell, as in: npm run stack -- "one && two"
  const shell = args.length === 0 && /\s/.test(program);
  const child = spawn(program, args, {
    stdio: 'inherit',
    shell,
    env: { ...suite.env, ...env },
  });
  passSignal = (signal) => child.kill(signal);
  child.once('error', () => {});
  const [code, signal] = await Promise.race([
    once(child, 'exit').catch((error) => {
      throw new MendableError(`${program} could not be started: ${error.message}`);
    }),
    suite.failed,
  ]);
  return code ?? (os.constants.signals[signal as NodeJS.Signals] ?? 0) + 128;
}

let passSignal: ((signal: StopSignal) => void) | undefined;

await runCommand(async () => {
  // Tests change prices and revoke keys, and wait until that is in force.
  process.env.TOLLGATE_CACHE_SECONDS ??= '1';
  const options = parseArguments(process.argv.slice(2));
  let suite: Suite | undefined;
  let starting: Pick<Suite, 'stop'> | undefined;
  onStop(async (signal) => {
    passSignal?.(signal);
    // What the command does on its way out may need the emulators; a command that won't go is ended with
    // them.
    if (passSignal) await new Promise((resolve) => setTimeout(resolve, 10_000).unref());
    await starting?.stop();
    process.exit(exitCodeOf(signal));
  });
  const firestore = await findFirestoreEmulator();
  await Promise.all([buildFunctions(), buildWeb()]);
  try {
    suite = await startSuite(await planSuite(), firestore, (started) => {
      starting = started;
    });
    Object.assign(process.env, suite.env);
    const app = initializeApp({ projectId: suite.plan.projectId });
    await applyPreset(getFirestore(app), {
      name: 'studio',
      preset: studio,
      nowMs: Date.now(),
    });
    if (options.seed) await seedDemo(app, suite.plan);
    const firestoreHost = await firestoreEnv(suite, options.delayMs);
    const instances = await startInstances(suite, options.instances, firestoreHost);
    const code = await runIn(suite, options.command, {
      ...firestoreHost,
      TOLLGATE_INSTANCES: instances.join(','),
    });
    if (code !== 0) {
      fs.copyFileSync(suite.plan.log, FAILED_LOG);
      say(`What the emulators said is in ${path.relative(process.cwd(), FAILED_LOG)}`);
    }
    return code;
  } finally {
    await starting?.stop();
  }
});
