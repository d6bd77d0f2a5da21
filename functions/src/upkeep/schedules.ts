import { foldDays } from '../analytics/store.ts';
import { nowMs } from '../platform/clock.ts';
import { scheduled } from '../platform/triggers.ts';
import { cleanUp, expireDueGrants, releaseOverdueHolds, removeExpiredRateLimits } from './store.ts';

/** Cloud Scheduler delivers at least once, so each is safe to run twice, at once, or by hand. Times are UTC. */

export const releaseExpiredHolds = scheduled('releaseExpiredHolds', 'every 2 minutes', async () => ({
  released: await releaseOverdueHolds(),
}));

export const expireGrants = scheduled('expireGrants', 'every 5 minutes', async () => ({
  users: await expireDueGrants(),
}));

export const resetRateLimits = scheduled('resetRateLimits', 'every 60 minutes', async () => ({
  removed: await removeExpiredRateLimits(),
}));

export const foldDailyUsage = scheduled('foldDailyUsage', 'every day 00:20', async () => ({
  days: await foldDays(nowMs()),
}));

export const cleanupOldData = scheduled('cleanupOldData', 'every day 03:00', cleanUp, {
  timeoutSeconds: 1_800,
});
