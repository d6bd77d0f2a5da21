import { onSchedule } from 'firebase-functions/v2/scheduler';
import { nowMs } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import '../platform/options.ts';
import { expireLots, releaseExpired } from './store.ts';

/** Cloud Scheduler delivers at least once, so both are safe to run twice, at once, or by hand. */
const options = { schedule: 'every 2 minutes', timeoutSeconds: 300, maxInstances: 1 };

export const releaseExpiredHolds = onSchedule(options, async () => {
  log.info('released expired holds', { released: await releaseExpired(nowMs()) });
});

export const expireGrants = onSchedule({ ...options, schedule: 'every 5 minutes' }, async () => {
  log.info('wrote off expired grants', { users: await expireLots(nowMs()) });
});
