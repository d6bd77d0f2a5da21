import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { FIREBASE_CLI, type FirestoreEmulator } from './firestore-emulator.ts';
import { type Guard, startGuard } from './guard.ts';
import { endSuite, SUITE_MARK } from './processes.ts';
import { MendableError } from './say.ts';
import { type SuitePlan, suiteEnv, writeSuiteFiles } from './suite-files.ts';

const EMULATORS = 'auth,functions,firestore,tasks';
const READY = 'All emulators ready';
const BROKEN = /Failed to load function|User code failed to load|functions: Failed/;

/** A running emulator suite. Whatever is started with `env` ends with it. */
export interface Suite {
  plan: SuitePlan;
  env: NodeJS.ProcessEnv;
  /** Starts a process that belongs to the suite, its output in the suite's log. */
  start: (program: string, args: string[], env?: Record<string, string>) => ChildProcess;
  /** Rejects when the emulators end by themselves. */
  failed: Promise<never>;
  stop: () => Promise<void>;
}

/** Starts the emulators and waits until they answer. On failure nothing is left running. */
export async function startSuite(
  plan: SuitePlan,
  firestore: FirestoreEmulator,
  onStarted?: (suite: Pick<Suite, 'stop'>) => void,
): Promise<Suite> {
  writeSuiteFiles(plan);
  const mark = randomUUID();
  const guard = startGuard(mark, plan.directory);
  const suite = prepare(plan, mark, guard);
  onStarted?.(suite);
  try {
    const [program = process.execPath, ...args] = [
      ...firestore.prefix,
      ...[process.execPath, FIREBASE_CLI, 'emulators:start', '--project', plan.projectId],
      ...['--only', plan.hosting ? `${EMULATORS},hosting` : EMULATORS, '--non-interactive'],
    ];
    const emulators = suite.start(program, args, {
      ...firestore.env,
      // No message of the day, no update check, no account of whoever is signed in on this machine.
      CI: '1',
      NO_UPDATE_NOTIFIER: '1',
      XDG_CONFIG_HOME: path.join(plan.directory, 'config'),
      FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
    });
    const failed = once(emulators, 'exit').then(([code]): never => {
      throw new MendableError(`The emulators ended (exit code ${code}):\n${tail(plan.log)}`);
    });
    failed.catch(() => {});
    await Promise.race([untilSaid(emulators, READY), failed]);
    const said = fs.readFileSync(plan.log, 'utf8');
    if (BROKEN.test(said)) throw new MendableError(`The functions don't load:\n${tail(plan.log)}`);
    return { ...suite, failed };
  } catch (error) {
    await suite.stop();
    throw error;
  }
}

function prepare(plan: SuitePlan, mark: string, guard: Guard): Omit<Suite, 'failed'> {
  const logFile = fs.openSync(plan.log, 'w');
  const { GOOGLE_APPLICATION_CREDENTIALS: _, ...machine } = process.env;
  const env = { ...machine, ...suiteEnv(plan), [SUITE_MARK]: mark };
  const pids: number[] = [];
  let stopping: Promise<void> | undefined;
  const start: Suite['start'] = (program, args, more = {}) => {
    if (stopping) throw new MendableError('stopped');
    const child = spawn(program, args, {
      cwd: plan.directory,
      // A group of its own: a terminal's Ctrl-C is for the command that runs, which may still use the
      // emulators.
      detached: true,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', logFile],
    });
    child.stdout?.on('data', (chunk) => fs.writeSync(logFile, chunk));
    if (child.pid) {
      pids.push(child.pid);
      guard.watch(child.pid);
    }
    return child;
  };
  const stop = () => {
    stopping ??= endSuite(mark, pids, 2_500).then(() => {
      fs.rmSync(plan.directory, { recursive: true, force: true, maxRetries: 3 });
    });
    return stopping;
  };
  return { plan, env, start, stop };
}

function untilSaid(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (!said.includes(words)) return;
      child.stdout?.off('data', listen);
      resolve();
    };
    child.stdout?.on('data', listen);
  });
}

/** The last lines of a log, without colours. */
export function tail(log: string, lines = 25): string {
  const text = fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '';
  return stripColours(text).trim().split('\n').slice(-lines).join('\n');
}

const stripColours = (text: string): string =>
  text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g'), '');
