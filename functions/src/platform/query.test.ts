import { Firestore, Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { loadFirestore } from './firestore.ts';
import { queryOf } from './query.ts';

await loadFirestore();

const firestore = new Firestore({ projectId: 'demo-query' });

describe('queryOf', () => {
  it('asks for filters and order as the list says, times as Timestamps', () => {
    const built = queryOf(firestore, 'overdueHolds', {
      status: ['pending', 'processing'],
      holdExpiresAt: 1_500,
    });
    const expected = firestore
      .collection('ai_activity')
      .where('status', 'in', ['pending', 'processing'])
      .where('holdExpiresAt', '<=', Timestamp.fromMillis(1_500))
      .orderBy('holdExpiresAt', 'asc');
    expect(built.isEqual(expected)).toBe(true);
    expect(built.isEqual(expected.limit(1))).toBe(false);
  });

  it('takes values of the types in the documents only, and all of them', () => {
    // @ts-expect-error a status is not a number
    queryOf(firestore, 'openActivitiesOfUser', { userId: 'ada', status: [1] });
    // @ts-expect-error the user is missing
    expect(() => queryOf(firestore, 'ledgerOfUser', {})).toThrow(
      'a query of credit_logs needs a value for userId',
    );
  });
});
