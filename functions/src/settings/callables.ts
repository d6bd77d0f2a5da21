import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { callable } from '../platform/callable.ts';
import { currentConfig } from '../platform/config.ts';
import { enforcesAppCheck } from '../platform/doors.ts';
import { doorSettings, openAiKey, PAYMENTS } from '../platform/options.ts';
import { requireStaff } from '../staff/role.ts';
import { settingsOf } from './decide.ts';

/** What parameters say is known to the functions alone, and no page may read it from a document. */
export const getSettings = callable('getSettings', async (_input, caller) => {
  const role = await requireStaff(caller, ['admin', 'moderator']);
  if (isRefusal(role)) return role;
  const deployed = {
    enforcesAppCheck: enforcesAppCheck(doorSettings().appCheck),
    payments: PAYMENTS,
    hasRemoteModerator: openAiKey !== null,
  };
  return { settings: settingsOf(await currentConfig(), deployed) };
});
