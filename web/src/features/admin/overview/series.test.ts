import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { dayOf } from '@tollgate/contract/common/calendar';
import { recordOf } from '@tollgate/contract/common/records';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { describe, expect, it } from 'vitest';
import { mergeDays, numberAt } from '../shared/usage-days.ts';
import { distributionOf } from './holdings.ts';
import { daysUntil, elapsedDays, firstDay, readOverviewSearch } from './period.ts';
import { daysLeft, summaryOf, totalOf, trendsOf } from './series.ts';
import { kindsOf, refusalsOf, servicesOf, tiersOf } from './tallies.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const CREDIT = 1_000_000;
const tally = { ended: 4, completed: 3, failed: 1, chargedMicro: 6 * CREDIT, processingMs: 8_000 };

/** A day in the two documents that a day can be in, and the day before it. */
const usage = mergeDays([
  dayUsageSchema.parse({
    day: '2026-01-05',
    byStatus: { completed: 3, failed: 1 },
    byAiType: { image: { ...tally, inputTokens: 5, outputTokens: 7 } },
    byService: { dalle3: tally },
    byTier: { free: { image: { ended: 3, chargedMicro: 4 * CREDIT } } },
    durations: { image: { upTo2500: 4 } },
    activeUsers: 2,
    providerCostMicroUsd: { dalle3: 240_000 },
    credits: {
      given: {
        grant: { welcome: 20 * CREDIT },
        bonus: { bonus: 5 * CREDIT },
        // What came back to where it was is no welcome once more.
        refund: { welcome: CREDIT, plan: CREDIT },
        reversal: { purchase: CREDIT },
      },
      // Of before and since entries say which sources a use was of.
      taken: {
        deduction: { mixed: 2 * CREDIT, welcome: 3 * CREDIT, plan: CREDIT },
        expiry: { bonus: CREDIT },
      },
    },
    people: { signUps: 1, guests: 4, converted: 1 },
    sales: { packs: 2, paidCents: 1_500, refundedCents: 500 },
    abuse: { bursts: { low: 1, medium: 1 } },
    approximate: { refusals: { rate_limited: 3, paused: 1 } },
    shardOf: '2026-01-05',
  }),
  dayUsageSchema.parse({
    day: '2026-01-05',
    byStatus: { cancelled: 1 },
    byTier: { premium: { chat: { ended: 1, chargedMicro: 2 * CREDIT } } },
    approximate: { refusals: { paused: 6 } },
    foldedAt: NOON,
  }),
  dayUsageSchema.parse({
    day: '2026-01-04',
    byStatus: { completed: 2 },
    activeUsers: 1,
    sales: { packs: 1, paidCents: 1_000 },
  }),
]);
const day = totalOf(['2026-01-05'], usage);
const PRICE = 100_000;

describe('a period', () => {
  it.each([
    [{}, {}],
    [{ days: 30 }, { days: 30 }],
    [{ days: '90' }, { days: 90 }],
    [{ days: 7 }, {}],
    [{ days: 8 }, {}],
    [{ days: 'all' }, {}],
  ])('is read from an address: %o', (search, read) => expect(readOverviewSearch(search)).toEqual(read));

  it('is so many days until today, and the period before it as many before those', () => {
    expect(daysUntil(NOON, 3)).toEqual(['2026-01-03', '2026-01-04', '2026-01-05']);
    expect(daysUntil(NOON, 2, 2)).toEqual(['2026-01-02', '2026-01-03']);
    expect(dayOf(NOON)).toBe('2026-01-05');
    expect([firstDay(NOON, 1), firstDay(NOON, 7)]).toEqual(['2025-12-30', '2025-12-23']);
  });
});

describe('the figures of a period', () => {
  it('add up all documents of its days, and are averages by day where it says so', () => {
    expect(summaryOf(totalOf(['2026-01-04', '2026-01-05'], usage), 2, PRICE)).toMatchObject({
      usedMicro: 6 * CREDIT,
      generations: 7,
      successShare: 5 / 7,
      failures: 1,
      p50Ms: 1_750,
      activePerDay: 1.5,
      tokens: 12,
      refusals: 10,
      burnMicroPerDay: 3 * CREDIT,
      paidShare: 2 / 6,
      signUps: 2,
      converted: 1,
      incidents: 2,
      welcomeMicro: 20 * CREDIT,
      boughtMicro: 0,
      packsSold: 3,
      salesMicroUsd: 20_000_000,
      paidBackMicroUsd: 5_000_000,
      revenueMicroUsd: 600_000,
      costMicroUsd: 240_000,
      marginShare: 0.6,
    });
  });

  it('are nothing rather than wrong where nothing happened', () => {
    expect(summaryOf({}, 7, PRICE)).toMatchObject({
      usedMicro: 0,
      successShare: null,
      p50Ms: null,
      converted: 0,
      marginShare: null,
    });
    expect(daysLeft(5, 0)).toBeNull();
    expect(daysLeft(10, 4)).toBe(2.5);
  });
});

