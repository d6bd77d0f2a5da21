import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studio } from '../config/presets/studio.ts';
import { costMicro, quote } from './prices.ts';

const book = { version: 1, services: studio.credit_config.services };

describe('costMicro', () => {
  it('prices the four kinds as the default price book says', () => {
    const cost = (aiType: 'image' | 'video' | 'voice' | 'chat', service: string, units: number) => {
      const found = quote(book, { aiType, service, units });
      return found.kind === 'quote' ? found.costMicro : found.why;
    };
    expect(cost('image', 'local-image', 3)).toBe(3_000_000);
    expect(cost('video', 'local-video', 4)).toBe(20_000_000);
    expect(cost('voice', 'local-voice', 30)).toBe(1_000_000);
    expect(cost('voice', 'local-voice', 1)).toBe(33_334); // 2 credits a minute, pro rata by the second, rounded up
    expect(cost('chat', 'local-chat', 500)).toBe(500_000);
    expect(cost('image', 'dalle3', 1)).toBe(1_000_000);
  });

  it('charges nothing for nothing, the minimum for anything', () => {
    expect(costMicro({ priceMicro: 1, per: 1000, minimumMicro: 50 }, 0)).toBe(0);
    expect(costMicro({ priceMicro: 1, per: 1000, minimumMicro: 50 }, 1)).toBe(50);
  });

  it('rounds up, never below the exact price and by less than one microcredit above it', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (price, per, units) => {
          const cost = BigInt(costMicro({ priceMicro: price, per, minimumMicro: 0 }, units));
          const scaled = cost * BigInt(per);
          const exact = BigInt(price) * BigInt(units);
          expect(scaled >= exact && scaled - exact < BigInt(per)).toBe(true);
        },
      ),
    );
  });
});

describe('quote', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 11, 2 ** 60])(
    'has no price for %d images',
    (units) => {
      expect(quote(book, { aiType: 'image', service: 'local-image', units })).toMatchObject({
        why: 'bad_units',
      });
    },
  );

  it('has no price for a service it does not know, not even an inherited name', () => {
    for (const service of ['nope', 'constructor', '__proto__', 'toString']) {
      expect(quote(book, { aiType: 'image', service })).toMatchObject({ why: 'unknown_service' });
    }
    expect(quote(book, { aiType: 'chat', service: 'local-image' })).toMatchObject({ why: 'wrong_kind' });
  });
});
