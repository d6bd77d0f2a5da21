import { describe, expect, it } from 'vitest';
import { speechOf } from './locale.ts';
import { priceText } from './price-text.ts';
import { ar } from './words/ar.ts';
import { en } from './words/en.ts';

const credit = 1_000_000;

describe('speechOf', () => {
  it('has all forms of Arabic counts', () => {
    const { credits } = speechOf('ar-u-nu-latn');
    expect([0, 1, 2, 3, 11, 100, 1.5].map((count) => credits(count * credit))).toEqual([
      '0 رصيد',
      'رصيد واحد',
      'رصيدان',
      '3 أرصدة',
      '11 رصيدًا',
      '100 رصيد',
      '1.5 رصيد',
    ]);
  });

  it('shows an amount to the last microcredit, and a saving never larger than it is', () => {
    const { credits, percent, money, moneyEach } = speechOf('en');
    expect([credits(1), credits(credit), credits(1_250.5 * credit)]).toEqual([
      '0.000001 credits',
      '1 credit',
      '1,250.5 credits',
    ]);
    expect(percent(0.319)).toBe('31%');
    expect([money(499), moneyEach(13.63)]).toEqual(['$4.99', '$0.136']);
  });

  it('keeps a sum in one piece in a sentence from right to left', () => {
    expect(speechOf('ar-u-nu-latn').money(499)).toMatch(
      /^\u2066[^\u200e\u200f]*4\.99[^\u200e\u200f]*\u2069$/,
    );
  });

  it('rounds a wait up, so that it is over when it says so', () => {
    const { duration } = speechOf('en');
    expect([1, 1_000, 60_000, 61_001, 3_600_000, 3_661_000].map(duration)).toEqual([
      '1s',
      '1s',
      '1m',
      '1m 2s',
      '1h',
      '1h 1m',
    ]);
  });

  it('speaks English where it has no words, numbers included; words of the app’s own in their language', () => {
    expect(speechOf('de')).toMatchObject({ lang: 'en', dir: 'ltr', words: en });
    expect(speechOf('de').amount(1_250.5 * credit)).toBe('1,250.5');
    expect(speechOf('he', ar)).toMatchObject({ lang: 'he', dir: 'rtl', words: ar });
  });
});

describe('priceText', () => {
  it.each([
    [{ priceMicro: credit, per: 1, unit: 'image' }, '1 credit per image', 'رصيد واحد لكل صورة'],
    [{ priceMicro: 2 * credit, per: 60, unit: 'second' }, '2 credits per minute', 'رصيدان لكل دقيقة'],
    [{ priceMicro: 1_000, per: 1, unit: 'token' }, '1 credit per 1,000 tokens', 'رصيد واحد لكل 1,000 رمز'],
    [{ priceMicro: credit, per: 3, unit: 'second' }, '1 credit per 3 seconds', 'رصيد واحد لكل 3 ثوانٍ'],
  ] as const)('%j', (price, english, arabic) => {
    expect(priceText(price, speechOf('en'))).toBe(english);
    expect(priceText(price, speechOf('ar-u-nu-latn'))).toBe(arabic);
  });
});
