import os from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

export const fromRoot = (...parts: string[]): string => path.join(ROOT, ...parts);

/** What stacks and builds write inside the repository; ignored by git. */
export const WORK_DIR = fromRoot('.tollgate');

/** What is fetched once for all clones on this machine. */
export const CACHE_DIR = process.env.TOLLGATE_CACHE ?? path.join(os.homedir(), '.cache', 'tollgate');

export const BUNDLE_DIR = fromRoot('functions', 'dist');
export const WEB_DIST = fromRoot('web', 'dist');
