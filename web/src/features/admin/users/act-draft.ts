import type { UserStatus } from '@tollgate/contract/account/status';
import type { User } from '@tollgate/contract/account/user';
import { type Activity, refundableMicro } from '@tollgate/contract/activity/activity';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import { parseCredits, ZERO_MICRO } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { spendableMicro, undoableLots } from '@tollgate/contract/ledger/lots';
import type { Tier } from '@tollgate/contract/pricing/tiers';
import { STAFF_ACTIONS, type StaffAction } from '../shared/staff-actions.ts';
import { isStatusAct, keysOf, type Limited, STATUS_AFTER, usedOf } from './acts.ts';
import type { Draft } from './draft.ts';

/** An act as it is filled in: what it would change, what is missing, and the call that it becomes. Pure. */

/**
 * Above this, the amount is typed twice: ten welcomes; what is more is rare, and a nought too many is easily
 * written.
 */
export const CONFIRM_ABOVE_MICRO = 100_000_000;

/** What an act is about beside the user. */
export type Subject =
  | { kind: 'activity'; activityId: string; activity: Activity }
  | { kind: 'entry'; entryId: string; entry: LedgerEntry };

export function draftOf(
  act: StaffAction,
  user: User,
  subject: Subject | null,
  formatted: (micro: number) => string,
): Draft {
  const isRefund = act === 'refund' && subject?.kind === 'activity';
  return {
    amount: isRefund ? formatted(refundableMicro(subject.activity)) : '',
    grantType: 'grant',
    expiresOn: '',
    tier: user.tier,
    role: user.role === 'user' ? null : user.role,
    reason: '',
    typed: '',
  };
}

/**
 * How much an act moves; `null` when it moves none, or what is written is no amount. Undoing moves what is
 * left of what the entry moved.
 */
export function amountOf(
  act: StaffAction,
  draft: Draft,
  { grants }: Pick<User, 'grants'>,
  subject: Subject | null,
  nowMs: number,
): number | null {
  if (act === 'undo') {
    if (subject?.kind !== 'entry') return null;
    const lots = undoableLots(subject.entry, grants, nowMs);
    return lots.reduce((sum, lot) => sum + lot.amountMicro, 0) || null;
  }
  return writtenAmountOf(act, draft);
}

function writtenAmountOf(act: StaffAction, draft: Draft): number | null {
  if (STAFF_ACTIONS[act].asks !== 'amount') return null;
  const amountMicro = parseCredits(draft.amount);
  return amountMicro === undefined || amountMicro === 0 ? null : amountMicro;
}

export type Change =
  | { what: 'credits'; before: number; after: number }
  | { what: 'refunded'; before: number; after: number }
  | { what: 'status'; before: UserStatus; after: UserStatus }
  | { what: 'tier'; before: Tier; after: Tier }
  | { what: 'role'; before: User['role']; after: User['role'] }
  | { what: Limited | 'apiKeys'; before: number; after: number };

/** What will be different afterwards. */
export function changesOf(
  act: StaffAction,
  draft: Draft,
  user: User,
  subject: Subject | null,
  nowMs: number,
): Change[] {
  if (isStatusAct(act)) return [{ what: 'status', before: user.status, after: STATUS_AFTER[act] }];
  if (act === 'tier') return [{ what: 'tier', before: user.tier, after: draft.tier }];
  if (act === 'role') return [{ what: 'role', before: user.role, after: draft.role ?? 'user' }];
  if (act === 'keys') return [{ what: 'apiKeys', before: keysOf(user), after: 0 }];
  if (act === 'limits') {
    return usedOf(user, nowMs).flatMap(({ what, used }) =>
      used > 0 ? [{ what, before: used, after: 0 }] : [],
    );
  }
  const amountMicro = amountOf(act, draft, user, subject, nowMs);
  if (amountMicro === null) return [];
  const isTaken = act === 'remove' || (subject?.kind === 'entry' && subject.entry.amountMicro > 0);
  const before = spendableMicro(user.grants, nowMs);
  const moved: Change = { what: 'credits', before, after: before + (isTaken ? -amountMicro : amountMicro) };
  if (act !== 'refund' || subject?.kind !== 'activity') return [moved];
  // One of before there were refunds has none.
  const { refundedMicro = ZERO_MICRO }: Partial<Activity> = subject.activity;
  return [moved, { what: 'refunded', before: refundedMicro, after: refundedMicro + amountMicro }];
}

