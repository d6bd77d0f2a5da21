import type { User } from '@tollgate/contract/account/user';

/** An account as Authentication has it now. */
export type GuestAccount =
  /** Somebody who has signed up, or was put there by staff and has never come. */
  { kind: 'member' } | { kind: 'gone' } | { kind: 'guest'; seenAt: number };

/**
 * Why a guest stays; `null` when they may be forgotten. A guest owns nothing but what they made, which has a
 * retention of its own; but staff can give them credits, and then a ledger explains them that stays for ever.
 */
export function whyKept(user: User, account: GuestAccount, cutoffMs: number): string | null {
  if (!user.isGuest || account.kind === 'member') return 'signed up';
  if (user.createdAt > cutoffMs || user.updatedAt > cutoffMs) return 'was here';
  if (account.kind === 'guest' && account.seenAt > cutoffMs) return 'came back';
  if (user.ledgerSeq > 0 || user.creditsMicro > 0 || user.heldMicro > 0) return 'has a ledger';
  // What they did is for staff to look at.
  if (user.status !== 'active' || user.role !== 'user') return 'is known to staff';
  return null;
}
