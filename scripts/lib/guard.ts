/**
 * Runs beside a suite and waits for its owner to be gone, whichever way: then it ends what the owner left
 * running and removes its folder. Its standard input is a pipe from the owner, which the system closes when
 * the owner dies.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { endSuite } from './processes.ts';

export interface Guard {
  /** Names a process that the owner started, for systems where a suite is found by descent. */
  watch: (pid: number) => void;
}

export function startGuard(mark: string, directory: string): Guard {
  const guard = spawn(process.execPath, [import.meta.filename, mark, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => {});
  guard.unref();
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return { watch: (pid) => guard.stdin.write(`${pid}\n`) };
}

async function main(mark: string, directory: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  let said = '';
  for await (const chunk of process.stdin) said += chunk;
  await endSuite(mark, said.split('\n').filter(Boolean).map(Number), 500);
  fs.rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}

if (process.argv[1] === import.meta.filename) {
  const [mark, directory] = process.argv.slice(2);
  if (mark && directory) await main(mark, directory);
}
