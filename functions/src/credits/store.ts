import { randomUUID } from 'node:crypto';
import type { UserProfile } from '@tollgate/contract/account/profile';
import type { User } from '@tollgate/contract/account/user';
import { userSchema } from '@tollgate/contract/account/user.schema';
import { toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import type { Refusal } from '@tollgate/contract/refusals/refusals';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { accountCounts, incidentWrite } from '../analytics/store.ts';
import { auditWrite } from '../platform/audit.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { read } from '../platform/firestore.ts';
import { type Decision, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { decideEnsure, type Identity, profileOf } from './decide.ts';
import {
  mailboxIdOf,
  mailboxLoad,
  mailboxPath,
  mailboxWrite,
  mailboxWrites,
  shutOutBy,
  wasWelcomed,
  withMailboxes,
} from './mailboxes.ts';
import { withNotices } from './notices.ts';
import { decideSameMailbox, decideShutOut } from './same-mailbox.ts';

export const userLoad = (userId: string) => ({ path: `${COLLECTIONS.users}/${userId}`, schema: userSchema });

/** The id of a ledger entry. Sequence numbers are padded, so that ids sort like numbers. */
export const entryId = ({ userId, sequence }: Pick<LedgerEntry, 'userId' | 'sequence'>): string =>
  `${userId}.${String(sequence).padStart(10, '0')}`;

/**
 * All writes of a changed user: the user with new notices, each new entry as a document that must not exist
 * yet, the day's totals, and what a change of their status means for their mailboxes. Every change of a user
 * goes through here, so no total and no suspension can be missed.
 */
export const accountWrites = (
  before: User | null,
  after: User,
  entries: readonly LedgerEntry[] = [],
  lowBalanceMicro = 0,
): Write[] => [
  {
    path: `${COLLECTIONS.users}/${after.userId}`,
    data: withNotices(before, after, entries, lowBalanceMicro),
  },
  ...entries.map((entry) => ({ path: `${COLLECTIONS.creditLogs}/${entryId(entry)}`, data: entry })),
  ...accountCounts(before, after, entries),
  ...mailboxWrites(before, after),
];

export const readUser = (userId: string): Promise<User | null> =>
  read(`${COLLECTIONS.users}/${userId}`, userSchema);

/**
 * Creates the user if needed, gives the welcome grant if it is due, keeps name and email current, and
 * remembers each mailbox that the user has proven.
 */
export async function ensureUser(
  identity: Identity,
  source: 'call' | 'event' = 'call',
): Promise<User | Refusal> {
  const { credit } = await currentConfig();
  const { userId, email, isEmailVerified: isProven = false } = identity;
  const isDue = !credit.welcomeNeedsVerifiedEmail || isProven;
  const welcome = isDue ? toMicro(credit.welcomeMicro) : null;
  const loads = { user: userLoad(userId) };
  const ensured = await transact(loads, (state, now): Decision<User | 'mailbox-due'> => {
    const { user, entries, changed } = decideEnsure(state.user, identity, welcome, now, source);
    if (email !== null && isMailboxDue(state.user, user, { email, isProven }))
      return { kind: 'answer', answer: 'mailbox-due' };
    if (!changed) return { kind: 'answer', answer: user };
    return { kind: 'commit', answer: user, writes: accountWrites(state.user, user, entries) };
  });
  if (ensured !== 'mailbox-due' || email === null) return ensured as User | Refusal;
  return withMailbox({ ...identity, email, isProven }, (user, mayWelcome, now) =>
    // A mailbox that already got its welcome has nothing to wait for.
    decideEnsure(user, identity, mayWelcome ? welcome : ZERO_MICRO, now, source),
  );
}

/** Whether this is somebody's first time with an account. */
const isNewcomer = (before: User | null, user: User): boolean =>
  !user.isGuest && (before === null || before.isGuest);

interface Named {
  email: string;
  isProven: boolean;
}

/**
 * Whether the mailbox's document matters: for new users, for a welcome, and for a mailbox that was just
 * proven.
 */
function isMailboxDue(before: User | null, user: User, { email, isProven }: Named): boolean {
  if (user.status === 'deleted' || user.isGuest) return false;
  const isNewsOfProof = isProven && !user.mailboxes.includes(mailboxIdOf(email));
  return isNewsOfProof || isNewcomer(before, user) || (user.welcomed && !before?.welcomed);
}

/**
 * Welcomes each mailbox once: otherwise leaving and coming back, or one more tag in the address, would be
 * credits from nothing. In the commit of the grant, so two sign-ups at once get one between them. A welcome
 * that waits for a verified email leaves no receipt: whoever only named the mailbox must not take it from
 * whom it belongs to.
 *
 * Whoever proves the mailbox of an account that is shut out is shut out too, in the commit that would let
 * them in; who only names it gets no welcome, and staff get a record: it may be a stranger.
 */
async function withMailbox(
  { userId, email, isProven }: Identity & Named,
  ensure: (user: User | null, mayWelcome: boolean, now: number) => ReturnType<typeof decideEnsure>,
): Promise<User | Refusal> {
  const mailboxId = mailboxIdOf(email);
  const auditId = randomUUID();
  const loads = { user: userLoad(userId), mailbox: mailboxLoad(mailboxId) };
  return transact(loads, (state, now): Decision<User> => {
    const other = shutOutBy(state.mailbox, userId);
    const { user, entries } = ensure(state.user, !other && !wasWelcomed(state.mailbox), now);
    if (!isMailboxDue(state.user, user, { email, isProven })) {
      if (user === state.user) return { kind: 'answer', answer: user };
      return { kind: 'commit', answer: user, writes: accountWrites(state.user, user, entries) };
    }
    const proven = isProven ? withMailboxes(user, [mailboxId]) : user;
    const outcome =
      other && isProven ? decideShutOut(proven, other.status, now) : { user: proven, audit: null };
    const after = { ...outcome.user, updatedAt: now };
    const path = mailboxPath(mailboxId);
    const writes = accountWrites(state.user, after, entries).filter((write) => write.path !== path);
    // Written whenever the decision relied on it, so that no other account of this mailbox can be suspended
    // unnoticed at the same moment.
    if (state.mailbox || isProven || user.welcomed) {
      // An account suspended because of another one adds nothing to what is remembered about that one.
      const known = { mailbox: state.mailbox, holder: isProven && !other ? after : null };
      writes.push(mailboxWrite(mailboxId, { ...known, isWelcomed: user.welcomed, nowMs: now }));
    }
    if (other) {
      const found = {
        user: after,
        mailboxId,
        otherUserId: other.otherUserId,
        otherStatus: other.status,
        isProven,
      };
      const { recordId, record } = decideSameMailbox(found, now);
      // Overwritten, whatever it said before: an account that only named the mailbox may have proven it now.
      writes.push({ path: `${COLLECTIONS.abuse}/${recordId}`, add: {}, set: record }, incidentWrite(record));
    }
    if (outcome.audit) writes.push(auditWrite({ auditId, ...outcome.audit }));
    return { kind: 'commit', answer: after, writes };
  });
}

export async function profile(
  user: User,
  staffRole: StaffRole | null,
  guest: LimitLeft | null,
): Promise<UserProfile> {
  return profileOf(user, { staffRole, guest }, await currentConfig(), nowMs());
}

/**
 * The user's document, created on the spot for someone who never called `ensureUser`. The same goes for a
 * mailbox that their token proves for the first time: an app might not report it, and a suspended person
 * wouldn't.
 */
export async function userOrNew(identity: Identity): Promise<User | Refusal> {
  const user = await readUser(identity.userId);
  const { email, isEmailVerified: isProven = false } = identity;
  const isNews = user === null || (email !== null && isMailboxDue(user, user, { email, isProven }));
  return isNews ? ensureUser(identity) : user;
}
