import { enforcesAppCheck } from '../platform/access/access-policy.ts';
import { currentConfig } from '../platform/config.ts';
import { accessSettings, openAiKey, PAYMENTS } from '../platform/options.ts';
import { workOf } from '../platform/work.ts';
import { settingsOf } from './decide.ts';

/** What parameters say is known to the functions alone, and no page may read it from a document. */
export const getSettings = workOf('getSettings', async () => {
  const deployed = {
    enforcesAppCheck: enforcesAppCheck(accessSettings().appCheck),
    payments: PAYMENTS,
    hasRemoteModerator: openAiKey !== null,
  };
  return { settings: settingsOf(await currentConfig(), deployed) };
});
