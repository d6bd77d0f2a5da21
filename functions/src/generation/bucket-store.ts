import { app } from '../platform/app.ts';
import { nowMs } from '../platform/clock.ts';
import { ADDRESS_LIFETIME_MS, type ResultStore } from './result-store.ts';

/** Imported when first needed: calls that only move credits start without Cloud Storage. */
async function file(path: string) {
  const { getStorage } = await import('firebase-admin/storage');
  return getStorage(app()).bucket().file(path);
}

/** Results in the project's default bucket, whose rules let no client in: an address is signed by the server. */
export const bucketStore: ResultStore = {
  async save(path, bytes, mimeType) {
    const target = await file(path);
    await target.save(Buffer.from(bytes), { contentType: mimeType, resumable: false });
  },
  async address(path) {
    const target = await file(path);
    const [url] = await target.getSignedUrl({
      version: 'v4',
      action: 'read',
      expires: nowMs() + ADDRESS_LIFETIME_MS,
    });
    return url;
  },
  async readText(path) {
    const [bytes] = await (await file(path)).download();
    return bytes.toString('utf8');
  },
};
