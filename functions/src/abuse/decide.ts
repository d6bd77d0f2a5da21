import type { AbuseRecord, AbuseResolution } from '@tollgate/contract/abuse/record';
import { SEVERITIES, type Severity } from '@tollgate/contract/abuse/severity';
import type { AbuseSignal, AbuseType, CountedSignal } from '@tollgate/contract/abuse/signals';
import type { UserStatus } from '@tollgate/contract/account/status';
import type { User } from '@tollgate/contract/account/user';
import type { AbuseLimits, Thresholds } from '@tollgate/contract/config/abuse-limits';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { AuditEntry, AuditRecord } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';

/** A signal about a user: `count` more of it, or the total, if something else counts it. */
export interface SignalReport {
  userId: string;
  signal: CountedSignal;
  count: { more: number } | { total: number };
  activityId: string | null;
}

const SIGNALS: Record<
  CountedSignal,
  { type: AbuseType; period: 'hour' | 'day'; says: (count: number) => string }
> = {
  limitedCalls: {
    type: 'rate_limit',
    period: 'hour',
    says: (count) => `${count} calls refused for a limit in an hour`,
  },
  refusedPrompts: {
    type: 'inappropriate_prompt',
    period: 'hour',
    says: (count) => `${count} prompts refused by moderation in an hour`,
  },
  reportedFailures: {
    type: 'suspicious_activity',
    period: 'day',
    says: (count) => `${count} generations reported as failed, or never reported, beyond the day's allowance`,
  },
  accountsBehindAddress: {
    type: 'suspicious_activity',
    period: 'day',
    says: (count) => `${count} accounts called from one address within 24 hours; this one was the latest`,
  },
  bursts: {
    type: 'suspicious_activity',
    period: 'hour',
    says: (count) => `${count} calls in an hour came in bursts`,
  },
  unrecoveredPayments: {
    type: 'suspicious_activity',
    period: 'day',
    says: (count) => `${count} payments went back on a day after credits of them had been spent`,
  },
};

/**
 * The id of the record for a user (or address) and a signal in the hour or UTC day of `nowMs`. Repeats go
 * into the same record, so nobody can cause more records than hours pass.
 */
export function recordIdOf(whom: string, signal: AbuseSignal, nowMs: number): string {
  const instant = new Date(nowMs).toISOString();
  const isOfHour = signal !== 'suspendedMailbox' && SIGNALS[signal].period === 'hour';
  return `${whom}.${signal}.${instant.slice(0, isOfHour ? 13 : 10)}`;
}

/** The highest severity whose threshold the count has reached; `null` below the lowest. */
export const severityOf = (count: number, thresholds: Thresholds): Severity | null =>
  SEVERITIES.findLast((severity) => {
    const threshold = thresholds[severity];
    return threshold !== null && count >= threshold;
  }) ?? null;

/** The lowest threshold above a count; `null` above the highest. */
export const nextThreshold = (count: number, thresholds: Thresholds): number | null =>
  SEVERITIES.map((severity) => thresholds[severity]).find(
    (threshold) => threshold !== null && threshold > count,
  ) ?? null;

export type AbuseDecision =
  /** Too little for a record. A record is news if it is new or more severe than before. */
  { kind: 'below' } | { kind: 'record'; record: AbuseRecord; isNews: boolean; suspended: Suspended | null };

interface Suspended {
  user: User;
  audit: AuditEntry;
}

/**
 * Decides what a signal leads to: the record of this hour or day with its count, and a suspension if it has
 * just become critical. A record that staff have resolved starts again at zero. `isSpared`: the last active
 * admin is never suspended automatically; the open record says so and serves as the alert.
 */
