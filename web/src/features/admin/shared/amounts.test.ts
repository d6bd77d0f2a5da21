import { describe, expect, it } from 'vitest';
import { fieldText, kindOfField, readAmount, shownAmount } from './amounts.ts';

describe('an amount as it is typed', () => {
  it.each([
    ['credits', '10', 10_000_000],
    ['credits', '0.000001', 1],
    ['credits', ' 1,250.50 ', 1_250_500_000],
    ['credits', '-1', -1_000_000],
    ['credits', '0', 0],
    ['cents', '4.99', 499],
    ['microUsd', '0.04', 40_000],
    ['count', '50', 50],
    ['count', '5.0', 5],
  ] as const)('%s: %j is %d', (kind, text, value) => expect(readAmount(kind, text)).toBe(value));

  it.each([
    ['credits', '0.0000001'],
    ['credits', 'NaN'],
    ['credits', '1e3'],
    ['credits', ''],
    ['credits', '1,2'],
    ['cents', '4.999'],
    ['count', '1.5'],
    ['count', 'many'],
  ] as const)('%s: %j is none', (kind, text) => expect(readAmount(kind, text)).toBeNull());

  it('comes back as it went', () => {
    for (const value of [1, 1_000_000, 1_250_500_000, 999_999_999_999_999]) {
      expect(readAmount('credits', fieldText('credits', value))).toBe(value);
    }
  });
});

describe('an amount for reading', () => {
  it('is what the field’s name tells', () => {
    expect(['priceMicro', 'priceCents', 'providerCostMicroUsd', 'per'].map(kindOfField)).toEqual([
      'credits',
      'cents',
      'microUsd',
      'count',
    ]);
    expect(shownAmount('cents', 499)).toBe('$4.99');
    expect(shownAmount('microUsd', 10)).toBe('$0.00001');
    expect(shownAmount('credits', 1_250_500_000)).toBe('1,250.5');
  });
});
