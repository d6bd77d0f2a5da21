import { foldDays } from '../analytics/store.ts';
import { nowMs } from '../platform/clock.ts';
import { scheduled } from '../platform/triggers.ts';
import { cleanUp, expireDueGrants, releaseOverdueHolds, removeExpiredRateLimits } from './store.ts';

/**
 * Cloud Scheduler delivers at least once, so each is safe to run twice, at once, or by hand. When:
 * contract/operations/jobs.
 */

export const releaseExpiredHolds = scheduled('releaseExpiredHolds', async () => ({
  released: await releaseOverdueHolds(),
}));

export const expireGrants = scheduled('expireGrants', async () => ({
  users: await expireDueGrants(),
}));

export const resetRateLimits = scheduled('resetRateLimits', async () => ({
  removed: await removeExpiredRateLimits(),
}));

export const foldDailyUsage = scheduled('foldDailyUsage', async () => ({
  days: await foldDays(nowMs()),
}));

export const cleanupOldData = scheduled('cleanupOldData', cleanUp, {
  timeoutSeconds: 1_800,
});