describe('the charts over days', () => {
  const trends = trendsOf(['2026-01-03', '2026-01-05'], usage, PRICE);
  it('have a row a day, empty days too, and a column a series', () => {
    const nothing = recordOf(AI_TYPES, () => 0);
    expect(trends.used.rows).toEqual([
      { ...nothing, day: '2026-01-03' },
      { ...nothing, day: '2026-01-05', image: 6 * CREDIT },
    ]);
    expect(trends.times.rows[0]).toEqual({ day: '2026-01-03', p50: null, p95: null });
    expect(trends.flow.rows[1]).toMatchObject({ given: 28 * CREDIT, deducted: 6 * CREDIT, expired: CREDIT });
    expect(trends.given.rows[1]).toMatchObject({ welcome: 20 * CREDIT, bonus: 5 * CREDIT, purchase: 0 });
    expect(trends.tiers.rows[1]).toMatchObject({ free: 4 * CREDIT, premium: 2 * CREDIT });
    expect(trends.money.rows[1]).toMatchObject({ revenue: 600_000, cost: 240_000 });
    expect(trends.incidents.rows[1]).toMatchObject({ low: 1, medium: 1, critical: 0 });
    expect(trends.people.rows[1]).toMatchObject({ signUps: 1, guests: 4, converted: 1 });
    expect(trends.generations.rows[1]).toMatchObject({ completed: 3, failed: 1, cancelled: 1 });
  });
});

describe('what is told apart', () => {
  it('has kinds, services, tiers and reasons with their shares, the most first', () => {
    expect(kindsOf(day).rows).toMatchObject([{ name: 'image', ended: 4, popularity: 0.8, success: 0.75 }]);
    expect(servicesOf(day).rows).toMatchObject([
      { name: 'dalle3', average: 2_000, cost: 240_000, failed: 1 },
    ]);
    expect(tiersOf(day).rows).toEqual([
      { name: 'free', ended: 3, credits: 4 * CREDIT },
      { name: 'basic', ended: 0, credits: 0 },
      { name: 'premium', ended: 1, credits: 2 * CREDIT },
    ]);
    expect(refusalsOf(day).rows).toEqual([
      { name: 'paused', calls: 7 },
      { name: 'rate_limited', calls: 3 },
    ]);
  });

  it('has the credits of users by ranges, made of what is counted up to each bound', () => {
    const { rows } = distributionOf([
      { upTo: 0, count: 2, sum: 0 },
      { upTo: 10, count: 5, sum: 20 },
      { upTo: null, count: 6, sum: 80 },
    ]);
    expect(rows).toEqual([
      { name: '0', users: 2, usersShare: 2 / 6, credits: 0, creditsShare: 0 },
      { name: '0 – 10', users: 3, usersShare: 0.5, credits: 20, creditsShare: 0.25 },
      { name: '> 10', users: 1, usersShare: 1 / 6, credits: 60, creditsShare: 0.75 },
    ]);
  });

  it('reads nothing where nothing was ever counted', () => {
    expect(numberAt({ a: { b: 1 } }, 'a', 'c', 'd')).toBe(0);
    expect(numberAt({ a: 1 }, 'a', 'b')).toBe(0);
  });
});

it('takes of a day that is under way what is over, so that "lasts" is not told by an empty morning', () => {
  const morning = Date.parse('2026-01-05T06:00:00Z');
  expect(elapsedDays(morning, 1)).toBe(0.25);
  expect(elapsedDays(morning, 7)).toBe(6.25);
  const counts = totalOf(['2026-01-05'], usage);
  const [whole, part] = [summaryOf(counts, 1, PRICE), summaryOf(counts, 1, PRICE, 0.25)];
  expect(part.burnMicroPerDay).toBe(4 * whole.burnMicroPerDay);
});
