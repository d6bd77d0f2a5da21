import type { StaffRole } from '@tollgate/contract/ai-types';
import type { CallOutputs, ParsedInput, UserProfile } from '@tollgate/contract/calls';
import {
  COLLECTIONS,
  type LedgerEntry,
  ledgerEntrySchema,
  type User,
  userSchema,
} from '@tollgate/contract/documents';
import type { LimitLeft } from '@tollgate/contract/limits';
import { toMicro, ZERO_MICRO } from '@tollgate/contract/money';
import { type Refusal, refuseField } from '@tollgate/contract/refusals';
import { accountCounts } from '../analytics/store.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { fromDocument } from '../platform/documents.ts';
import { db, read } from '../platform/firestore.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { decideEnsure, type Identity, profileOf } from './decide.ts';
import { asKnown, mailboxLoad, mailboxWrite } from './mailboxes.ts';
import { withNotices } from './notices.ts';

export const userLoad = (userId: string) => ({ path: `${COLLECTIONS.users}/${userId}`, schema: userSchema });

/** The id of a ledger entry: sequence numbers sort as text. */
export const entryId = ({ userId, sequence }: Pick<LedgerEntry, 'userId' | 'sequence'>): string =>
  `${userId}.${String(sequence).padStart(10, '0')}`;

/**
 * The writes of a user who changed: the user with what there is to tell them, each new entry as a document that must not exist yet, and what both add to
 * the day's totals. Every change of a user goes through here, so that no total can miss one.
 */
export const accountWrites = (
  before: User | null,
  after: User,
  entries: readonly LedgerEntry[] = [],
): Write[] => [
  { path: `${COLLECTIONS.users}/${after.userId}`, data: withNotices(before, after, entries) },
  ...entries.map((entry) => ({ path: `${COLLECTIONS.creditLogs}/${entryId(entry)}`, data: entry })),
  ...accountCounts(before, after, entries),
];

export const readUser = (userId: string): Promise<User | null> =>
  read(`${COLLECTIONS.users}/${userId}`, userSchema);

/** Creates the user if there is none, gives the welcome grant if it is due, and keeps name and email current. */
export async function ensureUser(
  identity: Identity,
  source: 'call' | 'event' = 'call',
): Promise<User | Refusal> {
  const { credit } = await currentConfig();
  const isDue = !credit.welcomeNeedsVerifiedEmail || identity.isEmailVerified === true;
  const welcome = isDue ? toMicro(credit.welcomeMicro) : null;
  const loads = { user: userLoad(identity.userId) };
  const ensured = await transact(loads, (state, now): Decision<User | MailboxDue> => {
    const { user, entries, changed } = decideEnsure(state.user, identity, welcome, now, source);
    if (!changed) return { kind: 'answer', answer: user };
    const isWelcomed = user.welcomed && !state.user?.welcomed;
    if ((isWelcomed || isNewcomer(state.user, user)) && user.email !== null)
      return { kind: 'answer', answer: { kind: 'mailbox-due', email: user.email } };
    return { kind: 'commit', answer: user, writes: accountWrites(state.user, user, entries) };
  });
  if (!('kind' in ensured) || ensured.kind === 'refusal') return ensured;
  const { email } = ensured;
  return withMailbox(email, loads, {
    isGiving: welcome !== null,
    // A mailbox that was welcomed has nothing to wait for.
    ensure: (user, wasGiven, now) =>
      decideEnsure(user, identity, wasGiven ? ZERO_MICRO : welcome, now, source),
  });
}

interface MailboxDue {
  kind: 'mailbox-due';
  email: string;
}

/** Whether somebody is here with an account for the first time. */
const isNewcomer = (before: User | null, user: User): boolean =>
  !user.isGuest && (before === null || before.isGuest);

/**
 * Welcomes each mailbox once: otherwise leaving and coming back, or one more tag in the address, would be credits from
 * nothing. In the commit of the grant, so two sign-ups at once get one between them. A welcome that waits for a verified
 * email leaves no receipt: whoever only named the mailbox must not take it from whom it belongs to.
 */
function withMailbox(
  email: string,
  loads: { user: ReturnType<typeof userLoad> },
  {
    isGiving,
    ensure,
  }: {
    isGiving: boolean;
    ensure: (user: User | null, wasGiven: boolean, now: number) => ReturnType<typeof decideEnsure>;
  },
): Promise<User | Refusal> {
  // Read first where nothing is created that could fail on it.
  const mailbox = isGiving ? { ...mailboxLoad(email), isNew: true as const } : mailboxLoad(email);
  return transact({ ...loads, mailbox }, (state, now): Decision<User> => {
    const { user, entries, changed } = ensure(state.user, state.mailbox !== null, now);
    if (!changed) return { kind: 'answer', answer: user };
    const known = isNewcomer(state.user, user) ? asKnown(user, state.mailbox) : user;
    const writes = accountWrites(state.user, known, entries);
    if (!state.mailbox && isGiving) writes.push(mailboxWrite(email, 'active', now));
    return { kind: 'commit', answer: known, writes };
  });
}

export async function profile(
  user: User,
  staffRole: StaffRole | null,
  guest: LimitLeft | null,
): Promise<UserProfile> {
  return profileOf(user, { staffRole, guest }, await currentConfig(), nowMs());
}

const DEFAULT_PAGE = 50;

/** A user's ledger, newest first, in pages. The cursor is the sequence number of the last entry of a page. */
export async function readLedger(
  userId: string,
  { limit = DEFAULT_PAGE, cursor, type }: Omit<ParsedInput<'getCreditLogs'>, 'userId'>,
): Promise<CallOutputs['getCreditLogs'] | Refusal> {
  if (cursor !== undefined && !/^[1-9]\d{0,9}$/.test(cursor)) {
    return refuseField('cursor', 'use the one that the page before gave');
  }
  let query = type
    ? queryOf(db(), 'ledgerOfUserByType', { userId, type })
    : queryOf(db(), 'ledgerOfUser', { userId });
  if (cursor !== undefined) query = query.startAfter(Number(cursor));
  const page = await inDatabase(() => query.limit(limit + 1).get());
  const entries = page.docs.slice(0, limit).map((document) => ({
    ...ledgerEntrySchema.parse(fromDocument(document.data())),
    entryId: document.id,
  }));
  const last = entries.at(-1);
  return { entries, cursor: page.size > limit && last ? String(last.sequence) : null };
}

/** The user's document as it is, made on the spot for somebody who comes without having called `ensureUser`. */
export async function userOrNew(identity: Identity): Promise<User | Refusal> {
  const user = await readUser(identity.userId);
  return user ?? ensureUser(identity);
}
