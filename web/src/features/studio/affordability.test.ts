import type { PublicPriceBook } from '@tollgate/client';
import { describe, expect, it } from 'vitest';
import { affordability } from './affordability.ts';

const book: PublicPriceBook = {
  version: 1,
  packs: {},
  plans: {},
  services: {
    clip: {
      label: 'Clip',
      description: '',
      aiType: 'video',
      unit: 'second',
      priceMicro: 5_000_000,
      per: 1,
      minimumMicro: 0,
      defaultUnits: 4,
      maxUnits: 30,
      runsOnServer: true,
    },
  },
};
const wanted = (units: number) => ({ aiType: 'video', service: 'clip', units }) as const;

describe('affordability', () => {
  it('says what is left, to the last credit', () => {
    expect(affordability(book, wanted(2), 10_000_000)).toEqual({
      kind: 'affordable',
      costMicro: 10_000_000,
      afterMicro: 0,
    });
  });

  it('says how much is missing', () => {
    expect(affordability(book, wanted(4), 12_500_000)).toEqual({
      kind: 'insufficient',
      costMicro: 20_000_000,
      missingMicro: 7_500_000,
    });
  });

  it('takes nothing from a guest without credits, and says how many are left', () => {
    const guest = { limit: 3, left: 2, freeAt: null };
    expect(affordability(book, wanted(4), 0, guest)).toEqual({ kind: 'free', costMicro: 20_000_000, guest });
    expect(affordability(book, wanted(1), 5_000_000, guest)).toMatchObject({ kind: 'affordable' });
  });

  it('prices before the balance is known, and not what the service does not take', () => {
    expect(affordability(book, wanted(1), null)).toEqual({ kind: 'checking', costMicro: 5_000_000 });
    expect(affordability(book, wanted(31), 1_000_000_000)).toMatchObject({ kind: 'unpriced' });
    expect(affordability(book, { ...wanted(1), service: 'gone' }, 0)).toMatchObject({ kind: 'unpriced' });
  });
});
