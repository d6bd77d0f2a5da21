import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './ports.ts';

/** In the environment of everything a suite starts, so that what its parent lost is found all the same. */
export const SUITE_MARK = 'TOLLGATE_SUITE';

/** The processes of a suite, this one and its own parent's excepted. */
function suiteProcesses(mark: string, rootPids: readonly number[]): number[] {
  const found = process.platform === 'linux' ? byEnvironment(mark) : byDescent(rootPids);
  return found.filter((pid) => pid !== process.pid);
}

function byEnvironment(mark: string): number[] {
  const wanted = `${SUITE_MARK}=${mark}`;
  const found: number[] = [];
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (fs.readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(wanted))
        found.push(Number(name));
    } catch {
      // Ended meanwhile, or another user's.
    }
  }
  return found;
}

function byDescent(rootPids: readonly number[]): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const found = new Set(rootPids);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of rows) {
      if (pid !== undefined && parent !== undefined && found.has(parent)) found.add(pid);
    }
  }
  return [...found].filter(isAlive);
}

const signalAll = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Ended meanwhile.
    }
  }
};

/** Ends every process of a suite: asked first, then, after `patienceMs`, by force. */
export async function endSuite(mark: string, rootPids: readonly number[], patienceMs: number): Promise<void> {
  const started = suiteProcesses(mark, rootPids);
  signalAll(started, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && started.some(isAlive)) await wait(50);
  // Again by name: something may have been started in between.
  for (let round = 0; round < 20; round++) {
    const left = [...new Set([...suiteProcesses(mark, rootPids), ...started.filter(isAlive)])];
    if (left.length === 0) return;
    signalAll(left, 'SIGKILL');
    await wait(50);
  }
}
