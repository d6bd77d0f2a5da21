import { describe, expect, it } from 'vitest';
import { askedBy, leftOver } from './stored.ts';

describe('asking for more than the rows', () => {
  it('is by one filter, and the others are for what comes', () => {
    expect(askedBy({})).toBeNull();
    expect(askedBy({ q: 'ada' })).toBeNull();
    expect(askedBy({ kind: 'chat', status: 'failed', q: 'ada' })).toBe('status');
    expect(leftOver({ kind: 'chat', status: 'failed', q: 'ada' })).toEqual(['kind', 'q']);
    expect(askedBy({ kind: 'chat', service: 'gemini', country: 'NO' })).toBe('country');
    expect(leftOver({ country: 'NO' })).toEqual([]);
  });
});
