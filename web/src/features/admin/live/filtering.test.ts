import { describe, expect, it } from 'vitest';
import { facetsOf, filtered, isFiltered, looksLikeActivityId } from './filtering.ts';
import { activity } from './test-activity.ts';

const rows = [
  activity('u1.r1', { status: 'failed', country: 'DE' }),
  activity('u1.r2', { status: 'completed', aiType: 'chat', service: 'gemini', promptPreview: 'Tides' }),
  activity('u2.r3', { status: 'failed', email: 'bob@example.com', displayName: null, country: null }),
];
const ids = (found: typeof rows) => found.map(({ activityId }) => activityId);

describe('filters', () => {
  it('all have to fit', () => {
    expect(ids(filtered(rows, {}))).toHaveLength(3);
    expect(ids(filtered(rows, { status: 'failed' }))).toEqual(['u1.r1', 'u2.r3']);
    expect(ids(filtered(rows, { status: 'failed', country: 'DE' }))).toEqual(['u1.r1']);
    expect(ids(filtered(rows, { kind: 'chat', service: 'local-image' }))).toEqual([]);
  });

  it.each([
    ['an email', 'BOB@', ['u2.r3']],
    ['a name', 'lovelace', ['u1.r1', 'u1.r2']],
    ['a prompt', 'tides', ['u1.r2']],
    ['a service', 'gemini', ['u1.r2']],
    ['an id', 'u2.r', ['u2.r3']],
    ['words in any order', 'harbour ada', ['u1.r1']],
  ])('finds %s', (_, q, found) => {
    expect(ids(filtered(rows, { q }))).toEqual(found);
  });

  it('count what each choice would show beside the other filters', () => {
    const facets = facetsOf(rows, { status: 'failed', country: 'DE' });
    expect([...facets.status]).toEqual([['failed', 1]]);
    expect([...facets.country]).toEqual([['DE', 1]]);
    expect([...facetsOf(rows, { q: 'ada' }).status]).toEqual([
      ['failed', 1],
      ['completed', 1],
    ]);
  });

  it('are there or not', () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ q: 'x' })).toBe(true);
  });

  it('an id is told from an email and from words', () => {
    expect(looksLikeActivityId('aB3dE6gH.4f2-1')).toBe(true);
    expect(looksLikeActivityId('ada@example.com')).toBe(false);
    expect(looksLikeActivityId('a harbour. dawn')).toBe(false);
  });
});
