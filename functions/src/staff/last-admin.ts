import type { User } from '@tollgate/contract/account/user';
import type { Staff } from '@tollgate/contract/staff/staff';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { userLoad } from '../credits/store.ts';
import { findStaffAccount } from '../platform/auth-users.ts';
import { db } from '../platform/firestore.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import type { Load } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { readStaff, staffLoad } from './store.ts';

/**
 * A machine must not lock out the last person who could undo what it did. So an automatic suspension asks
 * first whether its user is an admin, and whether another one is active; that one must still be so in the
 * commit that suspends.
 */

/**
 * What a decision answers that would suspend somebody of whom it doesn't know yet whether they must be
 * spared.
 */
export const ASK_FIRST = { kind: 'ask-first' } as const;
type AskFirst = typeof ASK_FIRST;

export interface Witness {
  witness?: User | null;
  witnessRole?: Staff | null;
}

/** What is known of whether somebody must be spared: nothing at first. */
export interface Sparing {
  isKnown: boolean;
  /** To be loaded with what the decision is about. */
  loads: { witness?: Load<User>; witnessRole?: Load<Staff> };
  isSpared: (state: Witness) => boolean;
  /** To be written with the suspension, so that two admins suspended at once don't vouch for each other. */
  guards: (state: Witness) => Write[];
}

const known = (isSpared: boolean): Sparing => ({
  ...{ isKnown: true, loads: {}, isSpared: () => isSpared },
  guards: () => [],
});
const UNKNOWN: Sparing = { ...known(false), isKnown: false };

/** Runs a decision that may suspend a user; again, with what there is to know, when it asked for that. */
export async function sparingLastAdmin<A>(
  userId: string,
  run: (sparing: Sparing) => Promise<A | AskFirst>,
): Promise<A> {
  const first = await run(UNKNOWN);
  if (first !== ASK_FIRST) return first as A;
  return (await run(await sparingOf(userId))) as A;
}

async function sparingOf(userId: string): Promise<Sparing> {
  const staff = await readStaff(userId);
  if (staff?.role !== 'admin') return known(false);
  const other = await anotherActiveAdmin(userId);
  if (other === null) return known(true);
  const [witness, witnessRole] = [userLoad(other), staffLoad(other)];
  return {
    isKnown: true,
    loads: { witness, witnessRole },
    isSpared: (state) => state.witness?.status !== 'active' || state.witnessRole?.role !== 'admin',
    guards: (state) =>
      state.witness && state.witnessRole
        ? [
            { path: witness.path, data: state.witness },
            { path: witnessRole.path, data: state.witnessRole },
          ]
        : [],
  };
}

/** An admin besides this one whose account is active, who can sign in, and whose sign-in says so. */
async function anotherActiveAdmin(userId: string): Promise<string | null> {
  const admins = await inDatabase(() => queryOf(db(), 'staffOfRole', { role: 'admin' }).get());
  for (const { id } of admins.docs) {
    if (id === userId) continue;
    const user = await inDatabase(() => db().doc(`${COLLECTIONS.users}/${id}`).get());
    if (user.get('status') !== 'active') continue;
    const account = await findStaffAccount(id);
    if (account?.claim === 'admin' && !account.isDisabled) return id;
  }
  return null;
}
