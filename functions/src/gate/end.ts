import type { EndAnswer } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { ownerOf } from '@tollgate/contract/common/owned-ids';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import { usageWrite } from '../analytics/store.ts';
import { currentConfig } from '../platform/config.ts';
import { activityWrite, noSuchActivity } from './activity-documents.ts';
import { afterEnd } from './cancel.ts';
import { decideOrphan } from './decide-end.ts';
import type { EndCommand } from './end-command.ts';
import { transactEnd } from './end-transaction.ts';
import { type Ended, endWrites, NOTHING_AFTER } from './end-writes.ts';

/** Ends an activity: settles or releases its hold, in one commit with the ledger entry. */
export async function end(activityId: string, command: EndCommand): Promise<EndAnswer | Refusal> {
  const ended = await endActivity(activityId, command);
  return isRefusal(ended) ? ended : ended.answer;
}

/** The same, for a caller that needs the activity as it is afterwards. */
export async function endActivity(
  activityId: string,
  command: EndCommand,
): Promise<Omit<Ended, 'after'> | Refusal> {
  const config = await currentConfig();
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  const ended = await transactEnd<Ended>(activityId, userId, ({ user, activity, ...state }, sparing, now) => {
    if (!activity) return noSuchActivity();
    if (user) return endWrites({ ...state, user, activity }, sparing, command, config, now);
    if (command.by !== 'sweep' || !isOpen(activity.status)) return noSuchActivity();
    const orphan = decideOrphan(activity, now);
    const counted = usageWrite(orphan, { isFirstOfDay: false }, config.credit.services);
    const writes = [activityWrite(orphan), counted];
    return {
      kind: 'commit',
      answer: { answer: orphan.endAnswer, activity: orphan, after: NOTHING_AFTER },
      writes,
    };
  });
  if (isRefusal(ended)) return ended;
  const { answer, activity, after } = ended;
  await afterEnd(activityId, after);
  // Its result was deleted together with its owner's account.
  return { answer, activity: after.isOfClosedAccount ? { ...activity, result: null } : activity };
}
