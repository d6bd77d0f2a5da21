import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { entriesOf, isExecutable, onPath } from './find-program.ts';

/** What the official Firestore emulator asks for. */
export const OLDEST_JAVA = 21;

export interface Java {
  program: string;
  version: number;
}

/** The major version that `java -version` tells, in both of the ways Java has numbered itself. */
export function javaMajor(said: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(said);
  return match?.[1] ? Number(match[1]) : undefined;
}

/** A Java that is new enough: JAVA_HOME's, the PATH's, then what the system has installed beside it. */
export function findJava(): Java | undefined {
  for (const program of candidates()) {
    if (!isExecutable(program)) continue;
    const result = spawnSync(program, ['-version'], { encoding: 'utf8' });
    const version = javaMajor(`${result.stderr}${result.stdout}`);
    if (version !== undefined && version >= OLDEST_JAVA) return { program, version };
  }
  return undefined;
}

function* candidates(): Generator<string> {
  if (process.env.JAVA_HOME) yield path.join(process.env.JAVA_HOME, 'bin', 'java');
  const first = onPath('java');
  if (first) yield first;
  for (const home of [
    ...entriesOf('/usr/lib/jvm'),
    ...entriesOf('/opt/java'),
    ...entriesOf(path.join(os.homedir(), '.sdkman', 'candidates', 'java')),
    ...entriesOf('/opt/homebrew/opt').filter((name) => path.basename(name).startsWith('openjdk')),
  ]) {
    yield path.join(home, 'bin', 'java');
  }
  for (const home of entriesOf('/Library/Java/JavaVirtualMachines')) {
    yield path.join(home, 'Contents', 'Home', 'bin', 'java');
  }
}