export function decideAbuse(
  state: { user: User | null; record: AbuseRecord | null; isSpared?: boolean },
  noticed: SignalReport,
  limits: AbuseLimits,
  nowMs: number,
): AbuseDecision {
  const open = state.record?.state === 'open' ? state.record : null;
  const counted = open?.count ?? 0;
  const count =
    'more' in noticed.count ? counted + noticed.count.more : Math.max(counted, noticed.count.total);
  const thresholds = limits[noticed.signal];
  const severity = severityOf(count, thresholds);
  if (severity === null) return { kind: 'below' };
  const { signal, userId, activityId } = noticed;
  const becameCritical = severity === 'critical' && severityOf(counted, thresholds) !== 'critical';
  const isSuspendable = state.user?.status === 'active' || state.user?.status === 'paused';
  const suspends = becameCritical && isSuspendable;
  const sparedLastAdmin = (suspends && state.isSpared) || (open?.sparedLastAdmin ?? false);
  const record: AbuseRecord = {
    ...open,
    ...{ userId, signal, severity, count, activityId },
    email: state.user?.email ?? null,
    type: SIGNALS[signal].type,
    description: SIGNALS[signal].says(count),
    sparedLastAdmin,
    state: 'open',
    ...{ resolvedAt: null, resolvedBy: null, resolution: null },
    createdAt: open?.createdAt ?? nowMs,
    updatedAt: nowMs,
  };
  const suspended = suspends && state.user && !sparedLastAdmin ? suspend(state.user, record, nowMs) : null;
  return { kind: 'record', record, isNews: severity !== open?.severity, suspended };
}

function suspend(user: User, record: AbuseRecord, nowMs: number): Suspended {
  const audit: AuditEntry = {
    ...actionOn('set_user_status', user.userId),
    actorId: 'system',
    actorEmail: null,
    reason: record.description,
    before: { status: user.status },
    after: { status: 'suspended' },
    createdAt: nowMs,
  };
  // The signal is for staff; users must not learn from it.
  const statusReason = 'automatically, for unusual activity';
  return { user: { ...user, status: 'suspended', statusReason, updatedAt: nowMs }, audit };
}

export interface ResolveCommand {
  recordId: string;
  resolution: AbuseResolution;
  reason: string;
  liftSuspension: boolean;
  actorId: string;
  actorEmail: string | null;
  auditId: string;
}

export type ResolveDecision =
  | {
      kind: 'resolve';
      record: AbuseRecord;
      audit: AuditRecord;
      /** Lifting the suspension gets its own audit entry, beside the record's. */
      lifted: { user: User; audit: AuditRecord } | null;
      userStatus: UserStatus | null;
    }
  | { kind: 'repeat'; userStatus: UserStatus | null }
  | Refusal;

/** Resolves a record, and lifts its user's suspension if asked to. */
export function decideResolve(
  state: { user: User | null; record: AbuseRecord | null },
  command: ResolveCommand,
  nowMs: number,
): ResolveDecision {
  const { record, user } = state;
  if (!record) return refuse('not_found', 'There is no such abuse record.');
  const { resolution, actorId, actorEmail, reason, liftSuspension } = command;
  if (record.userId === actorId)
    return refuse('not_admin', 'Nobody resolves what was noticed about themselves.');
  const lifted: User | null =
    liftSuspension && user?.status === 'suspended'
      ? { ...user, status: 'active', statusReason: null, updatedAt: nowMs }
      : null;
  if (record.state === 'resolved' && record.resolution === resolution && !lifted)
    return { kind: 'repeat', userStatus: user?.status ?? null };
  const audit: AuditRecord = {
    auditId: command.auditId,
    ...actionOn('resolve_abuse', command.recordId),
    ...{ actorId, actorEmail, reason },
    before: { state: record.state, resolution: record.resolution },
    after: { state: 'resolved', resolution },
    createdAt: nowMs,
  };
  const liftAudit: AuditRecord = {
    ...audit,
    auditId: `${command.auditId}-lift`,
    ...actionOn('set_user_status', record.userId),
    before: { status: user?.status },
    after: { status: lifted?.status },
  };
  const resolved = {
    state: 'resolved',
    resolution,
    resolvedAt: nowMs,
    resolvedBy: actorId,
    updatedAt: nowMs,
  };
  return {
    kind: 'resolve',
    record: { ...record, ...resolved, state: 'resolved' },
    audit,
    lifted: lifted && { user: lifted, audit: liftAudit },
    userStatus: (lifted ?? user)?.status ?? null,
  };
}
