import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it } from 'vitest';
import { moderate } from './decide.ts';

const terms = (...list: string[]) => ({ categories: { banned: list }, allowed: [] as string[] });
const isRefused = (prompt: string, ...list: string[]): boolean =>
  moderate(prompt, terms(...list)).kind === 'refusal';

describe('moderation', () => {
  it.each([
    ['A WEAPON on the table', ['violence']],
    ['nsfw, nude', ['sexual']],
    ['Hate   speech!', ['hate']],
    ['Ｇｏｒｅ and víolence', ['violence']],
    ['illegal gore', ['violence', 'illegal']],
  ])('refuses %j and names the categories, never the word', (prompt, categories) => {
    const refused = moderate(prompt, studio.moderation);
    expect(refused).toMatchObject({ reason: 'prompt_rejected', details: { categories } });
    if (refused.kind === 'refusal')
      expect(refused.message.toLowerCase()).not.toMatch(/weapon|nsfw|gore|speech/);
  });

  it.each([
    'a drugstore at dusk',
    'the denuded hills',
    '!!!',
    '',
    'they hate speeches',
    'non-violent',
    'non-violence',
  ])('lets %j pass', (prompt) => {
    expect(moderate(prompt, studio.moderation)).toEqual({ kind: 'allowed' });
  });

  it('judges by the configuration it is given, however many there were before', () => {
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'one']) {
      expect(isRefused(`say ${word} now`, word)).toBe(true);
      expect(isRefused(`say ${word} now`, 'seven')).toBe(false);
    }
  });
});

describe('what hides a term', () => {
  const hidden: [string, string][] = [
    ['case', 'WeApOn'],
    ['accents', 'wéàpön'],
    ['full width', 'ｗｅａｐｏｎ'],
    ['letter styles', '𝔀𝓮𝓪𝓹𝓸𝓷'],
    ['Cyrillic look-alikes', 'wеароn'],
    ['Greek look-alikes', 'wεapοn'],
    ['digits', 'w3ap0n'],
    ['symbols', 'we@pon'],
    ['zero-width characters', 'we\u200Bap\u200Don'],
    ['combining characters', 'w\u0336e\u0336a\u0336p\u0336o\u0336n\u0336'],
    ['spaces', 'w e a p o n'],
    ['dots', 'w.e.a.p.o.n'],
    ['a dot', 'wea.pon'],
    ['repeated letters', 'weaaapooon'],
    ['several at once', 'Ｗ.3.а.p.0.n\u0301.n'],
  ];
  it.each(hidden)('%s: %j', (_, disguised) => {
    expect(isRefused(`draw a ${disguised} for me`, 'weapon')).toBe(true);
  });

  it.each(['weaponry', 'reweapon', 'wea pon', 'a wasp on it', 'we appoint'])('but not %j', (innocent) => {
    expect(isRefused(innocent, 'weapon')).toBe(false);
  });
});

