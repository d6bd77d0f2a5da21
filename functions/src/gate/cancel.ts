import { OPEN_STATUSES } from '@tollgate/contract/activity/status';
import { ownerOf } from '@tollgate/contract/common/owned-ids';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import { rememberMailboxes, shutOutOthers } from '../credits/shut-out.ts';
import { withdrawFromLogs } from '../limits/guests.ts';
import { currentConfig } from '../platform/config.ts';
import { db } from '../platform/firestore.ts';
import { log } from '../platform/log.ts';
import { queryOf } from '../platform/query.ts';
import { isForeign } from '../platform/unreadable.ts';
import { activityWrite, noSuchActivity } from './activity-documents.ts';
import { decideCancel } from './decide-cancel.ts';
import { transactEnd } from './end-transaction.ts';
import { type AfterEnd, endWrites, NOTHING_AFTER } from './end-writes.ts';
import { scrub } from './scrub.ts';

/** Cancels an activity: ends it if nobody runs it, otherwise asks the job that does to stop. */
export async function cancel(
  activityId: string,
  by: 'user' | 'suspension' = 'user',
): Promise<{ kind: 'ended' | 'asked' } | Refusal> {
  const config = await currentConfig();
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  type Cancelled = { kind: 'ended' | 'asked'; after: AfterEnd };
  const cancelled = await transactEnd<Cancelled>(
    activityId,
    userId,
    ({ user, activity, ...state }, sparing, now) => {
      if (!activity || !user) return noSuchActivity();
      const decision = decideCancel(activity, by, now);
      if (decision.kind === 'ended' || decision.kind === 'asked') {
        return { kind: 'answer', answer: { kind: decision.kind, after: NOTHING_AFTER } };
      }
      if (decision.kind === 'ask') {
        const answer = { kind: 'asked', after: NOTHING_AFTER } as const;
        return { kind: 'commit', answer, writes: [activityWrite(decision.activity)] };
      }
      const ended = endWrites({ ...state, user, activity }, sparing, decision.command, config, now);
      if (isRefusal(ended)) return ended;
      const { answer } = ended;
      return 'kind' in answer
        ? { kind: 'answer', answer }
        : { ...ended, answer: { kind: 'ended', after: answer.after } };
    },
  );
  if (isRefusal(cancelled)) return cancelled;
  await afterEnd(activityId, cancelled.after);
  return { kind: cancelled.kind };
}

/**
 * Follows up on each automatic suspension, after its commit: cancels what is open, remembers mailboxes that
 * only Authentication knows, and suspends other accounts with the same mailboxes.
 */
export async function afterSuspension(userId: string): Promise<void> {
  const remembered = rememberMailboxes(userId).then(() => shutOutOthers(userId));
  await Promise.all([cancelAllOf(userId), remembered]);
}

/**
 * Cancels everything that a suspended user has open. What can't be cancelled now is released at its deadline.
 */
export async function cancelAllOf(userId: string): Promise<void> {
  const open = await queryOf(db(), 'openActivitiesOfUser', { userId, status: [...OPEN_STATUSES] }).get();
  await Promise.all(
    open.docs.map(async (found) => {
      if (isForeign(found)) return;
      const activityId = found.id;
      const outcome = await cancel(activityId, 'suspension');
      if (isRefusal(outcome)) log.info('left to the sweep', { activityId, reason: outcome.reason });
    }),
  );
}

/** What an end sets off besides its own commit. */
export async function afterEnd(
  activityId: string,
  { suspends, withdrawnFrom, hasStreamed, isOfClosedAccount }: AfterEnd,
): Promise<void> {
  const userId = ownerOf(activityId);
  if (suspends && userId !== null) await afterSuspension(userId);
  await withdrawFromLogs(withdrawnFrom, activityId, { hasStreamed });
  if (isOfClosedAccount) {
    await scrub(activityId).catch((error: unknown) => log.error('it was not cleared', error, { activityId }));
  }
}
