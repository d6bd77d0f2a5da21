import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { isExecutable, onPath } from './find-program.ts';
import { fromRoot } from './paths.ts';
import { MendableError, say } from './say.ts';

// The shell is Chromium without windows of its own, and takes a fifth of the time less.
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium for the browser tests: `TOLLGATE_BROWSER`, the system's, Playwright's own, or one installed now.
 */
export async function findBrowser(): Promise<string> {
  const wanted = process.env.TOLLGATE_BROWSER;
  if (wanted && !isExecutable(wanted)) {
    throw new MendableError(`TOLLGATE_BROWSER names ${wanted}, which is no program. Correct it or unset it.`);
  }
  return wanted ?? installed() ?? withApt() ?? withPlaywright();
}

function installed(): string | undefined {
  const system = onPath(...NAMES) ?? ON_MACOS.find(isExecutable);
  if (system) return system;
  const own = chromium.executablePath();
  return own && fs.existsSync(own) ? own : undefined;
}

function withApt(): string | undefined {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  say('Installing a browser for the browser tests: apt-get install, once …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', env });
  apt('update', '-qq');
  for (const name of [SHELL, 'chromium']) {
    apt('install', '-y', '-qq', '--no-install-recommends', name);
    const found = installed();
    if (found) return found;
  }
  return undefined;
}

function withPlaywright(): string {
  say('Fetching a browser for the browser tests: playwright-core install chromium, once …');
  const command = fromRoot('node_modules', 'playwright-core', 'cli.js');
  spawnSync(process.execPath, [command, 'install', 'chromium'], { stdio: 'ignore', timeout: 600_000 });
  const found = installed();
  if (found) return found;
  throw new MendableError(
    'The browser tests need a Chromium and none could be fetched. Install one (Debian and Ubuntu: sudo apt-get ' +
      'install chromium; or Google Chrome), or name one in TOLLGATE_BROWSER, then run this again.',
  );
}
