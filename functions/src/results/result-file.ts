import type { ResultLocation } from '@tollgate/contract/activity/activity';

/**
 * Where results are kept. Nobody reads it directly: an address is given out to the owner, and is short-lived.
 */
export interface ResultStore {
  save(path: string, bytes: Uint8Array, mimeType: string): Promise<void>;
  /** An address that works for fifteen minutes, for whoever holds it. */
  address(path: string): Promise<string>;
  readText(path: string): Promise<string>;
  /** Removes a file, if it is still there. */
  remove(path: string): Promise<void>;
}

export const ADDRESS_LIFETIME_MS = 15 * 60_000;

const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/gif': 'gif',
  'audio/wav': 'wav',
  'text/plain': 'txt',
};

/** A path that holds one user's result and can't climb out of the store. */
export const resultPath = (userId: string, activityId: string, mimeType: string): string =>
  `results/${encodeURIComponent(userId)}/${encodeURIComponent(activityId)}.${EXTENSIONS[mimeType] ?? 'bin'}`;

export const mimeTypeOf = (path: string): string =>
  Object.entries(EXTENSIONS).find(([, extension]) => path.endsWith(`.${extension}`))?.[0] ??
  'application/octet-stream';

/**
 * Under which name a browser keeps the file when its address is followed; in a page it is shown all the same.
 * Pages of another origin, as the app's are, can't say so themselves.
 */
export const dispositionOf = (path: string): string =>
  `attachment; filename="tollgate.${path.split('.').at(-1) ?? 'bin'}"`;

export const stored = (
  path: string,
  bytes: Uint8Array,
  mimeType: string,
  simulated: boolean,
): ResultLocation => ({ kind: 'stored', location: path, mimeType, bytes: bytes.length, simulated });
