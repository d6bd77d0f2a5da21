import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { Activity, ResultLocation } from '@tollgate/contract/activity/activity';
import { type Micro, minMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import {
  type ChargedFailure,
  countFailure,
  type FailureKind,
  failureRules,
} from '@tollgate/contract/limits/failures';
import { costMicro } from '@tollgate/contract/pricing/prices';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { decideAbuse, severityOf } from '../abuse/decide.ts';
import type { Config } from '../platform/config.ts';
import type { EndCommand } from './end-command.ts';

interface Verdict {
  user: User;
  chargedMicro: Micro;
  ended: Partial<Activity>;
  abuse: ReportedTooOften | null;
  /**
   * It delivered nothing, or that is forgiven: the call no longer counts in the month or in a guest's logs.
   * So an app that reports failures is believed only as often as its users get their credits back for them.
   */
  isForNothing: boolean;
  chargedFor?: ChargedFailure;
}

/** The record of too many reported failures, and the audit entry if they led to a suspension. */
export interface ReportedTooOften {
  record: AbuseRecord;
  audit?: AuditEntry;
}

/** Decides what the end of an activity costs, how the activity looks afterwards, and what it counts as. */
export function judge(
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
    // A browser can't lower the charge: it could report one unit for work it received in full.
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
  // Also when our own run died: nobody knows what it delivered.
  if (activity.runBy !== 'app')
    return { user, chargedMicro: ZERO_MICRO, ended, abuse: null, isForNothing: true };
  return judgeReportedFailure({ user, activity, isSpared }, ended, config, nowMs);
}

/**
 * What was delivered is charged, whether it ended, was cancelled or timed out. The provider's own failures
 * are free. But a prompt that makes it fail late would give free text for ever: text sent before a failure is
 * forgiven only within a daily allowance.
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
  // If a provider delivers or bills more than was held, the loss is ours, never the user's.
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
 * A failure that only the app reports gives the credits back, up to a number of failures and of credits a
 * day; beyond that the hold is charged. A hold that was never reported on counts the same, or staying silent
 * would be the way around.
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
  // One record per severity, so a day of failures means a few writes.
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
