import { onRequest } from 'firebase-functions/v2/https';
import { originsOf } from '../platform/access/access-policy.ts';
import { accessSettings } from '../platform/options.ts';
import { localDirectory, readSigned } from './disk-store.ts';
import { dispositionOf, mimeTypeOf } from './result-file.ts';

/** Serves the results on disk by their signed addresses. */
const serveFromDisk = onRequest({ cors: originsOf(accessSettings()) }, async (request, response) => {
  const field = (name: string) => String(request.query[name] ?? '');
  const path = field('path');
  const bytes = await readSigned({ path, expires: field('expires'), signature: field('signature') });
  if (!bytes) {
    response.status(403).send('This address is not valid any more. Ask for a new one.');
    return;
  }
  response.set({
    'Content-Type': mimeTypeOf(path),
    'Content-Disposition': dispositionOf(path),
    'X-Content-Type-Options': 'nosniff',
  });
  response.send(Buffer.from(bytes));
});

/** There is no such function where results are in Cloud Storage. */
export const localResult = localDirectory() === null ? undefined : serveFromDisk;
