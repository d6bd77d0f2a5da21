import type { User } from '@tollgate/contract/account/user';
import { describe, expect, it } from 'vitest';
import { planOf, shownOf } from './directory.ts';
import { readDirectorySearch } from './directory-search.ts';
import { person } from './people.fixture.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const plan = (raw: Record<string, unknown>) => planOf(readDirectorySearch(raw), NOW);
const sourceOf = (raw: Record<string, unknown>) => plan(raw).sources[0];

describe('an address', () => {
  it('says what is wanted, and leaves out what it can not mean', () => {
    const search = { q: 12, status: 'paused', tier: 'basic', who: 'guest', sort: 'month', shown: '150' };
    expect(readDirectorySearch(search)).toEqual({ ...search, q: '12', shown: 150 });
    const nonsense = { q: ' ', status: 'gold', tier: 1, who: 'user', sort: 'newest', shown: -3, x: 1 };
    expect(readDirectorySearch(nonsense)).toEqual({});
    expect(readDirectorySearch({ shown: 1e9 })).toEqual({ shown: 500 });
  });
});

describe('what the database is asked', () => {
  it('is one order with one filter, and the rest is left to what was loaded', () => {
    expect(plan({})).toMatchObject({ sources: [{ name: 'newestUsers' }], local: [], isOrdered: true });
    expect(plan({ status: 'suspended', tier: 'basic', sort: 'credits' })).toMatchObject({
      sources: [{ name: 'richestUsersOfStatus', values: { status: 'suspended' } }],
      local: ['tier'],
    });
  });

  it('takes the filter that leaves fewer people, so not that they are active', () => {
    expect(sourceOf({ status: 'active' })).toMatchObject({ name: 'newestUsersOfStatus' });
    expect(plan({ status: 'active', tier: 'premium' })).toMatchObject({
      sources: [{ name: 'newestUsersOfTier' }],
      local: ['status'],
    });
    expect(sourceOf({ who: 'guest', tier: 'free' })).toMatchObject({ name: 'newestGuests' });
  });

  it('lists what was spent this month by the month that it is, and filters what came', () => {
    expect(plan({ sort: 'month', status: 'paused' })).toMatchObject({
      sources: [{ name: 'topUsersOfMonth', values: { 'usage.month': '2026-11' } }],
      local: ['status'],
    });
  });

  it('finds staff by their role, whatever the order', () => {
    expect(plan({ who: 'moderator', sort: 'month' })).toMatchObject({
      sources: [{ name: 'usersOfRole', values: { role: 'moderator' } }],
      isOrdered: false,
      local: [],
    });
  });

  it('looks for beginnings of emails in small letters, of names as written or with a capital, and for an id', () => {
    expect(plan({ q: 'ada oS' })).toMatchObject({
      sources: [{ prefix: 'ada os' }, { prefix: 'ada oS' }, { prefix: 'Ada OS' }],
      exactId: 'ada oS',
    });
    expect(plan({ q: 'Ada@x', status: 'active' })).toMatchObject({
      sources: [{ name: 'usersByEmail', prefix: 'ada@x' }],
      exactId: null,
      local: ['status'],
    });
    expect(plan({ q: 'a/b' }).exactId).toBeNull();
  });
});

describe('what is shown', () => {
  const usage = (month: string, spentMicro: number): Pick<User, 'usage'> => {
    const { usage: none } = person({});
    return { usage: { ...none, month, monthly: { ...none.monthly, spentMicro: spentMicro as never } } };
  };
  const people = [
    person({ userId: 'a', status: 'paused', ...usage('2026-11', 3) }),
    person({ userId: 'b', isGuest: true, ...usage('2026-10', 9) }),
    person({ userId: 'a', status: 'paused' }),
    person({ userId: 'c', role: 'admin', ...usage('2026-11', 5) }),
  ];
  const shown = (raw: Record<string, unknown>) => {
    const search = readDirectorySearch(raw);
    return shownOf(people, search, planOf(search, NOW), NOW).map(({ userId }) => userId);
  };

  it('is everybody once, through the filters that the database did not see to', () => {
    expect(shown({})).toEqual(['a', 'b', 'c']);
    expect(shown({ q: 'x', status: 'paused' })).toEqual(['a']);
    expect(shown({ q: 'x', who: 'guest' })).toEqual(['b']);
    expect(shown({ q: 'x', who: 'admin' })).toEqual(['c']);
  });

  it('is in the order asked for, where spending of another month is none', () => {
    expect(shown({ q: 'x', sort: 'month' })).toEqual(['c', 'a', 'b']);
  });
});
