import { SETTABLE_STATUSES, type UserStatus } from '@tollgate/contract/account/status';
import type { User } from '@tollgate/contract/account/user';
import { recordOf } from '@tollgate/contract/common/records';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import { NO_FAILURES } from '@tollgate/contract/limits/failures';
import { callsOfMonth, NO_MONTHLY_CALLS } from '@tollgate/contract/limits/monthly';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import type { AuditRecord } from '@tollgate/contract/staff/audit';
import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/staff/roles';
import { mayDo } from '../shared/may.ts';
import type { StaffAction } from '../shared/staff-actions.ts';
import type { Draft } from './draft.ts';

/** What staff can do to a user: who may, what it changes, and what undoes it. Pure. */

export const STATUS_AFTER = {
  pause: 'paused',
  resume: 'active',
  suspend: 'suspended',
  lift: 'active',
} as const satisfies Partial<Record<StaffAction, UserStatus>>;
type StatusAct = keyof typeof STATUS_AFTER;

export const isStatusAct = (act: StaffAction): act is StatusAct => act in STATUS_AFTER;

export interface Me {
  userId: string;
  role: StaffRole;
}

export type DisabledReason =
  | 'adminOnly'
  | 'ownAccount'
  | 'ofStaff'
  | 'keysOfStaff'
  | 'guest'
  | 'deleted'
  | 'already'
  | 'noCredits'
  | 'nothingUsed'
  | 'noKeys';

/**
 * Why an act can't be done to a user by me; `null` when it can. The functions decide; this tells beforehand.
 */
export function disabledReasonOf(act: StaffAction, user: User, me: Me, nowMs: number): DisabledReason | null {
  if (!mayDo(me.role, act)) return 'adminOnly';
  if (act !== 'note' && user.status === 'deleted') return 'deleted';
  if (isStatusAct(act)) {
    if (user.userId === me.userId) return 'ownAccount';
    if (me.role === 'moderator' && user.role !== 'user') return 'ofStaff';
    return user.status === STATUS_AFTER[act] ? 'already' : null;
  }
  if (act === 'role') {
    if (user.userId === me.userId) return 'ownAccount';
    return user.isGuest ? 'guest' : null;
  }
  if (act === 'keys') {
    const isOthers = user.userId !== me.userId && user.role !== 'user';
    if (me.role === 'moderator' && isOthers) return 'keysOfStaff';
    return keysOf(user) === 0 ? 'noKeys' : null;
  }
  if (act === 'remove' && spendableMicro(user.grants, nowMs) === 0) return 'noCredits';
  return act === 'limits' && usedOf(user, nowMs).every(({ used }) => used === 0) ? 'nothingUsed' : null;
}

/**
 * The acts that are offered for a user, hindered or not; an activity's and an entry's are offered beside
 * those.
 */
export function actsFor({ status }: User): StaffAction[] {
  const ofStatus: StaffAction[] =
    status === 'active' ? ['pause', 'suspend'] : status === 'paused' ? ['resume', 'suspend'] : ['lift'];
  return ['grant', 'remove', ...ofStatus, 'tier', 'limits', 'keys', 'role', 'note'];
}

/** Keys to the HTTP API. Users of before there were any have no `apiKeys`. */
export const keysOf = ({ apiKeys = [] }: Partial<Pick<User, 'apiKeys'>>): number => apiKeys.length;

const LIMITED = [...AI_TYPES, 'monthlyCalls', 'reportedFailures', 'streamedFailures'] as const;
export type Limited = (typeof LIMITED)[number];

/** The fields of an audit entry that count something, each with words of its own. */
export const COUNTED_FIELDS = [...LIMITED, 'apiKeys'] as const;

/** What resetting the limits forgets. Users of before there were limits of a month have no `monthlyCalls`. */
export function usedOf(
  { windows, monthlyCalls = NO_MONTHLY_CALLS, reportedFailures, streamedFailures = NO_FAILURES }: UsedOf,
  nowMs: number,
): { what: Limited; used: number }[] {
  const thisMonth = Object.values(callsOfMonth(monthlyCalls, nowMs).services);
  const used = {
    ...recordOf(AI_TYPES, (aiType) => windows[aiType].length),
    monthlyCalls: thisMonth.reduce((sum, calls) => sum + calls, 0),
    reportedFailures: reportedFailures.count,
    streamedFailures: streamedFailures.count,
  };
  return LIMITED.map((what) => ({ what, used: used[what] }));
}
type UsedOf = Pick<User, 'windows' | 'reportedFailures'> &
  Partial<Pick<User, 'monthlyCalls' | 'streamedFailures'>>;

/** What an act brought about. */
export interface Outcome {
  audit: AuditRecord | null;
  entryId: string | null;
}

export interface InverseAction {
  act: StaffAction;
  /** The ledger entry that is undone. */
  of: string | null;
  preset: Partial<Draft>;
}

/**
 * The act that takes an act back; `null` where there is none: notes stay, and so do forgotten limits and
 * revoked keys.
 */
export function inverseActionOf(act: StaffAction, { audit, entryId }: Outcome): InverseAction | null {
  if (entryId !== null) return act === 'undo' ? null : { act: 'undo', of: entryId, preset: {} };
  if (!audit) return null;
  const { before } = audit;
  if (isStatusAct(act)) {
    const back = {
      active: act === 'suspend' ? 'lift' : 'resume',
      paused: 'pause',
      suspended: 'suspend',
    } as const;
    const status = SETTABLE_STATUSES.find((one) => one === before.status);
    return status ? { act: back[status], of: null, preset: {} } : null;
  }
  if (act === 'tier') {
    const tier = TIERS.find((one) => one === before.tier);
    return tier ? { act, of: null, preset: { tier } } : null;
  }
  if (act !== 'role') return null;
  const role = STAFF_ROLES.find((one) => one === before.role) ?? null;
  return { act, of: null, preset: { role } };
}
