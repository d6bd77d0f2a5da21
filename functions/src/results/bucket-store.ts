import { nowMs } from '../platform/clock.ts';
import { bucket } from '../platform/storage.ts';
import { ADDRESS_LIFETIME_MS, dispositionOf, type ResultStore } from './result-file.ts';

/**
 * Results in the project's default bucket, whose rules let no client in: an address is signed by the server.
 */
export const bucketStore: ResultStore = {
  async save(path, bytes, mimeType) {
    const file = (await bucket()).file(path);
    await file.save(Buffer.from(bytes), { contentType: mimeType, resumable: false });
  },
  async address(path) {
    const [url] = await (await bucket()).file(path).getSignedUrl({
      version: 'v4',
      action: 'read',
      expires: nowMs() + ADDRESS_LIFETIME_MS,
      responseDisposition: dispositionOf(path),
    });
    return url;
  },
  async readText(path) {
    const [bytes] = await (await bucket()).file(path).download();
    return bytes.toString('utf8');
  },
  async remove(path) {
    await (await bucket()).file(path).delete({ ignoreNotFound: true });
  },
};
