import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it } from 'vitest';
import { daysOf, limitNotes, priceEffect } from './what-if.ts';

const { services } = studio.credit_config;
const { dalle3, gemini } = services;
if (!dalle3 || !gemini) throw new Error('the preset has them');
const day = (name: string, content: object, shardOf: string | null = null) =>
  dayUsageSchema.parse({ day: name, shardOf, ...content });

const images = (completed: number, usedUnits: number) => ({
  byService: { dalle3: { ended: completed, completed, usedUnits, chargedMicro: usedUnits * 1_000_000 } },
  byAiType: { image: { ended: completed } },
});

describe('the days before', () => {
  it('adds up the shards of a day, once', () => {
    // As the console reads them, with an id; and as another version wrote them, with something beside.
    const more = { id: '2026-11-20.01', note: { of: 'later', list: ['x'] } };
    const shards = ['01', '02'].map(() => ({ ...day('2026-11-20', images(2, 3), '2026-11-20'), ...more }));
    const days = daysOf([...shards, day('2026-11-19', images(1, 1))]);
    expect(days.map((one) => [one.day, one.byService.dalle3?.usedUnits])).toEqual([
      ['2026-11-20', 6],
      ['2026-11-19', 1],
    ]);
  });
});

describe('new prices', () => {
  const days = [day('2026-11-20', images(10, 25)), day('2026-11-19', images(5, 5))];

  it('says what the same units would have cost, beside what they cost now and what was charged', () => {
    const after = { ...services, dalle3: { ...dalle3, priceMicro: 1_500_000 } };
    expect(priceEffect(days, services, after)).toMatchObject({
      rows: [{ service: 'dalle3', generations: 15, units: 30, chargedMicro: 30_000_000 }],
      nowMicro: 30_000_000,
      thenMicro: 45_000_000,
      removed: [],
    });
  });

  it('counts a new minimum for each generation', () => {
    const after = { ...services, dalle3: { ...dalle3, minimumMicro: 4_000_000 } };
    expect(priceEffect(days, services, after).thenMicro).toBe(60_000_000);
  });

  it('names a service that was used and goes', () => {
    const { dalle3: _gone, ...after } = services;
    const effect = priceEffect(days, services, after);
    expect(effect.removed).toEqual(['dalle3']);
    expect(effect.rows[0]?.thenMicro).toBeNull();
    expect(effect.thenMicro).toBe(0);
  });

  it('takes the units of what an app ran itself from what was charged, where it reported none', () => {
    const unreported = { byService: { dalle3: { completed: 2, chargedMicro: 6_000_000 } } };
    const after = { ...services, dalle3: { ...dalle3, priceMicro: 500_000 } };
    expect(priceEffect([day('2026-11-20', unreported)], services, after)).toMatchObject({
      rows: [{ units: 6 }],
      nowMicro: 6_000_000,
      thenMicro: 3_000_000,
    });
  });

  it('is exact for millions of tokens at a thousandth of a credit', () => {
    const chats = { byService: { gemini: { completed: 3, usedUnits: 123_456_789 } } };
    const after = { ...services, gemini: { ...gemini, priceMicro: 1, per: 3 } };
    expect(priceEffect([day('2026-11-20', chats)], services, after)).toMatchObject({
      nowMicro: 123_456_789_000,
      thenMicro: 41_152_263,
    });
  });
});

describe('new limits', () => {
  const { limits } = studio;

  it('tells each limit of a month that comes, goes or changes', () => {
    const before = { ...limits, perMonthByTier: { free: { dalle3: 3, gemini: 5 }, premium: { dalle3: 9 } } };
    const after = { ...limits, perMonthByTier: { free: { dalle3: 3, klingai: 0 }, premium: { dalle3: 10 } } };
    expect(limitNotes([], before, after)).toEqual([
      { word: 'perMonth', tier: 'free', service: 'gemini', before: 5, after: null },
      { word: 'perMonth', tier: 'free', service: 'klingai', before: null, after: 0 },
      { word: 'perMonth', tier: 'premium', service: 'dalle3', before: 9, after: 10 },
    ]);
  });
  const days = [
    day('2026-11-20', {
      ...images(80, 80),
      activeUsers: 7,
      durations: { image: { upTo250: 5, upTo30000: 2, longer: 1 } },
    }),
    day('2026-11-19', { ...images(9, 9), activeUsers: 9 }),
  ];

  it('tells the busiest day, and does not claim to know whom it would stop', () => {
    const after = { ...limits, perHour: { ...limits.perHour, image: 20 } };
    expect(limitNotes(days, limits, after)).toEqual([
      { word: 'perHour', aiType: 'image', before: 50, after: 20, most: 80, people: 7 },
    ]);
  });

  it('tells how many may have taken longer than a hold would stay open', () => {
    const after = { ...limits, holdSeconds: { ...limits.holdSeconds, image: 20 } };
    expect(limitNotes(days, limits, after)).toEqual([{ word: 'holds', aiType: 'image', longer: 3, all: 8 }]);
  });

  it('warns of a kind that closes, and of what the next clean-up removes', () => {
    const after = { ...limits, perHour: { ...limits.perHour, chat: 0 }, retentionDays: 30 };
    expect(limitNotes(days, limits, after)).toEqual([
      { word: 'closed', aiType: 'chat' },
      { word: 'retention', after: 30 },
    ]);
  });
});
