import { bucketStore } from './bucket-store.ts';
import { diskStore, localDirectory } from './disk-store.ts';
import type { ResultStore } from './result-file.ts';

/** Cloud Storage in production; files on disk where the functions run in an emulator. */
export const resultStore = (): ResultStore => (localDirectory() === null ? bucketStore : diskStore);
