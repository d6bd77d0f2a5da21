import { describe, expect, it } from 'vitest';
import { readLiveSearch } from './search.ts';

describe('the address of the live page', () => {
  it('is read back as it was written', () => {
    const search = {
      status: 'failed',
      kind: 'chat',
      service: 'gemini',
      country: 'NO',
      q: 'ada',
      list: 'stored',
      activity: 'u.r',
    };
    expect(readLiveSearch(search)).toEqual(search);
  });

  it('leaves out what makes no sense there', () => {
    expect(readLiveSearch({ status: 'done', kind: 7, service: '', q: {}, list: 'all', page: 3 })).toEqual({});
  });

  it('searches for numbers as text', () => {
    expect(readLiveSearch({ q: 12 })).toEqual({ q: '12' });
  });
});
