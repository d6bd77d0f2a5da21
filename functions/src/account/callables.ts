import { workOf } from '../platform/work.ts';
import { deleteAccount as deleteOwn, refuseOldGuest } from './deletion/store.ts';
import { exportPart } from './export.ts';
import { markRead, setSpendingLimit as setLimit, setName, usageOf } from './store.ts';

/** What people do with their own accounts. None takes a user: there is nobody else's to reach. */

export const setSpendingLimit = workOf('setSpendingLimit', (input, caller) => setLimit(caller, input));

export const getUsage = workOf('getUsage', (_input, caller) => usageOf(caller));

export const updateProfile = workOf('updateProfile', ({ displayName }, caller) =>
  setName(caller, displayName),
);

export const markNoticesRead = workOf('markNoticesRead', ({ upTo }, caller) => markRead(caller, upTo));

export const exportData = workOf('exportData', ({ cursor }, caller) => exportPart(caller.userId, cursor));

export const deleteAccount = workOf(
  'deleteAccount',
  async (_input, caller) => (await refuseOldGuest(caller)) ?? deleteOwn(caller),
);