describe('what a term matches', () => {
  it('its plural, but no other form', () => {
    expect(['drugs', 'drugz', "drug's"].filter((form) => !isRefused(form, 'drug'))).toEqual([]);
    expect(isRefused('boxes', 'box')).toBe(true);
    expect(['drugged', 'drugget', 'drugstore', 'druges'].filter((form) => isRefused(form, 'drug'))).toEqual(
      [],
    );
  });

  it('what a star stands for, at either end', () => {
    expect(isRefused('с оружием в руках', 'оружи*')).toBe(true);
    expect(isRefused('вооружиться', 'оружи*')).toBe(false);
    expect(isRefused('eine Schusswaffe', '*waffe')).toBe(true);
    expect(isRefused('Waffeln', '*waffe')).toBe(false);
  });

  it('the words of a phrase, joined or apart in any way', () => {
    for (const prompt of [
      'hate speech',
      'hate-speech',
      'hatespeech',
      'hate \n speech',
      'h a t e s p e e c h',
    ])
      expect([prompt, isRefused(prompt, 'hate speech')]).toEqual([prompt, true]);
    expect(isRefused('speech about hate', 'hate speech')).toBe(false);
  });

  it('a doubled letter in a long term only: "good" is not "god"', () => {
    expect(isRefused('a good day', 'god')).toBe(false);
    expect(isRefused('a goood day', 'god')).toBe(true);
    expect(isRefused('nuude', 'nude')).toBe(true);
    expect(isRefused('ilegal', 'illegal')).toBe(false);
  });

  it('with letters and digits as they are written too', () => {
    expect(isRefused('an AR-15', 'ar15')).toBe(true);
    expect(isRefused('the fall of a leaf', 'fail')).toBe(false);
    expect(isRefused('fa1l', 'fail')).toBe(true);
    expect(isRefused('a Samsung A55', 'ass')).toBe(false);
  });

  it('anywhere in scripts without spaces, as a whole word in katakana, before particles in Korean', () => {
    expect(isRefused('画一把武器吧', '武器')).toBe(true);
    expect(isRefused('武 器', '武器')).toBe(true);
    expect(isRefused('plan a b', 'ab')).toBe(false);
    expect(isRefused('ドラッグを売る', 'ドラッグ')).toBe(true);
    expect(isRefused('ドラッグストア', 'ドラッグ')).toBe(false);
    expect(isRefused('마약을', '마약')).toBe(true);
    expect(isRefused('سِـلاح', 'سلاح')).toBe(true);
    expect(isRefused('سلاحف', 'سلاح')).toBe(false);
  });

  it('vowels that a script writes as marks are letters: हंस is a swan', () => {
    expect(isRefused('हिंसा का दृश्य', 'हिंसा')).toBe(true);
    expect(isRefused('हंस झील पर', 'हिंसा')).toBe(false);
    expect(isRefused('ガス', 'カス')).toBe(false);
  });

  it('no word of another language that only looks like it', () => {
    expect(isRefused('рыба в собственном соке', 'coke')).toBe(false);
    expect(isRefused('a can of соke', 'coke')).toBe(true);
    expect(isRefused('рыба в собственном с\u006Fке', 'coke')).toBe(true);
  });

  it('nothing, when the term has neither letter nor digit', () => {
    expect(isRefused('a ** b', '**', '!!')).toBe(false);
  });
});

describe('a term with symbols', () => {
  /** What it refuses, and what is left alone that it would refuse without them. */
  const cases: [string, string[], string[]][] = [
    [
      '18+',
      ['an 18+ scene', '18+', 'FSK18+!', '（１８＋）'],
      ['18 red roses', '118+ guests', '18 + 3 is 21', '1b'],
    ],
    ['c#', ['a C# tutorial', 'c#-like', 'C#.'], ['vitamin c', 'plan C', 'chapter c, verse 1', 'с']],
    ['c++', ['write C++ code', 'C++, please', 'c++11'], ['vitamin c', 'c+', 'grade c + d']],
    ['.net', ['a .NET logo', '(.net)'], ['a fishing net', 'the end. Net gains']],
    ['a$$', ['a big a$$', 'A$$!', '@$$'], ['a cat', 'a', 'as it is', 'an ass', 'as']],
    ['a$s', ['an a$s'], ['as it is', 'an ass']],
    ['@everyone', ['hi @Everyone!'], ['a party for everyone', 'everyone is here']],
    ['$100', ['win $100 now'], ['100 red roses']],
    ['100%', ['100% real'], ['100 red roses']],
    ['<3', ['I <3 you'], ['3 cats', 'page 3']],
    ['#metoo', ['the #MeToo march'], ['me too', 'metoo']],
    ['sh!t', ['oh sh!t', 'SH!T'], ['tsh t', 'sht']],
    ['C# developer', ['a c#  developer at work'], ['a developer', 'c developer']],
  ];

  it.each(cases)('%s', (term, refused, passed) => {
    expect(refused.filter((prompt) => !isRefused(prompt, term))).toEqual([]);
    expect(passed.filter((prompt) => isRefused(prompt, term))).toEqual([]);
  });

  it('is what it always was where they only join or end words', () => {
    for (const term of ['hate-speech', '"hate speech"', 'hate speech!', '(hate speech)', 'hate & speech'])
      expect([term, isRefused('some hate speech', term)]).toEqual([term, true]);
    expect(isRefused('an AR-15', 'ar.15')).toBe(true);
    expect(isRefused('drugs', 'drug.')).toBe(true);
  });

  it('that is no word by any reading matches nothing, where an older configuration has it', () => {
    const old = ['***', '!!', '$$', 'c.', '(a)', '\u200B\u200B', '…', '-'];
    for (const prompt of ['a *** b', 'plan c. Then a', 'a… b - c $$ !!', '***'])
      expect(isRefused(prompt, ...old)).toBe(false);
  });
});

