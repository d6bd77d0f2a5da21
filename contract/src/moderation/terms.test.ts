import { describe, expect, it } from 'vitest';
import { configSchemasByDocument, strictConfigSchemas } from '../config/config.schema.ts';
import { termFault, termForm } from './terms.ts';

const issuesOf = (term: string, use: 'banned' | 'allowed' = 'banned') => {
  const lists = use === 'banned' ? { categories: { a: [term] } } : { categories: {}, allowed: [term] };
  return strictConfigSchemas.moderation.safeParse(lists).error?.issues.map(({ message }) => message) ?? [];
};

describe('what a term becomes', () => {
  it.each([
    ['Weapon', 'weapon'],
    ['  hate   speech ', 'hate speech'],
    ['“Hate-speech!”', 'hatespeech'],
    ['Ｗéàpön', 'weapon'],
    ['𝔀𝓮𝓪𝓹𝓸𝓷', 'weapon'],
    ['AR-15', 'ar15'],
    ['*Waffe', '*waffe'],
    ['оружи*', 'оружи*'],
    ['rock & roll', 'rock roll'],
    ['wea\u200Bpon', 'weapon'],
    ['18+', '18+'],
    ['C#', 'c#'],
    ['c++', 'c++'],
    ['.NET', '.net'],
    ['a$$', 'a$$'],
    ['@Everyone', '@everyone'],
    ['<3', '<3'],
    ['C# developer', 'c# developer'],
    ['sh!t', 'sh!t'],
    ['💀💀', '💀💀'],
    ['🔥', '🔥'],
    ['❤️', '❤'],
    ['🖕🏿', '🖕'],
    ['👨‍👩‍👧', '👨👩👧'],
    ['🇩🇪', '🇩🇪'],
    ['1️⃣', '1️⃣'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['毒品', '毒品'],
    ['枪', '枪'],
    ['1488', '1488'],
  ])('%j: %j, and is saved', (term, shown) => {
    expect(termForm(term).shown).toBe(shown);
    expect(issuesOf(term)).toEqual([]);
  });

  it.each([
    ['***', 'nothing'],
    ['', 'nothing'],
    ['!!', 'nothing'],
    ['...', 'nothing'],
    ['$$$', 'nothing'],
    ['+', 'nothing'],
    ['\u200B\u200B\u200B', 'nothing'],
    ['\u0301\u0301', 'nothing'],
    ['ﷺ', 'nothing'],
    ['ـــ', 'nothing'],
    ['🏽', 'nothing'],
    ['x', 'short'],
    ['a\u200B', 'short'],
    ['"c."', 'short'],
    ['é\u0301', 'short'],
    ['あ', 'short'],
    ['18', 'number'],
    ['１８', 'number'],
    ['(18)', 'number'],
    ['7', 'short'],
    ['c*', 'wide'],
    ['*de', 'wide'],
  ])('%j is not saved: %s', (term, fault) => {
    expect(termFault(term)).toBe(fault);
    expect(issuesOf(term)).toHaveLength(1);
  });

  it('is told in the sentence that refuses it', () => {
    expect(issuesOf('(18)')).toEqual([
      '“(18)” becomes “18”, a number of ordinary prompts: use at least 3 digits, or a sign beside them',
    ]);
    expect(issuesOf('***')).toEqual([
      '“***” has no letter, no digit and no emoji that counts, so nothing would ever match it',
    ]);
  });

  it('is measured for allowed phrases too, which may be a number', () => {
    expect(issuesOf('18', 'allowed')).toEqual([]);
    expect(issuesOf('c#', 'allowed')).toEqual([]);
    expect(issuesOf('é.', 'allowed')).toHaveLength(1);
  });

  it('does not close a configuration that was saved by other rules', () => {
    const stored = { categories: { a: ['***', 'x', '18', 'x'.repeat(80)] }, allowed: ['!'] };
    expect(configSchemasByDocument.moderation.parse(stored)).toMatchObject(stored);
  });
});
