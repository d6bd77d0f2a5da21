import { describe, expect, it } from 'vitest';
import { rebase, settled } from './rebase.ts';

const base = {
  services: { image: { price: 1, max: 10 }, video: { price: 5, max: 30 } },
  welcome: 10,
  terms: ['a', 'b'],
};

describe('two who edit at once', () => {
  it('keeps both where they touched different parts', () => {
    const mine = { ...base, services: { ...base.services, image: { price: 2, max: 10 } } };
    const theirs = { ...base, welcome: 20 };
    const { merged, clashes, theirChanges } = rebase(base, mine, theirs);
    expect(clashes).toEqual([]);
    expect(theirChanges).toEqual([{ path: ['welcome'], before: 10, after: 20 }]);
    expect(merged).toEqual({ ...mine, welcome: 20 });
  });

  it('asks where they touched the same, and obeys the answer', () => {
    const mine = { ...base, welcome: 5, terms: ['a', 'b', 'c'] };
    const theirs = { ...base, welcome: 20 };
    const rebased = rebase(base, mine, theirs);
    expect(rebased.clashes).toEqual([{ path: ['welcome'], mine: 5, theirs: 20 }]);
    expect(settled(rebased, {})).toEqual(mine);
    expect(settled(rebased, { welcome: 'theirs' })).toEqual({ ...mine, welcome: 20 });
  });

  it('agrees where both did the same', () => {
    const both = { ...base, welcome: 7 };
    expect(rebase(base, both, both)).toMatchObject({ clashes: [], merged: both });
  });

  it('takes a part that one removed and the other edited as a whole', () => {
    const edited = { ...base, services: { ...base.services, video: { price: 6, max: 20 } } };
    const removed = { ...base, services: { image: base.services.image } };
    const mineEdited = rebase(base, edited, removed);
    expect(mineEdited.clashes).toEqual([
      { path: ['services', 'video'], mine: { price: 6, max: 20 }, theirs: undefined },
    ]);
    expect(settled(mineEdited, {})).toEqual(edited);
    expect(settled(mineEdited, { 'services/video': 'theirs' })).toEqual(removed);
    const mineRemoved = rebase(base, removed, edited);
    expect(settled(mineRemoved, {})).toEqual(removed);
    expect(settled(mineRemoved, { 'services/video': 'theirs' })).toEqual(edited);
  });
});