export type Problem =
  | 'amount'
  | 'tooMuchToRemove'
  | 'tooMuchToRefund'
  | 'nothingLeft'
  | 'typed'
  | 'reason'
  | 'same'
  | 'expiresOn';
export type Field = 'amount' | 'typed' | 'reason' | 'choice' | 'expiresOn';

/** The end of a day where the admin is. */
const endOfDay = (day: string): number => new Date(`${day}T23:59:59.999`).getTime();

/** What has to be mended before it can be sent, by field. */
export function problemsOf(
  act: StaffAction,
  draft: Draft,
  user: User,
  subject: Subject | null,
  nowMs: number,
): Partial<Record<Field, Problem>> {
  const found: Partial<Record<Field, Problem>> = {};
  if (!draft.reason.trim()) found.reason = 'reason';
  if (act === 'tier' && draft.tier === user.tier) found.choice = 'same';
  if (act === 'role' && (draft.role ?? 'user') === user.role) found.choice = 'same';
  if (act === 'grant' && draft.expiresOn && !(endOfDay(draft.expiresOn) > nowMs))
    found.expiresOn = 'expiresOn';
  if (STAFF_ACTIONS[act].asks !== 'amount' && act !== 'undo') return found;
  const amountMicro = amountOf(act, draft, user, subject, nowMs);
  if (amountMicro === null) return { ...found, amount: act === 'undo' ? 'nothingLeft' : 'amount' };
  const isTaken = changesOf(act, draft, user, subject, nowMs).some(
    ({ after }) => typeof after === 'number' && after < 0,
  );
  if (isTaken) found.amount = 'tooMuchToRemove';
  if (subject?.kind === 'activity' && amountMicro > refundableMicro(subject.activity)) {
    found.amount = 'tooMuchToRefund';
  }
  if (amountMicro > CONFIRM_ABOVE_MICRO && parseCredits(draft.typed) !== amountMicro) found.typed = 'typed';
  return found;
}

type Calls =
  | 'grantCreditsToUser'
  | 'removeCreditsFromUser'
  | 'refundActivity'
  | 'undoCreditEntry'
  | 'setUserStatus'
  | 'setUserTier'
  | 'resetUserLimits'
  | 'revokeUserApiKeys'
  | 'addUserNote'
  | 'setStaffRole';
export type Command = { [N in Calls]: { name: N; input: CallInput<N> } }[Calls];

/**
 * The call that does it. The request id is made when the dialog opens, so that whatever is sent again is the
 * same act.
 */
export function commandOf(
  act: StaffAction,
  draft: Draft,
  user: User,
  subject: Subject | null,
  requestId: string,
): Command | null {
  const { userId } = user;
  const reason = draft.reason.trim();
  if (isStatusAct(act))
    return { name: 'setUserStatus', input: { requestId, userId, status: STATUS_AFTER[act], reason } };
  if (act === 'tier') return { name: 'setUserTier', input: { requestId, userId, tier: draft.tier, reason } };
  if (act === 'role') return { name: 'setStaffRole', input: { requestId, userId, role: draft.role, reason } };
  if (act === 'limits') return { name: 'resetUserLimits', input: { requestId, userId, reason } };
  if (act === 'keys') return { name: 'revokeUserApiKeys', input: { requestId, userId, reason } };
  if (act === 'note') return { name: 'addUserNote', input: { requestId, userId, note: reason } };
  if (act === 'undo') {
    return subject?.kind === 'entry'
      ? { name: 'undoCreditEntry', input: { entryId: subject.entryId, reason } }
      : null;
  }
  const amountMicro = writtenAmountOf(act, draft);
  if (amountMicro === null) return null;
  if (act === 'remove')
    return { name: 'removeCreditsFromUser', input: { requestId, userId, amountMicro, reason } };
  if (act === 'refund') {
    if (subject?.kind !== 'activity') return null;
    return {
      name: 'refundActivity',
      input: { requestId, activityId: subject.activityId, amountMicro, reason },
    };
  }
  // An act that is added has a call of its own.
  act satisfies 'grant';
  const expires = draft.expiresOn ? { expiresAt: endOfDay(draft.expiresOn) } : {};
  return {
    name: 'grantCreditsToUser',
    input: { requestId, userId, amountMicro, type: draft.grantType, reason, ...expires },
  };
}
