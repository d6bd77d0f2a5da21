import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * How `firebase deploy` was called. firebase-tools tells its hooks the project and nothing else of the
 * command line.
 */
export interface CommandLine {
  /** `deploy`, or `hosting:channel:deploy`, which runs the hooks too. */
  command: string;
  only: string[];
  except: string[];
  force: boolean;
  dryRun: boolean;
  /** What it was told about asking; `undefined`: as the terminal allows. */
  interactive: boolean | undefined;
  project: string | undefined;
  account: string | undefined;
  token: string | undefined;
  config: string | undefined;
}

/** Of a program's words, the first of which is the program; `null` for one that is not `firebase …`. */
export function readCommandLine(words: readonly string[]): CommandLine | null {
  const at = words.findIndex((word) =>
    /^firebase(?:-tools)?(?:\.(?:js|cmd|exe))?$/.test(path.basename(word)),
  );
  if (at < 0) return null;
  const { values, positionals } = parseArgs({
    args: words.slice(at + 1),
    strict: false,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      except: { type: 'string' },
      force: { type: 'boolean', short: 'f' },
      'dry-run': { type: 'boolean' },
      interactive: { type: 'boolean', short: 'i' },
      'non-interactive': { type: 'boolean' },
      json: { type: 'boolean', short: 'j' },
      project: { type: 'string', short: 'P' },
      account: { type: 'string' },
      token: { type: 'string' },
      config: { type: 'string', short: 'c' },
      message: { type: 'string', short: 'm' },
      public: { type: 'string', short: 'p' },
    },
  });
  const command = positionals[0];
  if (command === undefined) return null;
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);
  const list = (value: string | boolean | undefined) =>
    text(value)
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? [];
  const asks = values.interactive === true ? true : undefined;
  return {
    command,
    only: list(values.only),
    except: list(values.except),
    force: values.force === true,
    dryRun: values['dry-run'] === true,
    interactive: values['non-interactive'] === true || values.json === true ? false : asks,
    project: text(values.project),
    account: text(values.account),
    token: text(values.token),
    config: text(values.config),
  };
}

/**
 * The deployment that this process was started by; `null` where there is none, or where processes can't be
 * looked at.
 */
export function runningDeployment(): CommandLine | null {
  for (let pid = process.ppid; pid > 1; ) {
    const parent = processOf(pid);
    if (!parent) return null;
    const found = readCommandLine(parent.words);
    if (found && /deploy$/.test(found.command)) return found;
    pid = parent.parent;
  }
  return null;
}

function processOf(pid: number): { parent: number; words: string[] } | null {
  try {
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    // The second field is the name in brackets, which may hold anything.
    const [, parent] = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(parent), words };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
    const [parent, ...words] = stdout?.trim().split(/\s+/) ?? [];
    return parent ? { parent: Number(parent), words } : null;
  }
}

/**
 * Which part of `firestore` is deployed: as firebase-tools reads `--only firestore:rules` and `--only
 * firestore:indexes`.
 */
export function firestoreParts(line: CommandLine | null): { rules: boolean; indexes: boolean } {
  const only = new Set(line?.only ?? []);
  if (only.size === 0 || only.has('firestore')) return { rules: true, indexes: true };
  const [rules, indexes] = [only.has('firestore:rules'), only.has('firestore:indexes')];
  return { rules: rules || !indexes, indexes: indexes || !rules };
}
