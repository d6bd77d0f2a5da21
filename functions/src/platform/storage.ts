import { app } from './app.ts';

/**
 * The project's default bucket. Cloud Storage is imported when first needed: calls that only move credits
 * start without it.
 */
export async function bucket() {
  const { getStorage } = await import('firebase-admin/storage');
  return getStorage(app()).bucket();
}
