import type { UserStatus } from '@tollgate/contract/ai-types';
import { COLLECTIONS, type Receipt, receiptSchema, type User } from '@tollgate/contract/documents';
import { keyedHash } from '../platform/hash.ts';
import type { Write } from '../platform/writes.ts';
import { mailboxOf } from './mailbox.ts';

/**
 * What outlives an account: that its mailbox was welcomed, and whether it was suspended or paused when it was closed. Under a keyed
 * hash, without a user: it names nobody, and answers only whoever comes back with that mailbox.
 */

const pathOf = (email: string): string => `${COLLECTIONS.receipts}/${keyedHash('mailbox', mailboxOf(email))}`;

export const mailboxLoad = (email: string) => ({ path: pathOf(email), schema: receiptSchema });

export const mailboxWrite = (email: string, status: UserStatus, createdAt: number): Write => {
  const data: Receipt = {
    ...{ scope: 'mailbox', actorId: 'system', requestId: 'mailbox', payloadHash: '' },
    answer: status === 'suspended' || status === 'paused' ? { status } : {},
    createdAt,
    // Never forgotten.
    expiresAt: null,
  };
  return { path: pathOf(email), data };
};

/** A new user as their mailbox is known: closing an account that was suspended must not be the way to an active one. */
export function asKnown(user: User, mailbox: Receipt | null): User {
  const status = mailbox?.answer.status;
  if (status !== 'suspended' && status !== 'paused') return user;
  return { ...user, status, statusReason: `an account with this email was closed while it was ${status}` };
}
