import type { FieldValue } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { toMerge } from './documents.ts';

/** Stands for the SDK's value; what matters here is where it is put. */
const increment = (by: number) => `+${by}` as unknown as FieldValue;

describe('the fields of a merge', () => {
  it('are what is set, and an increment for each number', () => {
    const fields = toMerge(
      { set: { day: '2026-12-01' }, add: { calls: { generate: { count: 2 } } } },
      increment,
    );
    expect(fields).toEqual({ day: '2026-12-01', calls: { generate: { count: '+2' } } });
  });

  it('leave out groups without a number, which would replace what is stored', () => {
    const add = { approximate: { refusals: {}, calls: { generate: { count: 1, times: {} } } }, people: {} };
    expect(toMerge({ set: {}, add }, increment)).toEqual({
      approximate: { calls: { generate: { count: '+1' } } },
    });
  });
});
