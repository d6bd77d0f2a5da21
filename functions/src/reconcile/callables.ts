import { refuse } from '@tollgate/contract/refusals/refusals';
import { findAccount } from '../platform/auth-users.ts';
import { db } from '../platform/firestore.ts';
import { inDatabase } from '../platform/measure.ts';
import { workOf } from '../platform/work.ts';
import { reconcileUser as check } from './store.ts';

export const reconcileUser = workOf('reconcileUser', async (named) => {
  // An id is checked whether or not somebody can sign in with it: documents that nobody owns are worth
  // finding.
  const userId = named.userId ?? (await findAccount(named))?.userId;
  if (userId === undefined) return refuse('not_found', 'Nobody has signed up with this email.');
  const { counts, violations } = await inDatabase(() => check(db(), userId));
  const isNobody = Object.values(counts).every((count) => count === 0);
  if (isNobody) return refuse('not_found', 'There is no such user, and nothing is stored about one.');
  return { userId, counts, violations };
});
