import { studio } from '@tollgate/contract/config/presets/studio';
import { type PublicPriceBook, publicPrices } from '@tollgate/contract/pricing/prices';
import { beforeEach, describe, expect, it } from 'vitest';
import { PriceBook } from './price-book.ts';

const prices: PublicPriceBook = publicPrices({ ...studio.credit_config, version: 1 });
const image = { aiType: 'image', service: 'local-image' } as const;
const video = { aiType: 'video', service: 'local-video', units: 2 } as const;

let book: PriceBook;
beforeEach(() => {
  book = new PriceBook();
  book.learn(prices);
});

const quoted = (wanted: Parameters<PriceBook['quote']>[0]): number => {
  const answer = book.quote(wanted);
  if (answer.kind !== 'quote') throw new Error(answer.message);
  return answer.costMicro;
};

describe('what may be paid', () => {
  it('is what was told of the same service and units, and nothing is known of what nobody was told', () => {
    expect(book.mostFor(image)).toBeUndefined();
    const cost = quoted(image);
    expect(book.mostFor(image)).toBe(cost);
    expect(book.mostFor({ ...image, units: 1 })).toBeUndefined();
  });

  it('is a new price once a refusal has told it, and not whatever it has become when it is asked for again', () => {
    quoted(image);
    const untouched = quoted(video);
    book.accept({ service: 'local-image', units: 1, costMicro: 9_000_000 });
    expect(book.mostFor(image)).toBe(9_000_000);
    expect(book.mostFor({ ...image, units: 1 })).toBe(9_000_000);
    expect(book.mostFor(video)).toBe(untouched);
  });
});
