import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fromRoot, WEB_DIST, WORK_DIR } from './paths.ts';
import { MendableError } from './say.ts';

/** What the web app is made of. */
const SOURCES = ['web', 'client/src', 'contract/src', 'package-lock.json'];
const STAMP = path.join(WORK_DIR, 'web-build');

/** Builds `web/dist`, unless it is what these sources made already. Says whether it built. */
export async function buildWeb(): Promise<'built' | 'unchanged'> {
  const stamp = hashOf(SOURCES);
  const current = fs.existsSync(path.join(WEB_DIST, 'index.html')) && fs.existsSync(STAMP);
  if (current && fs.readFileSync(STAMP, 'utf8') === stamp) return 'unchanged';
  const vite = spawn(process.execPath, [fromRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
    cwd: fromRoot('web'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const [code] = await once(vite, 'exit');
  if (code !== 0) throw new MendableError(`The web app doesn't build:\n${said.trim()}`);
  fs.mkdirSync(WORK_DIR, { recursive: true });
  fs.writeFileSync(STAMP, stamp);
  return 'built';
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, fromRoot(source));
  return hash.digest('hex');
}

function addToHash(hash: ReturnType<typeof createHash>, place: string): void {
  const stat = fs.statSync(place);
  if (stat.isFile()) {
    hash.update(`${place}\0${stat.size}\0`).update(fs.readFileSync(place));
    return;
  }
  for (const name of fs.readdirSync(place).sort()) {
    if (name !== 'dist' && name !== 'node_modules') addToHash(hash, path.join(place, name));
  }
}
