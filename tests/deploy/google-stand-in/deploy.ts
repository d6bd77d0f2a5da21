import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FIREBASE_CLI } from '../../../scripts/lib/firestore-emulator.ts';
import { ROOT } from '../../../scripts/lib/paths.ts';
import { operatorEnv } from '../environment.ts';
import type { GoogleProject } from './project.ts';
import type { Call } from './routes.ts';
import { startGoogle } from './server.ts';

export interface Deployed {
  exitCode: number;
  /** What the operator read. */
  said: string;
  calls: Call[];
}

interface Options {
  args?: string[];
  env?: Record<string, string>;
  /** Files of the operator's, in place of the repository's. */
  files?: Record<string, string>;
  /** Changes firebase.json, which is the repository's but for the build. */
  change?: (settings: FirebaseJson) => void;
}

type Hooks = { predeploy?: string[] };
export interface FirebaseJson {
  firestore: Hooks;
  storage: Hooks;
  hosting: Hooks;
  functions: (Hooks & { codebase: string })[];
}

/**
 * `firebase deploy` of firebase-tools itself, in a folder that is this repository's, to a project of the
 * stand-in.
 */
export async function deploy(project: GoogleProject, options: Options = {}): Promise<Deployed> {
  const folder = folderOf(options);
  const google = await startGoogle(project);
  try {
    const child = spawn(
      process.execPath,
      [FIREBASE_CLI, 'deploy', '--project', project.id, ...(options.args ?? [])],
      {
        cwd: folder,
        env: operatorEnv({
          ...google.env,
          XDG_CONFIG_HOME: path.join(folder, 'config'),
          CI: 'true',
          NO_COLOR: '1',
          // Seconds for the functions to list themselves: ten by default, which a busy machine needs to load
          // them.
          FUNCTIONS_DISCOVERY_TIMEOUT: '120',
          NODE_OPTIONS: `--require ${path.join(import.meta.dirname, 'no-network.cjs')}`,
          // firebase-tools asks npm whether there is a newer SDK.
          npm_config_offline: 'true',
          // Everything is on this machine.
          ...Object.fromEntries(
            ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].map((name) => [name, undefined]),
          ),
          ...options.env,
        }),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
      });
    }
    const [exitCode] = await once(child, 'close');
    return { exitCode, said, calls: google.calls };
  } finally {
    google.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Links to what is built and installed, so that each deployment has a folder of its own to leave its files
 * in.
 */
function folderOf({ files = {}, change }: Options): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-deployed-'));
  for (const name of ['node_modules', 'scripts', 'web', 'functions/dist']) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.symlinkSync(path.join(ROOT, name), path.join(folder, name));
  }
  for (const name of ['firestore.rules', 'firestore.indexes.json', 'storage.rules']) {
    fs.copyFileSync(path.join(ROOT, name), path.join(folder, name));
  }
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const settings: FirebaseJson = JSON.parse(fs.readFileSync(path.join(ROOT, 'firebase.json'), 'utf8'));
  const parts = [settings.firestore, settings.storage, settings.hosting, ...settings.functions];
  // What is deployed is built already.
  for (const part of parts)
    part.predeploy = part.predeploy?.filter((command) => !/ build$/.test(command)) ?? [];
  change?.(settings);
  fs.writeFileSync(path.join(folder, 'firebase.json'), JSON.stringify(settings));
  return folder;
}
