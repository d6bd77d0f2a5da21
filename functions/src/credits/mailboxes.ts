import { SHUT_OUT_STATUSES } from '@tollgate/contract/account/status';
import type { User } from '@tollgate/contract/account/user';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Receipt } from '@tollgate/contract/storage/receipt';
import { receiptSchema } from '@tollgate/contract/storage/receipt.schema';
import * as z from 'zod';
import { keyedHash } from '../platform/hash.ts';
import type { Write } from '../platform/writes.ts';
import { mailboxOf } from './mailbox.ts';

/**
 * What is remembered of a mailbox, whatever accounts come and go: that it was welcomed, and which accounts
 * that had proven it are suspended or paused. Under a keyed hash, and without a user once the account is
 * closed: then it names nobody, and answers only whoever comes back with that mailbox.
 * docs/decisions/0020-mailboxes-of-a-suspended-account.md
 */

/** The id of the document that remembers a mailbox, which is what a user's document knows the mailbox by. */
export const mailboxIdOf = (email: string): string => keyedHash('mailbox', mailboxOf(email));

export const mailboxPath = (mailboxId: string): string => `${COLLECTIONS.receipts}/${mailboxId}`;

export const mailboxLoad = (mailboxId: string) => ({ path: mailboxPath(mailboxId), schema: receiptSchema });

type ShutOut = 'suspended' | 'paused';

/**
 * Under what a mailbox knows an account: so nothing that names it is left when its entry has been emptied.
 */
const accountKey = (userId: string): string => keyedHash('mailbox-account', userId).slice(0, 16);

const entryOf = (userId: string, status: ShutOut | null) => ({
  [accountKey(userId)]: status && { userId, status },
});

const shutOutOf = ({ status }: Pick<User, 'status'>): ShutOut | null =>
  status === 'suspended' || status === 'paused' ? status : null;

const shutOutSchema = z.enum(SHUT_OUT_STATUSES).nullish().catch(null);
const answerSchema = z.object({
  /** Of accounts that have been closed since: they are not named. */
  status: shutOutSchema,
  /** Of accounts that are there, under hashes of their ids; `null` once one was let in again, or closed. */
  accounts: z
    .record(z.string(), z.object({ userId: z.string(), status: z.enum(SHUT_OUT_STATUSES) }).nullish())
    .optional()
    .catch(undefined),
  /** Absent: it was. */
  welcomed: z.boolean().optional().catch(undefined),
});

/** Whether the welcome of a mailbox has been given. */
export const wasWelcomed = (mailbox: Receipt | null): boolean =>
  mailbox !== null && answerSchema.parse(mailbox.answer).welcomed !== false;

/** Another account that has proven the mailbox and is shut out; a suspension counts before a pause. */
export function shutOutBy(
  mailbox: Receipt | null,
  userId: string,
): { otherUserId: string | null; status: ShutOut } | null {
  if (!mailbox) return null;
  const { status: closed, accounts = {} } = answerSchema.parse(mailbox.answer);
  const own = accountKey(userId);
  const others = Object.entries(accounts).flatMap(([key, other]) =>
    other && key !== own ? [{ otherUserId: other.userId, status: other.status }] : [],
  );
  const all = closed ? [...others, { otherUserId: null, status: closed }] : others;
  return all.find(({ status }) => status === 'suspended') ?? all[0] ?? null;
}

/**
 * The mailbox's document, written whole: so the commit fails when an account of this mailbox is shut out at
 * the same time, and is decided again.
 */
export const mailboxWrite = (
  mailboxId: string,
  { mailbox, isWelcomed, holder, nowMs }: MailboxNews,
): Write => {
  const status = holder && shutOutOf(holder);
  const { accounts } = answerSchema.parse(mailbox?.answer ?? {});
  const answer = {
    ...mailbox?.answer,
    welcomed: wasWelcomed(mailbox) || isWelcomed,
    ...(holder && status ? { accounts: { ...accounts, ...entryOf(holder.userId, status) } } : {}),
  };
  const createdAt = mailbox?.createdAt ?? nowMs;
  return { path: mailboxPath(mailboxId), data: { ...EMPTY, createdAt, answer } };
};

interface MailboxNews {
  /** As it was. */
  mailbox: Receipt | null;
  /** Whether the account that comes with it has had its welcome. */
  isWelcomed: boolean;
  /** Who has proven it, to be remembered with it while they are shut out. */
  holder: User | null;
  nowMs: number;
}

const EMPTY = {
  ...{ scope: 'mailbox', actorId: 'system', requestId: 'mailbox', payloadHash: '' },
  // Never forgotten.
  expiresAt: null,
};

/** Only what a person could not have done by mistake: nobody moves through so many mailboxes. */
const MAX_MAILBOXES = 100;

/** The user with mailboxes that they have proven to be theirs. */
export function withMailboxes(user: User, mailboxIds: readonly string[]): User {
  const isNews = mailboxIds.some((id) => !user.mailboxes.includes(id));
  if (!isNews) return user;
  return { ...user, mailboxes: [...new Set([...user.mailboxes, ...mailboxIds])].slice(-MAX_MAILBOXES) };
}

/**
 * What a change of a user's status means for the mailboxes that they have proven: shut out, each is
 * remembered; let in again, each is free; closed, it stays remembered without its user. Added unread, so that
 * every change of a status can say it in its own commit, whoever makes it.
 */
export function mailboxWrites(before: User | null, after: User): Write[] {
  const [was, is] = [before && shutOutOf(before), shutOutOf(after)];
  const { userId, updatedAt: createdAt } = after;
  const remember = (ids: readonly string[], answer: object): Write[] =>
    ids.map((id) => ({ path: mailboxPath(id), add: {}, set: { ...EMPTY, createdAt, answer } }));
  if (after.status === 'deleted') {
    if (!before || !was) return [];
    return remember(before.mailboxes, { status: was, accounts: entryOf(userId, null) });
  }
  if (is) {
    const known = was === is ? (before?.mailboxes ?? []) : [];
    const news = after.mailboxes.filter((id) => !known.includes(id));
    return remember(news, { accounts: entryOf(userId, is) });
  }
  return was ? remember(after.mailboxes, { status: null, accounts: entryOf(userId, null) }) : [];
}
