import type { User } from '@tollgate/contract/account/user';
import type { Activity, EndAnswer } from '@tollgate/contract/activity/activity';
import { type ActivityStatus, isOpen } from '@tollgate/contract/activity/status';
import type { Order } from '@tollgate/contract/billing/order';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { countUsage } from '../credits/decide.ts';
import { openAccount, settle, writeOffExpired } from '../ledger/balance.ts';
import { closeOut } from '../ledger/close-out.ts';
import { restoreGuestCall } from '../limits/decide-guest.ts';
import { withoutCall } from '../limits/decide-month.ts';
import { type DebtsPaid, payDebts } from '../orders/debts.ts';
import type { Config } from '../platform/config.ts';
import { judge, type ReportedTooOften } from './decide-charge.ts';
import { lostLease } from './decide-run.ts';
import type { EndCommand } from './end-command.ts';

export type EndDecision =
  | {
      kind: 'end';
      user: User;
      entries: LedgerEntry[];
      activity: Activity;
      /** What became of payments that were reversed and waited for the credits of this hold. */
      paid: Pick<DebtsPaid, 'orders' | 'lost'>;
      abuse: ReportedTooOften | null;
      /** The guest logs from which this generation is removed, because it no longer counts. */
      withdrawnFrom: string[];
      /** Part of its text was sent all the same: the logs allow a few of those a day. */
      hasStreamed: boolean;
      /** The account was closed while it ran: nobody owns what it made. */
      isOfClosedAccount: boolean;
      answer: EndAnswer;
    }
  | { kind: 'ended-before'; answer: EndAnswer }
  | Refusal;

/**
 * Ends an activity once: charges what was used, never more than the hold, and gives the rest back. The same
 * end again gets the first answer. A different end, or one after a release, is refused and charges nothing.
 */
export function decideEnd(
  state: { user: User; activity: Activity; orders?: readonly Order[]; isSpared?: boolean },
  command: EndCommand,
  config: Config,
  nowMs: number,
): EndDecision {
  const { activity } = state;
  const status = statusAfter(command);
  if (!isOpen(activity.status)) {
    if (activity.status === status && activity.endAnswer)
      return { kind: 'ended-before', answer: activity.endAnswer };
    const instead = `It is ${activity.status}${activity.chargedMicro === 0 ? ' and nothing was charged' : ''}.`;
    return refuse('activity_ended', `This activity has ended already. ${instead}`);
  }
  if (command.by === 'sweep' && activity.holdExpiresAt > nowMs) {
    return refuse('activity_ended', 'The deadline of this hold has not passed yet.');
  }
  if (command.by === 'server' && !mayRun(activity, command.holder, nowMs)) return lostLease();
  const verdict = judge(state, command, config, nowMs);
  const { userId } = activity;
  const activityId = activityIdOf(userId, activity.requestId);
  const cause = {
    actorId: command.by === 'app' ? userId : 'system',
    reason: `${activity.aiType} by ${activity.service}`,
    requestId: activity.requestId,
    activityId,
  };
  const settled = settle(
    writeOffExpired(openAccount(verdict.user), nowMs),
    activity.taken,
    verdict.chargedMicro,
    cause,
    nowMs,
  );
  // A lot that expired while it was held comes back only to be written off.
  const back = writeOffExpired(settled.account, nowMs);
  const { returned } = settled;
  const paid = payDebts(back, { activity, returned, orders: state.orders ?? [] }, nowMs);
  const isOfClosedAccount = back.user.status === 'deleted';
  const account = isOfClosedAccount ? closeOut(paid.account, nowMs) : paid.account;
  const tokens = verdict.ended.tokens ? verdict.ended.tokens.input + verdict.ended.tokens.output : 0;
  const isDropped = status === 'cancelled' && wasBegun(activity);
  const refundsQuota = verdict.isForNothing && !isDropped;
  // Nobody can check what an app's own run did: a browser that always says "failed" would generate for free.
  const withdrawnFrom = refundsQuota && activity.runBy === 'server' ? activity.guestLogs : [];
  const user = {
    ...countUsage(account.user, { service: activity.service, spent: verdict.chargedMicro, tokens }, nowMs),
    ...(withdrawnFrom.length > 0 ? withdrawn(account.user, activity.createdAt) : {}),
    ...(refundsQuota ? { monthlyCalls: withoutCall(account.user.monthlyCalls, activity) } : {}),
    ...(isOfClosedAccount ? { usageDays: [], usageMonths: [] } : {}),
    updatedAt: nowMs,
  };
  const { chargedMicro, chargedFor } = verdict;
  const answer = {
    ...{ activityId, status, chargedMicro, creditsMicro: user.creditsMicro },
    ...(chargedFor && { chargedFor }),
  };
  const ended: Activity = {
    ...activity,
    ...verdict.ended,
    status,
    progress: status === 'completed' ? 100 : activity.progress,
    chargedMicro: verdict.chargedMicro,
    taken: settled.taken,
    endAnswer: answer,
    endedAt: nowMs,
    processingTimeMs: Math.max(0, nowMs - (activity.startedAt ?? activity.createdAt)),
    lease: null,
    guestLogs: [],
    updatedAt: nowMs,
  };
  const { entries } = account;
  const { abuse } = verdict;
  const hasStreamed = activity.runBy === 'server' && (verdict.ended.usedUnits ?? 0) > 0;
  const outcome = {
    user,
    entries,
    activity: ended,
    paid,
    abuse,
    withdrawnFrom,
    hasStreamed,
    isOfClosedAccount,
    answer,
  };
  return { kind: 'end', ...outcome };
}

function statusAfter(command: EndCommand): ActivityStatus {
  if (command.by === 'sweep') return 'expired';
  return command.status === 'timed_out' ? 'failed' : command.status;
}

/**
 * A cancelled generation may have cost everything: if it didn't count, it could be started again for ever.
 */
const wasBegun = ({ startedAt }: Activity): boolean => startedAt !== null;

/** What a guest has left without a generation that was counted. */
function withdrawn(
  { guestCalls, guestLeft }: User,
  countedAt: number,
): Pick<User, 'guestCalls' | 'guestLeft'> {
  const index = guestCalls.indexOf(countedAt);
  return {
    guestCalls: guestCalls.filter((_, other) => other !== index),
    guestLeft: restoreGuestCall(guestLeft),
  };
}

/**
 * Only the holder of the lease may end a running generation. If there is no lease, or it has expired, anybody
 * may.
 */
const mayRun = ({ lease }: Activity, holder: string | null, nowMs: number): boolean =>
  lease === null ? holder === null : lease.holder === holder || (holder === null && lease.expiresAt <= nowMs);

/** Ends an activity whose user is gone: there is no account to give credits back to. */
export function decideOrphan(activity: Activity, nowMs: number): Activity & { endAnswer: EndAnswer } {
  const { userId, requestId } = activity;
  const answer = {
    activityId: activityIdOf(userId, requestId),
    status: 'expired' as const,
    chargedMicro: ZERO_MICRO,
    creditsMicro: ZERO_MICRO,
  };
  const error = { code: 'user_gone', message: 'the user is gone' };
  return {
    ...activity,
    status: 'expired',
    endAnswer: answer,
    error,
    endedAt: nowMs,
    lease: null,
    guestLogs: [],
    updatedAt: nowMs,
  };
}
