import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { Activity, EndAnswer, ResultLocation } from '@tollgate/contract/activity/activity';
import { type ActivityStatus, isOpen } from '@tollgate/contract/activity/status';
import type { Order } from '@tollgate/contract/billing/order';
import { type Micro, minMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import {
  type ChargedFailure,
  countFailure,
  type FailureKind,
  failureRules,
} from '@tollgate/contract/limits/failures';
import { costMicro } from '@tollgate/contract/pricing/prices';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { decideAbuse, severityOf } from '../abuse/decide.ts';
import { countUsage } from '../credits/decide.ts';
import { openAccount, settle, writeOffExpired } from '../ledger/balance.ts';
import { closeOut } from '../ledger/close-out.ts';
import { withOneBack } from '../limits/decide-guest.ts';
import { withoutCall } from '../limits/decide-month.ts';
import { type DebtsPaid, payDebts } from '../orders/debts.ts';
import type { Config } from '../platform/config.ts';
import { lostLease } from './decide-run.ts';

/** What a provider delivered, whole or in part. */
export interface Delivered {
  usedUnits: number;
  tokens: { input: number; output: number } | null;
  result: ResultLocation | null;
}

/** How an activity ends, and who says so. */
export type EndCommand =
  /** Our own runner, which knows what was delivered; `holder` is its lease, or `null` when nobody runs it. */
  | {
      by: 'server';
      holder: string | null;
      status: 'completed' | 'cancelled' | 'timed_out';
      delivered: Delivered;
    }
  /** The provider's own failure; `streamed` is the part of its text that had gone out by then. */
  | {
      by: 'server';
      holder: string | null;
      status: 'failed';
      error: { code: string; message: string };
      streamed?: Delivered;
    }
  /** The app that ran it in its own process: believed only within limits, unless that process is its server. */
  | {
      by: 'app';
      status: 'completed' | 'failed' | 'cancelled';
      units: number | null;
      resultUrl: string | null;
      errorMessage: string | null;
    }
  /** The sweep: the deadline has passed and nobody said anything. */
  | { by: 'sweep' };

export type EndDecision =
  | {
      kind: 'end';
      user: User;
      entries: LedgerEntry[];
      activity: Activity;
      /** What became of payments that went back and waited for what this one held. */
      paid: Pick<DebtsPaid, 'orders' | 'lost'>;
      abuse: ReportedTooOften | null;
      /** The logs from which a guest's generation is to be taken, because it counts no more. */
      withdrawnFrom: string[];
      /** A part of its text had gone out all the same, of which the logs let through a few a day. */
      hasStreamed: boolean;
      /** The account was closed while it ran: what it made is nobody's any more. */
      isOfClosed: boolean;
      answer: EndAnswer;
    }
  | { kind: 'ended-before'; answer: EndAnswer }
  | Refusal;

/**
 * Ends an activity once: charges what was used, never above the hold, and gives the rest back. The same end again gets
 * the first answer; another end, or one that comes after a release, is refused and charges nothing.
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
  const isOfClosed = back.user.status === 'deleted';
  const account = isOfClosed ? closeOut(paid.account, nowMs) : paid.account;
  const tokens = verdict.ended.tokens ? verdict.ended.tokens.input + verdict.ended.tokens.output : 0;
  const isDropped = status === 'cancelled' && wasBegun(activity);
  const countsNoMore = verdict.isForNothing && !isDropped;
  // Of what an app ran nobody knows: a browser that says "failed" would get one generation after the other.
  const withdrawnFrom = countsNoMore && activity.runBy === 'server' ? activity.guestLogs : [];
  const user = {
    ...countUsage(account.user, { service: activity.service, spent: verdict.chargedMicro, tokens }, nowMs),
    ...(withdrawnFrom.length > 0 ? withdrawn(account.user, activity.createdAt) : {}),
    ...(countsNoMore ? { monthlyCalls: withoutCall(account.user.monthlyCalls, activity) } : {}),
    ...(isOfClosed ? { usageDays: [], usageMonths: [] } : {}),
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
    isOfClosed,
    answer,
  };
  return { kind: 'end', ...outcome };
}

function statusAfter(command: EndCommand): ActivityStatus {
  if (command.by === 'sweep') return 'expired';
  return command.status === 'timed_out' ? 'failed' : command.status;
}

/** What was cancelled half way may have cost all of it: given back, it could be begun again for ever. */
const wasBegun = ({ startedAt }: Activity): boolean => startedAt !== null;

/** What a guest has without a generation that was counted then. */
function withdrawn(
  { guestCalls, guestLeft }: User,
  countedAt: number,
): Pick<User, 'guestCalls' | 'guestLeft'> {
  const index = guestCalls.indexOf(countedAt);
  return {
    guestCalls: guestCalls.filter((_, other) => other !== index),
    guestLeft: withOneBack(guestLeft),
  };
}

/** Only whoever has the lease speaks for a running generation; without one, or once it has run out, anybody may. */
const mayRun = ({ lease }: Activity, holder: string | null, nowMs: number): boolean =>
  lease === null ? holder === null : lease.holder === holder || (holder === null && lease.expiresAt <= nowMs);

interface Verdict {
  user: User;
  chargedMicro: Micro;
  ended: Partial<Activity>;
  abuse: ReportedTooOften | null;
  /**
   * Nothing came of it, or what came is forgiven: then the call is taken out of the month, or of a guest's logs. So an app
   * that says "failed" is believed as often as its users get their credits back for it, and no oftener.
   */
  isForNothing: boolean;
  chargedFor?: ChargedFailure;
}

/** The record of too many reported failures, and the audit entry of the suspension, when they were that many. */
interface ReportedTooOften {
  record: AbuseRecord;
  audit?: AuditEntry;
}

function judge(
  { user, activity, isSpared = false }: { user: User; activity: Activity; isSpared?: boolean },
  command: EndCommand,
  config: Config,
  nowMs: number,
): Verdict {
  if (command.by === 'server') return judgeServerRun({ user, activity }, command, config, nowMs);
  const isBelieved = activity.runBy === 'backend';
  if (command.by === 'app' && command.status === 'completed') {
    const { units: usedUnits, resultUrl } = command;
    const result: ResultLocation | null = resultUrl
      ? { kind: 'reported', location: resultUrl, mimeType: null, bytes: null, simulated: false }
      : null;
    // A browser's word never lowers the charge: it could report one unit for work it received whole.
    const chargedMicro =
      isBelieved && usedUnits !== null
        ? minMicro(costMicro(activity.price, usedUnits), activity.heldMicro)
        : activity.heldMicro;
    const isForNothing = chargedMicro === 0 && (usedUnits ?? 0) === 0;
    return { user, chargedMicro, ended: { usedUnits, result }, abuse: null, isForNothing };
  }
  const message = command.by === 'app' ? (command.errorMessage ?? 'reported as failed') : 'never reported';
  const ended = {
    usedUnits: 0,
    error: { code: command.by === 'app' ? 'run_failed' : 'hold_expired', message },
  };
  // Also of a run of our own that died: nobody knows of anything that it delivered.
  if (activity.runBy !== 'app')
    return { user, chargedMicro: ZERO_MICRO, ended, abuse: null, isForNothing: true };
  return judgeReportedFailure({ user, activity, isSpared }, ended, config, nowMs);
}

/**
 * What was delivered is charged, however it was stopped: by its end, by the user, by our time limit. A failure of the
 * provider's own costs nothing. But a prompt that has it fail late would be free text for ever: what had gone out before is
 * forgiven within an allowance of the day.
 */
function judgeServerRun(
  { user, activity }: { user: User; activity: Activity },
  command: Extract<EndCommand, { by: 'server' }>,
  config: Config,
  nowMs: number,
): Verdict {
  const delivered = command.status === 'failed' ? command.streamed : command.delivered;
  if (!delivered || (command.status === 'failed' && delivered.usedUnits === 0)) {
    const error = command.status === 'failed' ? command.error : null;
    return { ...free(user), ended: { error, usedUnits: 0 } };
  }
  // A provider that delivers, or bills, more than was held is our loss, never the user's.
  const worthMicro = minMicro(costMicro(activity.price, delivered.usedUnits), activity.heldMicro);
  if (command.status !== 'failed') {
    const isLate = command.status === 'timed_out';
    const ended = { ...delivered, ...(isLate && { error: withCharge(TIMED_OUT, worthMicro) }) };
    const isForNothing = delivered.usedUnits === 0;
    return { user, chargedMicro: worthMicro, ended, abuse: null, isForNothing };
  }
  const counted = withFailure(user, 'streamed', worthMicro, config, nowMs);
  const { error } = command;
  if (counted.isFree) return { ...free(counted.user), ended: { ...delivered, error } };
  return {
    user: counted.user,
    chargedMicro: worthMicro,
    ended: { ...delivered, error: withCharge(error, worthMicro) },
    abuse: null,
    isForNothing: false,
    ...(worthMicro > 0 && { chargedFor: 'streamed_failures' }),
  };
}

const free = (user: User) => ({ user, chargedMicro: ZERO_MICRO, abuse: null, isForNothing: true });

const TIMED_OUT = { code: 'timed_out', message: 'The generation took too long and was stopped.' };

const withCharge = ({ code, message }: { code: string; message: string }, chargedMicro: Micro) => ({
  code,
  message: chargedMicro > 0 ? `${message} What it had delivered was charged.` : message,
});

function withFailure(user: User, kind: FailureKind, worthMicro: Micro, config: Config, nowMs: number) {
  const rule = failureRules(config.limits)[kind];
  const field = kind === 'reported' ? 'reportedFailures' : 'streamedFailures';
  const { failures, isFree } = countFailure(user[field], worthMicro, rule, nowMs);
  return { user: { ...user, [field]: failures }, failures, isFree };
}

/**
 * A failure that only the app vouches for gives the credits back, up to a number of them and of credits a day; above that
 * the hold is charged. A hold that was never reported counts the same, or silence would be the way around.
 */
function judgeReportedFailure(
  { user, activity, isSpared }: { user: User; activity: Activity; isSpared: boolean },
  ended: Partial<Activity> & { error: { code: string; message: string } },
  config: Config,
  nowMs: number,
): Verdict {
  const before = user.reportedFailures;
  const {
    failures,
    isFree,
    user: counted,
  } = withFailure(user, 'reported', activity.heldMicro, config, nowMs);
  if (isFree) return { ...free(counted), ended };
  const { abuse, reportedFailuresPerDay: limit } = config.limits;
  const charged: Omit<Verdict, 'abuse'> = {
    ...{ user: counted, chargedMicro: activity.heldMicro, ended: { ...ended, error: tooOften(ended.error) } },
    isForNothing: activity.heldMicro === 0,
    ...(activity.heldMicro > 0 && { chargedFor: 'reported_failures' }),
  };
  // Once for each severity, so that a day of failures is a few writes.
  const beyond = Math.max(failures.count - limit, failures.charged ?? 0);
  const toldBefore = before.day === failures.day ? Math.max(before.count - limit, before.charged ?? 0, 0) : 0;
  const thresholds = abuse.reportedFailures;
  if (severityOf(beyond, thresholds) === severityOf(toldBefore, thresholds))
    return { ...charged, abuse: null };
  const noticed = {
    userId: user.userId,
    signal: 'reportedFailures',
    count: { total: beyond },
    activityId: activityIdOf(user.userId, activity.requestId),
  } as const;
  const decision = decideAbuse({ user: counted, record: null, isSpared }, noticed, abuse, nowMs);
  if (decision.kind === 'below') return { ...charged, abuse: null };
  const { record, suspended } = decision;
  if (!suspended) return { ...charged, abuse: { record } };
  return { ...charged, user: suspended.user, abuse: { record, audit: suspended.audit } };
}

const tooOften = ({ code, message }: { code: string; message: string }) => ({
  code,
  message: `${message.replace(/\.$/, '')}. It was charged: the failures that cost nothing are used up for today.`,
});

/** Ends an activity whose user is gone: there is no account to give anything back to. */
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
