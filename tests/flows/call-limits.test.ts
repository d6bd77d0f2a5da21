import { NO_SPENDING_LIMIT } from '@tollgate/contract/account/spending-limit';
import { Timestamp } from 'firebase-admin/firestore';
import { expect, it } from 'vitest';
import { newKey } from './http.ts';
import { call, db, instances, must, userWith } from './support.ts';

/** What can be asked for without end, and must not write without end. */

it('300 changes of a limit at once on two instances are at most 60; the rest are told when to come back', async () => {
  const [ada, bob] = [await userWith(10), await userWith(10)];
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, index) =>
      call('setSpendingLimit', { dayMicro: index, monthMicro: null }, ada, instances[index % 2]),
    ),
  );
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  expect(answers.length - refused.length).toBeLessThanOrEqual(60);
  for (const { details } of refused) {
    expect(details.reason).toBe('rate_limited');
    expect(details.retryAfterMs).toBeGreaterThan(0);
  }
  // Nobody else is concerned, and neither is what ada reads.
  await must('setSpendingLimit', NO_SPENDING_LIMIT, bob);
  await must('getUserProfile', {}, ada);
});

it('keys are listed and removed with the account, however many revoked ones an earlier version left', async () => {
  const ada = await userWith(10);
  await newKey(ada, { name: 'in force' });
  for (let from = 0; from < 1_200; from += 400) {
    const batch = db.batch();
    for (let index = from; index < from + 400; index++)
      batch.set(db.doc(`api_keys/${ada.userId}-${index}`), {
        ...{ userId: ada.userId, keyId: `old-${index}`, name: 'x', lastFour: 'abcd', lastUsedAt: null },
        ...{ createdAt: Timestamp.now(), expiresAt: null, revokedAt: Timestamp.now() },
      });
    await batch.commit();
  }
  expect((await must('listApiKeys', {}, ada)).keys).toMatchObject([{ name: 'in force' }]);
  await must('deleteAccount', { confirm: 'delete my account' }, ada);
  expect((await db.collection('api_keys').where('userId', '==', ada.userId).get()).size).toBe(0);
});
