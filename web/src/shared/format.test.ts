import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, creditsWithUnit, duration, money, processingTime, signedCredits } from './format.ts';
import { speak } from './words.fixture.ts';

beforeAll(() => speak('en'));

describe('amounts', () => {
  it('shows every microcredit, and one credit as one', () => {
    expect(creditsWithUnit(1)).toBe('0.000001 credits');
    expect(creditsWithUnit(1_000_000)).toBe('1 credit');
    expect(creditsWithUnit(1_250_500_000)).toBe('1,250.5 credits');
    expect(signedCredits(10_000_000)).toBe('+10');
    expect(signedCredits(-56_000)).toBe('−0.056');
  });
});

describe('amounts and waits in Arabic', () => {
  beforeAll(() => speak('ar'));
  afterAll(() => speak('en'));

  it('have all its plurals, and digits as everywhere', () => {
    const told = [1, 2, 3, 11, 100, 0.5].map((amount) => creditsWithUnit(amount * 1_000_000));
    expect(told).toEqual(['رصيد واحد', 'رصيدان', '3 أرصدة', '11 رصيدًا', '100 رصيد', '0.5 رصيد']);
    expect(duration(125_000)).toMatch(/^2 .+ 5 .+$/);
  });

  it('keep a sum beside its currency, whose sign would go to its other side', async () => {
    expect(money(499)).toMatch(/^\u20664\.99\sUS\$\u2069$/);
    await speak('en');
    expect(money(499)).toBe('$4.99');
  });
});

describe('times', () => {
  it('rounds a wait up, so that it is over when it says so', () => {
    expect(duration(1)).toBe('1 sec');
    expect(duration(59_001)).toBe('1 min');
    expect(duration(125_000)).toBe('2 min 5 sec');
    expect(duration(3_600_000 + 300_000)).toBe('1 hr 5 min');
    expect(duration(86_400_000)).toBe('1 day');
    expect(duration(9 * 86_400_000 + 11.5 * 3_600_000)).toBe('9 days 11 hr');
    expect(duration(-5)).toBe('0 sec');
  });

  it('compares short processing times finely', () => {
    expect(processingTime(416)).toBe('0.42s');
    expect(processingTime(12_340)).toBe('12.3s');
    expect(processingTime(61_000)).toBe('1m 1s');
  });

  it('says how long ago, and takes a clock that runs ahead for now', () => {
    const now = Date.UTC(2026, 0, 15, 12);
    expect(ago(now + 5_000, now)).toBe('now');
    expect(ago(now - 12_000, now)).toBe('12s ago');
    expect(ago(now - 5 * 60_000, now)).toBe('5m ago');
    expect(ago(now - 40 * 24 * 3_600_000, now)).toContain('Dec');
  });
});
