import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, ROOT, WORK_DIR } from './paths.ts';
import { say } from './say.ts';

/**
 * The steps of `npm test`: each says a line with its time; the first that fails says why and ends the others.
 */

export const RESULTS_DIR = path.join(WORK_DIR, 'test-results');

export interface Step {
  name: string;
  /** One after the other, each as program and arguments. */
  commands: string[][];
  /** Shows what the commands say as they say it, because they have steps of their own. */
  isOpen?: boolean;
}

export class StepFailed extends Error {}

const running = new Set<ChildProcess>();
let isAborted = false;

/** Ends what is running; no further command is started. */
export async function abortSteps(): Promise<void> {
  isAborted = true;
  await Promise.all([...running].map((child) => [once(child, 'exit'), child.kill('SIGTERM')][0]));
}

export const script = (name: string, ...args: string[]): string[] => [
  process.execPath,
  fromRoot('scripts', `${name}.ts`),
  ...args,
];

const bin = (...parts: string[]): string => fromRoot('node_modules', ...parts);

/** A vitest run whose counts are kept for the last line of `npm test`. */
export const vitest = (name: string, config: string): string[] => [
  process.execPath,
  bin('vitest', 'vitest.mjs'),
  ...['run', '--config', config, '--reporter=default', '--reporter=json'],
  `--outputFile.json=${path.join(RESULTS_DIR, `${name}.json`)}`,
];

export const tsc = (folder: string): string[] => [bin('.bin', 'tsc'), '--noEmit', '-p', folder];
export const knip = (): string[] => [process.execPath, bin('knip', 'bin', 'knip.js'), '--no-progress'];
export const biome = (...args: string[]): string[] => [bin('.bin', 'biome'), ...args];

export async function runStep({ name, commands, isOpen = false }: Step): Promise<void> {
  const startedMs = Date.now();
  const seeds: string[] = [];
  for (const command of commands) {
    const { code, said } = await runCommand(command, isOpen);
    if (isAborted) throw new StepFailed(name);
    seeds.push(...said.split('\n').filter((line) => line.includes('TOLLGATE_SEED=')));
    if (code === 0) continue;
    if (!isOpen) say(`✗ ${name}\n\n${said.trim()}\n`);
    throw new StepFailed(name);
  }
  if (isOpen) return;
  say(`✓ ${name.padEnd(28)} ${((Date.now() - startedMs) / 1_000).toFixed(1).padStart(6)} s`);
  // What random sequences were played, so that a run can be had again.
  for (const line of seeds) say(`  ${line}`);
}

async function runCommand(
  [program = '', ...args]: string[],
  isOpen: boolean,
): Promise<{ code: number; said: string }> {
  if (isAborted) return { code: 1, said: '' };
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', isOpen ? 'inherit' : 'pipe', isOpen ? 'inherit' : 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const [code] = await once(child, 'close');
  running.delete(child);
  return { code: code ?? 1, said };
}

interface VitestResult {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  startTime: number;
  testResults: { endTime: number }[];
}

export interface PartCount {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

/** What each vitest run has counted; one that broke down before its tests counts as a failure. */
export function countParts(): PartCount[] {
  const files = fs.existsSync(RESULTS_DIR) ? fs.readdirSync(RESULTS_DIR).sort() : [];
  return files.map((file) => {
    const result: VitestResult = JSON.parse(fs.readFileSync(path.join(RESULTS_DIR, file), 'utf8'));
    const endMs = Math.max(result.startTime, ...result.testResults.map(({ endTime }) => endTime));
    return {
      name: path.basename(file, '.json'),
      passed: result.numPassedTests,
      failed: result.success ? 0 : Math.max(1, result.numFailedTests),
      seconds: (endMs - result.startTime) / 1_000,
    };
  });
}

/** A line for each part, with its tests and its time. */
export const tableOfParts = (parts: readonly PartCount[]): string =>
  parts
    .map(({ name, passed, failed, seconds }) => {
      const tests = String(passed + failed).padStart(6);
      return `${name.padEnd(28)} ${tests} tests ${seconds.toFixed(1).padStart(8)} s`;
    })
    .join('\n');
