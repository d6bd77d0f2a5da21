import { describe, expect, it } from 'vitest';
import { callInputs } from '../calls/inputs.schema.ts';
import { isVisible } from './visible.ts';

const NOTHING = [
  ...[
    '',
    ' ',
    '\u200B',
    '\u200B\u200D\uFEFF',
    '\u2060',
    '\u00AD',
    '\u3164',
    '\uFFA0',
    '\u115F',
    '\u2800',
    '\u180E',
  ],
  ...['\u202E\u202C', '\uFE0F', '\u034F', '\u0301', '\u{E0041}', '\0', '\u3000', '\u00A0\u200B', '\u{1D159}'],
];

describe('a name', () => {
  it.each(NOTHING)('of %j shows nothing, and is refused', (name) => {
    expect(isVisible(name)).toBe(false);
    expect(callInputs.updateProfile.safeParse({ displayName: name }).success).toBe(false);
  });

  it.each(['Ada', '山', '🦊', 'e\u0301', '\u200BAda', 'ـ', '.', '한', '👨‍👩‍👧'])('of %j does not', (name) => {
    expect(callInputs.updateProfile.safeParse({ displayName: name }).success).toBe(true);
  });
});
