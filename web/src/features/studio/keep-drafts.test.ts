import { describe, expect, it } from 'vitest';
import { readKept } from './keep-drafts.ts';

describe('drafts that were put aside', () => {
  it('are read as they were written', () => {
    const kept = { userId: 'ada', kind: 'chat', drafts: { chat: { prompt: 'hello', units: 500 } } };
    expect(readKept(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('of another version lose what nobody knows any more', () => {
    const drafts = { chat: { prompt: 7 }, image: { prompt: 'a hill', units: 'two' }, smell: { prompt: 'x' } };
    expect(readKept({ userId: 'ada', kind: 'image', drafts })).toEqual({
      userId: 'ada',
      kind: 'image',
      drafts: { image: { prompt: 'a hill' } },
    });
  });

  it.each([[null], ['text'], [{}], [{ userId: 'ada', kind: 'smell', drafts: {} }]])(
    'are none in %o',
    (value) => {
      expect(readKept(value)).toBeUndefined();
    },
  );
});
