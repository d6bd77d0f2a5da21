import { normalForm } from '@tollgate/contract/moderation/normal-form';
import { describe, expect, it } from 'vitest';
import { looksLike } from './look-alikes.ts';

const everyCharacter = function* () {
  for (let code = 0; code <= 0x1fbff; code += 1) {
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
  }
};

describe('the normal form', () => {
  it('grows a text by no more than a small factor, whatever it is made of', () => {
    const growing = [...everyCharacter()].filter((one) => normalForm(one).length > 4 * one.length);
    expect(growing).toEqual([]);
  });

  it('keeps the marks that make another letter, and drops those that decorate one', () => {
    expect(normalForm('é ǖ й n\u0336 שָׁלוֹם سِلَاح Straße')).toBe('e u и n שלום سلاح Strasse');
    expect(normalForm('ガ हिंसा ป่า')).toBe('ガ हिंसा ป่า');
  });
});

describe('look-alikes', () => {
  it.each(
    [...'аaеeоoрpсcуyхxіiѕsԁdԝwɡgυuνvοoηnωwɴnᴅdᎠdıiøođdłlμuʋuƨsɹrðdþpзeбbφoжx'].join(' ').match(/. ./gu) ??
      [],
  )('%s', (pair) => {
    const [look = '', letter = ''] = pair.split(' ');
    expect(String.fromCodePoint(looksLike(look.codePointAt(0) ?? 0))).toBe(letter);
  });

  it.each([...'abcxyz 山下ナん'])('%j stays what it is', (plain) => {
    expect(String.fromCodePoint(looksLike(plain.codePointAt(0) ?? 0))).toBe(plain);
  });
});
