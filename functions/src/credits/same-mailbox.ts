import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';

/** An account turned out to have the mailbox of one that is suspended or paused. */
export interface SameMailbox {
  user: User;
  mailboxId: string;
  /** The other account; `null` if it was closed and can no longer be told. */
  otherUserId: string | null;
  otherStatus: 'suspended' | 'paused';
  /** Whether they have proven the mailbox: if not, someone may have named a stranger's. */
  isProven: boolean;
}

/** The record that shows this to staff: one per account and mailbox, whatever the day. */
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
 * Gives the account the other one's status: whoever has proven the mailbox is the same person. A status that
 * staff set before stays if it is as strict. Admins are exempt: the last one could not undo it.
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
