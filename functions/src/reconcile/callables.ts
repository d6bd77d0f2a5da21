import { isRefusal, refuse } from '@tollgate/contract/refusals/refusals';
import { findAccount } from '../platform/accounts.ts';
import { callable } from '../platform/callable.ts';
import { db } from '../platform/firestore.ts';
import { inDatabase } from '../platform/measure.ts';
import { requireStaff } from '../staff/role.ts';
import { reconcileUser as check } from './store.ts';

/** A long history is many pages. */
const TIMEOUT_SECONDS = 300;

export const reconcileUser = callable(
  'reconcileUser',
  async (named, caller) => {
    const role = await requireStaff(caller, ['admin']);
    if (isRefusal(role)) return role;
    // An id is checked whether or not somebody can sign in with it: documents that nobody owns are worth finding.
    const userId = named.userId ?? (await findAccount(named))?.userId;
    if (userId === undefined) return refuse('not_found', 'Nobody has signed up with this email.');
    const { counts, violations } = await inDatabase(() => check(db(), userId));
    const isNobody = Object.values(counts).every((count) => count === 0);
    if (isNobody) return refuse('not_found', 'There is no such user, and nothing is stored about one.');
    return { userId, counts, violations };
  },
  { timeoutSeconds: TIMEOUT_SECONDS },
);
