import { callable } from '../platform/callable.ts';
import { deleteAccount as deleteOwn, exportPart, refuseOldGuest } from './leaving/store.ts';
import { markRead, setSpendingLimit as setLimit, setName, usageOf } from './store.ts';

/** What people do with their own accounts. None takes a user: there is nobody else's to reach. */

export const setSpendingLimit = callable('setSpendingLimit', (input, caller) => setLimit(caller, input));

export const getUsage = callable('getUsage', (_input, caller) => usageOf(caller));

export const updateProfile = callable('updateProfile', ({ displayName }, caller) =>
  setName(caller, displayName),
);

export const markNoticesRead = callable('markNoticesRead', ({ upTo }, caller) => markRead(caller, upTo));

export const exportData = callable('exportData', ({ cursor }, caller) => exportPart(caller.userId, cursor));

/** A few documents for each generation of the last months. */
const DELETION_SECONDS = 540;

export const deleteAccount = callable(
  'deleteAccount',
  async (_input, caller) => (await refuseOldGuest(caller)) ?? deleteOwn(caller),
  { timeoutSeconds: DELETION_SECONDS },
);
