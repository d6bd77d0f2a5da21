import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCredits, MAX_AMOUNT_MICRO, parseCredits, toMicro } from './money.ts';

describe('money', () => {
  it('parses decimals exactly', () => {
    expect(parseCredits('0.001')).toBe(1_000);
    expect(parseCredits('0.000001')).toBe(1);
    expect(parseCredits('1.1')).toBe(1_100_000);
    expect(parseCredits(' 1,250.5 ')).toBe(1_250_500_000);
  });

  it.each([
    '',
    '-1',
    '+1',
    '1e3',
    '0.0000001',
    '.5',
    '1.',
    'NaN',
    'Infinity',
    '1,25',
    '0x10',
    '9'.repeat(30),
    '1 000',
  ])('refuses %j', (text) => {
    expect(parseCredits(text)).toBeUndefined();
  });

  it('formats what it parses, for every amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_MICRO }), (amount) => {
        expect(parseCredits(formatCredits(amount))).toBe(amount);
      }),
    );
  });

  it('brands safe integers only', () => {
    for (const bad of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => toMicro(bad)).toThrow(RangeError);
    expect(Object.is(toMicro(-0), 0)).toBe(true);
  });
});
