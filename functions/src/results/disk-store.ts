import { timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nowMs } from '../platform/clock.ts';
import { keyedHash } from '../platform/hash.ts';
import { REGION } from '../platform/options.ts';
import { ADDRESS_LIFETIME_MS, type ResultStore } from './result-file.ts';

/** The directory of results where there is no Cloud Storage, or `null` in production. */
export function localDirectory(): string | null {
  const named = process.env.TOLLGATE_RESULTS_DIR;
  if (named !== undefined) return named;
  return process.env.FUNCTIONS_EMULATOR === 'true' ? join(tmpdir(), 'tollgate-results') : null;
}

const onDisk = (path: string): string => join(localDirectory() ?? '', path);

const signature = (path: string, expires: string): string => keyedHash('result', `${path}\n${expires}`);

export const diskStore: ResultStore = {
  async save(path, bytes) {
    const target = onDisk(path);
    await mkdir(dirname(target), { recursive: true });
    // Written beside and moved, so that a reader never meets half a file.
    const half = `${target}.${process.pid}.part`;
    await writeFile(half, bytes);
    await rename(half, target);
  },
  async address(path) {
    const origin = process.env.FIREBASE_FUNCTIONS_EMULATOR_ORIGIN ?? 'http://127.0.0.1:5001';
    const expires = String(nowMs() + ADDRESS_LIFETIME_MS);
    const query = new URLSearchParams({ path, expires, signature: signature(path, expires) });
    return `${origin}/${process.env.GCLOUD_PROJECT}/${REGION}/localResult?${query}`;
  },
  readText: (path) => readFile(onDisk(path), 'utf8'),
  remove: (path) => rm(onDisk(path), { force: true }),
};

/** The file of a signed address, or `null` for one that is forged, altered or too old. */
export async function readSigned(query: {
  path: string;
  expires: string;
  signature: string;
}): Promise<Uint8Array | null> {
  const expected = Buffer.from(signature(query.path, query.expires));
  const given = Buffer.from(query.signature);
  const isGenuine = given.length === expected.length && timingSafeEqual(given, expected);
  if (!isGenuine || !(Number(query.expires) > nowMs())) return null;
  return readFile(onDisk(query.path));
}
