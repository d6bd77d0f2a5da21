import { nowMs } from '../platform/clock.ts';
import { scheduled } from '../platform/triggers.ts';
import { expireDueGrants, releaseOverdueHolds } from './store.ts';

/** Cloud Scheduler delivers at least once, so each is safe to run twice, at once, or by hand. */

export const releaseExpiredHolds = scheduled('releaseExpiredHolds', 'every 2 minutes', async () => ({
  released: await releaseOverdueHolds(nowMs()),
}));

export const expireGrants = scheduled('expireGrants', 'every 5 minutes', async () => ({
  users: await expireDueGrants(nowMs()),
}));