describe('emoji', () => {
  it.each([
    ['🔫', ['🔫', 'a 🔫 in his hand', 'bang🔫bang', '🔫🔫🔫', '🔫\uFE0F'], ['🔪', 'a gun']],
    ['💀💀', ['💀💀', '💀 💀💀', '💀💀💀'], ['💀', '💀 or ☠']],
    ['🖕', ['🖕🏽', '🖕🏿🖕'], ['👍🏽']],
    ['🖕🏿', ['🖕', '🖕🏻'], ['👍🏿', '🏿']],
    ['👨‍👩‍👧', ['a 👨‍👩‍👧 picnic'], ['👨‍👩‍👦', '👨']],
    ['❤️', ['I ❤ you', 'I ❤️ you'], ['💙']],
    ['🇩🇪', ['🇩🇪', '🇫🇷🇩🇪🇮🇹', 'Deutschland🇩🇪!'], ['🇫🇷', 'de', '🇦🇩🇪🇸', '🇩 🇪']],
    ['1️⃣', ['1️⃣ first', '1\u20E3'], ['1 first', '2️⃣', '1']],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', ['go 🏴󠁧󠁢󠁥󠁮󠁧󠁿'], ['🏴', '🏴󠁧󠁢󠁳󠁣󠁴󠁿']],
    ['☭', ['a ☭ flag'], ['a flag']],
  ] as [string, string[], string[]][])('%s matches as itself', (term, refused, passed) => {
    expect(refused.filter((prompt) => !isRefused(prompt, term))).toEqual([]);
    expect(passed.filter((prompt) => isRefused(prompt, term))).toEqual([]);
  });

  it('that are flags are no letters, and letters in frames still are', () => {
    for (const prompt of ['🇩🇪', 'made in 🇩🇪!', '🇫🇷 🇩🇪 🇮🇹', '🇺🇸🇩🇪 flags'])
      expect([prompt, isRefused(prompt, 'de', 'us', 'it', 'fr')]).toEqual([prompt, false]);
    expect(isRefused('🇳🇺🇩🇪', 'nude')).toBe(true);
    expect(isRefused('n🇺🇩e', 'nude')).toBe(true);
    expect(isRefused('🇳 🇺 🇩 🇪', 'nude')).toBe(true);
    expect(isRefused('🆆🅴🅰🅿🅾🅽', 'weapon')).toBe(true);
    expect(isRefused('w3️⃣ap0️⃣n', 'weapon')).toBe(true);
  });

  it('between letters hide no term, skin tones either', () => {
    expect(isRefused('n🔥u🔥d🔥e', 'nude', '🔫')).toBe(true);
    expect(isRefused('we\u{1F3FD}apon', 'weapon')).toBe(true);
  });

  it('are innocent in an allowed phrase', () => {
    const moderation = { categories: { banned: ['🔥', 'c#'] }, allowed: ['🔥 sale', 'c# minor'] };
    expect(moderate('big 🔥 sale, a nocturne in C# minor', moderation).kind).toBe('allowed');
    expect(moderate('a 🔥', moderation).kind).toBe('refusal');
    expect(moderate('c#', moderation).kind).toBe('refusal');
  });
});

describe('allowed phrases', () => {
  const moderation = { categories: { banned: ['drug', '暴力'] }, allowed: ['drug store', '非暴力'] };

  it.each(['a drug store', 'Drug-Store', 'a drugstore', '非暴力'])('let %j pass', (prompt) => {
    expect(moderate(prompt, moderation).kind).toBe('allowed');
  });

  it.each(['a drug in the drug store', 'dru6 store', '暴力と非暴力'])('do not excuse %j', (prompt) => {
    expect(moderate(prompt, moderation).kind).toBe('refusal');
  });
});
