import type { UserStatus } from '@tollgate/contract/account/status';
import type { User } from '@tollgate/contract/account/user';
import { dayOf } from '@tollgate/contract/common/calendar';
import { noWindows } from '@tollgate/contract/limits/hourly';
import { callsOfMonth } from '@tollgate/contract/limits/monthly';
import type { Tier } from '@tollgate/contract/pricing/tiers';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { AuditRecord } from '@tollgate/contract/staff/audit';
import { actionOn, type SparingAction, sparesStaff } from '@tollgate/contract/staff/audit';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { forgotten } from '../limits/decide-month.ts';

/** Who acts on a user, why, and under which id the audit log will have it. */
export interface Act {
  actorId: string;
  actorEmail: string | null;
  reason: string;
  auditId: string;
}

export type UserDecision =
  | { kind: 'unchanged' }
  | { kind: 'change'; user: User; audit: AuditRecord }
  | Refusal;

export type UserChange =
  | { action: 'set_user_status'; status: UserStatus }
  | { action: 'set_user_tier'; tier: Tier }
  | { action: 'reset_limits' }
  | { action: 'revoke_api_keys' };

/** Who acts on whom, as staff. */
export interface Between {
  actorId: string;
  /** An operator acts by a command, with the project's own credentials. */
  actorRole: StaffRole | 'operator';
  targetId: string;
  /** Of the user that is acted on; `null` for those who are no staff. */
  targetRole: StaffRole | null;
}

/** Why a moderator may not do to other staff what they may do to users. */
const SPARED: Record<SparingAction, string> = {
  set_user_status: "Only an admin may change a staff member's status.",
  revoke_api_keys: "Only an admin may end a staff member's API keys.",
};

export function refuseOnStaff(
  change: UserChange,
  { actorId, actorRole, targetId, targetRole }: Between,
): Refusal | null {
  const isOwn = targetId === actorId;
  if (actorRole !== 'moderator' || targetRole === null || isOwn) return null;
  return sparesStaff(change.action) ? refuse('not_admin', SPARED[change.action]) : null;
}

/** What an act of staff makes of a user, with the entry that tells what was before and what is after. */
export function decideUser(user: User | null, change: UserChange, act: Act, nowMs: number): UserDecision {
  if (!user || user.status === 'deleted') return refuse('not_found', 'There is no such user.');
  if (change.action === 'set_user_status' && user.userId === act.actorId) {
    return refuse('not_admin', 'Nobody changes the status of their own account.');
  }
  const parts = partsOf(user, change, act.reason, nowMs);
  if (!parts) return { kind: 'unchanged' };
  const { after, before } = parts;
  const audit: AuditRecord = {
    ...act,
    ...actionOn(change.action, user.userId),
    before,
    after,
    createdAt: nowMs,
  };
  return { kind: 'change', user: { ...user, ...parts.user, updatedAt: nowMs }, audit };
}

type Shown = Record<string, unknown>;

const mapped = <T, R>(entries: Record<string, T>, to: (entry: T) => R): Record<string, R> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([name, entry]) => (Array.isArray(entry) ? [[name, to(entry)]] : [])),
  );

function partsOf(
  user: User,
  change: UserChange,
  reason: string,
  nowMs: number,
): { user: Partial<User>; before: Shown; after: Shown } | null {
  if (change.action === 'set_user_status') {
    const { status } = change;
    if (user.status === status) return null;
    const statusReason = status === 'active' ? null : reason;
    return { user: { status, statusReason }, before: { status: user.status }, after: { status } };
  }
  if (change.action === 'set_user_tier') {
    const { tier } = change;
    return user.tier === tier ? null : { user: { tier }, before: { tier: user.tier }, after: { tier } };
  }
  if (change.action === 'revoke_api_keys') {
    const { length: apiKeys } = user.apiKeys;
    return apiKeys === 0 ? null : { user: { apiKeys: [] }, before: { apiKeys }, after: { apiKeys: 0 } };
  }
  const callsIn = (stored: User['monthlyCalls']) =>
    Object.values(callsOfMonth(stored, nowMs).services).reduce((sum, calls) => sum + calls, 0);
  const usedOf = ({
    windows,
    monthlyCalls,
    reportedFailures,
    streamedFailures,
  }: Pick<User, 'windows' | 'monthlyCalls' | 'reportedFailures' | 'streamedFailures'>) => ({
    ...mapped(windows, (times) => times.length),
    monthlyCalls: callsIn(monthlyCalls),
    reportedFailures: reportedFailures.count,
    streamedFailures: streamedFailures.count,
  });
  const fresh = {
    windows: {
      // Of a kind that only another version knows, too.
      ...mapped(user.windows, () => []),
      ...noWindows(),
    },
    monthlyCalls: forgotten(user.monthlyCalls, nowMs),
    guestCalls: [],
    guestLeft: null,
    reportedFailures: { day: dayOf(nowMs), count: 0 },
    streamedFailures: { day: dayOf(nowMs), count: 0 },
  };
  const before = usedOf(user);
  if (Object.values(before).every((used) => used === 0)) return null;
  return { user: fresh, before, after: usedOf(fresh) };
}
