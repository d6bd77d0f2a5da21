import { describe, expect, it } from 'vitest';
import { MAX_EMAIL_CHARS, MAX_NAME_CHARS, storableEmail, storableName } from './person-names.ts';

describe('a name', () => {
  it.each([
    ['as people have them', 'Ada Lovelace', 'Ada Lovelace'],
    ['in any script', 'آدا 李 👩‍🚀', 'آدا 李 👩‍🚀'],
    ['with half a surrogate pair', 'Ada \ud83d', 'Ada \ufffd'],
    ['with the second half first', '\udc00Ada', '\ufffdAda'],
    ['with control characters', '\u0000Ada\r\n\tLovelace\u0007', 'Ada Lovelace'],
    ['with spaces around it', '  Ada  ', 'Ada'],
    ['of nothing', '', null],
    ['of nothing to see', ' \u200b\u2060\u0000 ', null],
    ['that is not there', undefined, null],
    ['that is too long', 'x'.repeat(2_000_000), 'x'.repeat(MAX_NAME_CHARS)],
    ['that would be cut through a character', `${'x'.repeat(79)}👩`, 'x'.repeat(79)],
    ['that begins with a thousand spaces', `${' '.repeat(1_000)}Ada`, null],
  ])('%s', (_, written, stored) => {
    expect(storableName(written)).toBe(stored);
    expect(storableName(stored)).toBe(stored);
  });
});

it('an address is made fit to store in the same way', () => {
  expect(storableEmail('ada@example.com')).toBe('ada@example.com');
  expect(storableEmail('a\ud800\u0000@example.com')).toBe('a\ufffd @example.com');
  expect(storableEmail(`${'x'.repeat(5_000)}@example.com`)).toHaveLength(MAX_EMAIL_CHARS);
  expect(storableEmail(null)).toBeNull();
});
