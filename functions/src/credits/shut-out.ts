import { randomUUID } from 'node:crypto';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { incidentWrite } from '../analytics/store.ts';
import { auditWrite } from '../platform/audit.ts';
import { provenEmailsOf } from '../platform/auth-users.ts';
import { db } from '../platform/firestore.ts';
import { log } from '../platform/log.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import {
  mailboxIdOf,
  mailboxLoad,
  mailboxPath,
  mailboxWrite,
  shutOutBy,
  withMailboxes,
} from './mailboxes.ts';
import { decideSameMailbox, decideShutOut } from './same-mailbox.ts';
import { accountWrites, readUser, userLoad } from './store.ts';

/**
 * Remembers mailboxes of a suspended or paused user that only Authentication knows to be proven. Runs after
 * the commit that changed the status, which remembers those that calls had proven. Never throws: that commit
 * stands.
 */
export async function rememberMailboxes(userId: string): Promise<void> {
  try {
    const mailboxIds = (await provenEmailsOf(userId)).map(mailboxIdOf);
    if (mailboxIds.length === 0) return;
    const remembered = await transact({ user: userLoad(userId) }, ({ user }, now): Decision<null> => {
      const known = user && user.status !== 'deleted' ? withMailboxes(user, mailboxIds) : user;
      if (!known || known === user) return { kind: 'answer', answer: null };
      return { kind: 'commit', answer: null, writes: accountWrites(user, { ...known, updatedAt: now }) };
    });
    if (isRefusal(remembered)) throw new Error(`it was refused: ${remembered.reason}`);
  } catch (error) {
    log.error('the mailboxes of an account that is shut out were not looked up', error, { userId });
  }
}

/** How many accounts of one mailbox are checked when one of them is suspended, and how many at once. */
const MAX_OTHERS = 500;
const OTHERS_AT_ONCE = 25;

/**
 * Suspends or pauses the other accounts that have proven a mailbox of a suspended or paused user, so that an
 * account made beforehand is no way around. Mailboxes those have proven are checked too. Runs once, when the
 * status has changed, so staff who reactivate one of them aren't overruled later. Never throws: the change of
 * the status stands.
 */
export async function shutOutOthers(userId: string): Promise<void> {
  try {
    const looked = new Set<string>();
    const waiting = [...((await readUser(userId))?.mailboxes ?? [])];
    for (let mailboxId = waiting.pop(); mailboxId !== undefined; mailboxId = waiting.pop()) {
      if (looked.has(mailboxId)) continue;
      looked.add(mailboxId);
      const query = queryOf(db(), 'usersOfMailbox', { mailboxes: mailboxId }).limit(MAX_OTHERS);
      const { docs } = await inDatabase(() => query.get());
      const others = docs.map(({ id }) => id).filter((id) => id !== userId);
      for (let from = 0; from < others.length; from += OTHERS_AT_ONCE) {
        const some = others.slice(from, from + OTHERS_AT_ONCE);
        const shutOut = await Promise.all(some.map((id) => shutOutFor(id, mailboxId ?? '')));
        waiting.push(...shutOut.flat());
      }
    }
  } catch (error) {
    log.error('other accounts of one that is shut out were not looked at', error, { userId });
  }
}

/**
 * Gives an account the status of another one of its mailbox, if that is stricter. Returns the mailboxes of an
 * account that was changed.
 */
async function shutOutFor(userId: string, mailboxId: string): Promise<string[]> {
  const auditId = randomUUID();
  const loads = { user: userLoad(userId), mailbox: mailboxLoad(mailboxId) };
  const changed = await transact(loads, ({ user, mailbox }, now): Decision<string[]> => {
    const other = shutOutBy(mailbox, userId);
    if (!user || user.status === 'deleted' || !other) return { kind: 'answer', answer: [] };
    const { user: after, audit } = decideShutOut(user, other.status, now);
    const found = { user: after, mailboxId, ...other, otherStatus: other.status, isProven: true };
    // An account whose status is as strict already was either reported, or suspended for something else.
    if (!audit && user.status !== 'active') return { kind: 'answer', answer: [] };
    const path = mailboxPath(mailboxId);
    const writes = accountWrites(user, after).filter((write) => write.path !== path);
    writes.push(mailboxWrite(mailboxId, { mailbox, isWelcomed: false, holder: null, nowMs: now }));
    const { recordId, record } = decideSameMailbox(found, now);
    writes.push({ path: `${COLLECTIONS.abuse}/${recordId}`, add: {}, set: record }, incidentWrite(record));
    if (audit) writes.push(auditWrite({ auditId, ...audit }));
    return { kind: 'commit', answer: audit ? after.mailboxes : [], writes };
  });
  if (isRefusal(changed)) throw new Error(`it was refused: ${changed.reason}`);
  return changed;
}
