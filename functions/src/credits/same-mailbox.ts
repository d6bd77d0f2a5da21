import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';

/** The mailbox of an account turned out to be that of one that is suspended or paused. */
export interface SameMailbox {
  user: User;
  mailboxId: string;
  /** The other account; `null` when it has been closed, and nothing tells any more which it was. */
  otherUserId: string | null;
  otherStatus: 'suspended' | 'paused';
  /** Whether the mailbox is known to be theirs: otherwise it may be a stranger who was named. */
  isProven: boolean;
}

/** The record that tells staff about it: one an account and mailbox, whatever day it is. */
export function decideSameMailbox(
  found: SameMailbox,
  nowMs: number,
): { recordId: string; record: AbuseRecord } {
  const { user, mailboxId, otherUserId, otherStatus, isProven } = found;
  const other = otherUserId === null ? 'an account, closed since,' : `account ${otherUserId}`;
  const isSpared = isProven && isAdmin(user);
  const outcome = isSpared ? 'it is an admin, so a person decides' : `and is ${otherStatus} too`;
  const what = isProven
    ? `it has proven the mailbox of ${other} that was ${otherStatus}, ${outcome}`
    : `it names the mailbox of ${other} that was ${otherStatus}, and has not proven that it is theirs`;
  return {
    recordId: `${user.userId}.suspendedMailbox.${mailboxId.slice(0, 16)}`,
    record: {
      ...{ userId: user.userId, email: user.email, signal: 'suspendedMailbox', type: 'suspicious_activity' },
      ...{ severity: isProven ? 'critical' : 'medium', count: 1, description: what, activityId: null },
      ...{ sparedLastAdmin: false, state: 'open', resolvedAt: null, resolvedBy: null, resolution: null },
      ...{ createdAt: nowMs, updatedAt: nowMs },
    },
  };
}

const isAdmin = ({ role }: User): boolean => role === 'admin';

/**
 * The account as the other one is: whoever has proven the mailbox is the same person. What staff have set
 * before stays where it is as strict. An admin stays: shut out by this, the last one could not undo it.
 */
export function decideShutOut(
  user: User,
  status: SameMailbox['otherStatus'],
  nowMs: number,
): { user: User; audit: AuditEntry | null } {
  const isStricter = user.status === 'active' || (user.status === 'paused' && status === 'suspended');
  if (!isStricter || isAdmin(user)) return { user, audit: null };
  const statusReason = `another account with this email is ${status}`;
  const audit: AuditEntry = {
    ...actionOn('set_user_status', user.userId),
    ...{ actorId: 'system', actorEmail: null, reason: statusReason },
    ...{ before: { status: user.status }, after: { status }, createdAt: nowMs },
  };
  return { user: { ...user, status, statusReason, updatedAt: nowMs }, audit };
}
