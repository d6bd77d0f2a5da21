import type { Preset } from '@tollgate/contract/config/config';
import { configSchemasByDocument } from '@tollgate/contract/config/config.schema';
import { expect, vi } from 'vitest';
import { forgetConfig } from '../../functions/src/platform/config.ts';
import { applyPreset } from '../../scripts/lib/preset.ts';
import { db, instances, must, type Person, signUp } from './support.ts';

/** Walks a story on a preset, and leaves the configuration as it was found: all files share it. */

const SOON = { timeout: 30_000, interval: 250 };

const contentOf = async (document: string): Promise<unknown> =>
  (await db.doc(`system_config/${document}`).get()).data();

/** Puts a configuration in force, and waits until each instance goes by it. */
async function putInForce(name: string, preset: Preset, watcher: Person): Promise<void> {
  await applyPreset(db, { name, preset, nowMs: Date.now() });
  forgetConfig();
  const limited = Object.keys(preset.limits.perMonthByTier.free ?? {});
  const services = Object.keys(preset.credit_config.services).sort();
  for (const instance of instances)
    await vi.waitFor(async () => {
      const { prices, monthlyLimits } = await must('getUserProfile', {}, watcher, instance);
      expect(Object.keys(prices.services).sort()).toEqual(services);
      expect(Object.keys(monthlyLimits)).toEqual(limited);
    }, SOON);
}

/**
 * Has a preset in force, until what it returns is called. The welcome stays as it is: the trigger of
 * sign-ups, which nobody can ask, goes by it for some seconds more.
 */
export async function withPreset(name: string, preset: Preset): Promise<() => Promise<void>> {
  const watcher = await signUp();
  const found = {
    credit_config: configSchemasByDocument.credit_config.parse(await contentOf('credit_config')),
    limits: configSchemasByDocument.limits.parse(await contentOf('limits')),
    moderation: configSchemasByDocument.moderation.parse(await contentOf('moderation')),
  };
  const { welcomeMicro } = found.credit_config;
  await putInForce(name, { ...preset, credit_config: { ...preset.credit_config, welcomeMicro } }, watcher);
  return () => putInForce('as-before', found, watcher);
}
