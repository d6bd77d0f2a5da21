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
 * What is remembered about a mailbox, whatever accounts come and go: that it got its welcome, and which
 * suspended or paused accounts had proven it. Stored under a keyed hash, and without the user once the
 * account is closed: then it identifies nobody, and only matches someone who returns with that mailbox.
 * docs/decisions/0020-mailboxes-of-a-suspended-account.md
 */

/** The id of a mailbox's document, which users' documents refer to. */
export const mailboxIdOf = (email: string): string => keyedHash('mailbox', mailboxOf(email));

export const mailboxPath = (mailboxId: string): string => `${COLLECTIONS.receipts}/${mailboxId}`;

export const mailboxLoad = (mailboxId: string) => ({ path: mailboxPath(mailboxId), schema: receiptSchema });

type ShutOut = 'suspended' | 'paused';

/**
 * The name of an account within a mailbox's document: a hash, so nothing identifies it once its entry is
 * emptied.
 */
const accountKey = (userId: string): string => keyedHash('mailbox-account', userId).slice(0, 16);

const entryOf = (userId: string, status: ShutOut | null) => ({
  [accountKey(userId)]: status && { userId, status },
});

const shutOutOf = ({ status }: Pick<User, 'status'>): ShutOut | null =>
  status === 'suspended' || status === 'paused' ? status : null;

const shutOutSchema = z.enum(SHUT_OUT_STATUSES).nullish().catch(null);
const answerSchema = z.object({
  /** For accounts that have been closed since: they aren't named. */
  status: shutOutSchema,
  /** For existing accounts, by hashes of their ids; `null` once one is active again or closed. */
  accounts: z
    .record(z.string(), z.object({ userId: z.string(), status: z.enum(SHUT_OUT_STATUSES) }).nullish())
    .optional()
    .catch(undefined),
  /** Absent: it was. */
  welcomed: z.boolean().optional().catch(undefined),
});

/** Whether the mailbox has got its welcome. */
export const wasWelcomed = (mailbox: Receipt | null): boolean =>
  mailbox !== null && answerSchema.parse(mailbox.answer).welcomed !== false;

/** Another account that has proven the mailbox and is suspended or paused; suspensions come first. */
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
 * The mailbox's document, written as a whole: if an account of this mailbox is suspended at the same time,
 * the commit fails and is decided again.
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
  /** Whether the account of this sign-up has got its welcome. */
  isWelcomed: boolean;
  /** The account that has proven it, remembered while it is suspended or paused. */
  holder: User | null;
  nowMs: number;
}

const EMPTY = {
  ...{ scope: 'mailbox', actorId: 'system', requestId: 'mailbox', payloadHash: '' },
  // Never forgotten.
  expiresAt: null,
};

/** More than anybody needs: nobody goes through this many mailboxes by accident. */
const MAX_MAILBOXES = 100;

/** The user with these mailboxes added as proven. */
export function withMailboxes(user: User, mailboxIds: readonly string[]): User {
  const isNews = mailboxIds.some((id) => !user.mailboxes.includes(id));
  if (!isNews) return user;
  return { ...user, mailboxes: [...new Set([...user.mailboxes, ...mailboxIds])].slice(-MAX_MAILBOXES) };
}

/**
 * What a change of a user's status means for their proven mailboxes. Suspended or paused: each is remembered.
 * Active again: each is free. Closed: each stays remembered, without the user. Written without reading, so
 * that every change of a status can include it in its own commit.
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
