import { initializeApp } from 'firebase/app';
import { collection, getFirestore, orderBy, query, queryEqual, Timestamp, where } from 'firebase/firestore';
import { describe, expect, it } from 'vitest';
import { queryOf } from './query.ts';
import { activitiesQuery } from './watch.ts';

const firestore = getFirestore(initializeApp({ projectId: 'demo-query' }, 'query'));

describe('queryOf', () => {
  it('asks for filters and order as the list says', () => {
    const expected = query(
      collection(firestore, 'ai_activity'),
      where('userId', '==', 'ada'),
      orderBy('createdAt', 'desc'),
    );
    expect(queryEqual(queryOf(firestore, 'activitiesOfUser', { userId: 'ada' }), expected)).toBe(true);
    expect(queryEqual(queryOf(firestore, 'activitiesOfUser', { userId: 'bob' }), expected)).toBe(false);
  });

  it('compares times as Timestamps', () => {
    const expected = query(
      collection(firestore, 'users'),
      where('nextExpiryAt', '<=', Timestamp.fromMillis(1_500)),
      orderBy('nextExpiryAt', 'asc'),
    );
    expect(queryEqual(queryOf(firestore, 'usersWithExpiredGrants', { nextExpiryAt: 1_500 }), expected)).toBe(
      true,
    );
  });
});

describe('activitiesQuery', () => {
  it('asks what is in the list, which the indexes are made for, by one filter at a time', () => {
    const asked = [
      [queryOf(firestore, 'latestActivities', {}), {}],
      [queryOf(firestore, 'activitiesOfUser', { userId: 'ada' }), { userId: 'ada', country: 'NO' }],
      [queryOf(firestore, 'activitiesByStatus', { status: 'failed' }), { status: 'failed', aiType: 'chat' }],
      [queryOf(firestore, 'activitiesByKind', { aiType: 'chat' }), { aiType: 'chat', service: 'gemini' }],
      [
        queryOf(firestore, 'activitiesByService', { service: 'gemini' }),
        { service: 'gemini', country: 'NO' },
      ],
      [queryOf(firestore, 'activitiesByCountry', { country: 'NO' }), { country: 'NO' }],
    ] as const;
    for (const [listed, filters] of asked) {
      expect(queryEqual(activitiesQuery(firestore, filters), listed), JSON.stringify(filters)).toBe(true);
    }
  });
});
