import { configSchemasByDocument } from '@tollgate/contract/config/config.schema';
import { expect, vi } from 'vitest';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import { db, instances, must, signUp, theAdmin } from './support.ts';

/**
 * Has the welcome wait for a verified email, or not, and waits until the event of a sign-up and each instance
 * go by it: each keeps the configuration for some seconds.
 */
export async function welcomeOnlyVerified(isWanted: boolean): Promise<void> {
  const stored = (await db.doc('system_config/credit_config').get()).data() ?? {};
  const config = configSchemasByDocument.credit_config.parse(fromDocument(stored));
  await must(
    'updateCreditConfiguration',
    { expectedVersion: stored.version, config: { ...config, welcomeNeedsVerifiedEmail: isWanted } },
    await theAdmin(),
  );
  await vi.waitFor(
    async () => {
      // By the event alone, then asked of each instance.
      const probe = await signUp('probe');
      const user = await vi.waitUntil(async () => (await db.doc(`users/${probe.userId}`).get()).data(), {
        ...{ timeout: 20_000, interval: 100 },
      });
      expect(user?.welcomed).toBe(!isWanted);
    },
    { timeout: 50_000, interval: 500 },
  );
  for (const instance of instances) {
    await vi.waitFor(
      async () => {
        const probe = await signUp('probe');
        const { creditsMicro } = await must('ensureUser', {}, probe, instance);
        expect(creditsMicro === 0).toBe(isWanted);
      },
      { timeout: 20_000, interval: 500 },
    );
  }
}
