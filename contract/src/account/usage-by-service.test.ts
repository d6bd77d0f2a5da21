import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../common/calendar.ts';
import { toMicro } from '../common/money.ts';
import { daysKnown, usageByService } from './usage-by-service.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const used = (generations: number, credits: number) => ({
  generations,
  spentMicro: toMicro(credits * 1_000_000),
});

const usage: Parameters<typeof usageByService>[0] = {
  since: NOW - 9 * DAY_MS,
  days: [
    { day: '2026-11-12', services: { clip: used(1, 5) } },
    { day: '2026-11-15', services: { clip: used(2, 10), chat: used(4, 0) } },
    { day: '2026-11-21', services: { chat: used(1, 1) } },
  ],
  months: [{ month: '2026-11', services: { clip: used(3, 15), chat: used(5, 1) } }],
};

describe('usage', () => {
  it('is told by day, week, month and on average, the dearest first', () => {
    expect(usageByService(usage, NOW)).toEqual([
      { service: 'clip', today: used(0, 0), week: used(2, 10), month: used(3, 15), averageMicro: 1_500_000 },
      { service: 'chat', today: used(1, 1), week: used(5, 1), month: used(5, 1), averageMicro: 100_000 },
    ]);
  });

  it('averages over the days that the account is there for, 31 at most', () => {
    expect(daysKnown(usage, NOW)).toBe(10);
    expect(daysKnown({ ...usage, since: NOW }, NOW)).toBe(1);
    expect(daysKnown({ ...usage, since: 0 }, NOW)).toBe(31);
  });
});
