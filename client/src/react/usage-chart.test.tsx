// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from './render.tsx';
import { CREDIT, credits, lot } from './test-account.ts';
import { UsageChart } from './usage-chart.tsx';
import { niceCeiling, usageByDay } from './usage-series.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

const used = (day: string, ...amounts: number[]) => ({
  day,
  services: Object.fromEntries(
    amounts.map((amount, index) => [`service-${index}`, { generations: 1, spentMicro: credits(amount) }]),
  ),
});

describe('usageByDay', () => {
  it('adds up the services of each UTC day, with the days without anything and without those before', () => {
    const days = [used('2026-01-02', 8), used('2026-01-04', 4), used('2026-01-05', 2, 1)];
    expect(usageByDay(days, 3, NOON).map(({ usedMicro }) => usedMicro / CREDIT)).toEqual([0, 4, 3]);
  });

  it.each([
    [0.07, 0.08],
    [1, 1],
    [1.1, 1.5],
    [3, 3],
    [99, 100],
  ])('an axis for %d ends at %d', (value, top) => {
    expect(niceCeiling(value)).toBeCloseTo(top);
  });
});

describe('UsageChart', () => {
  const usageDays = [used('2026-01-04', 1), used('2026-01-05', 4)];

  it('shows what was used as bars, says their sum, and has them as a table', async () => {
    await show(<UsageChart days={4} />, { usageDays, grants: [lot(96)] });
    expect(screen.getByRole('img', { name: '5 credits used in 4 days' })).toBeTruthy();
    const heights = [...document.querySelectorAll('.tg-day-bar')].map((bar) => bar.getAttribute('height'));
    expect(heights).toEqual(['0', '0', '25', '100']);
    expect([...document.querySelectorAll('.tg-day title')].at(-1)?.textContent).toBe('Jan 5: 4 credits');
    expect([...document.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual([
      'Jan 20',
      'Jan 30',
      'Jan 41',
      'Jan 54',
    ]);
    expect(screen.getByRole('group', { name: 'Credits used' }).textContent).toContain(
      'Total5 creditsA day1.25 credits',
    );
  });

  it('follows a charge', async () => {
    const { tollgate } = await show(<UsageChart days={4} />, { usageDays, grants: [lot(96)] });
    const later = [used('2026-01-04', 1), used('2026-01-05', 6)];
    await act(async () => tollgate.change({ usageDays: later, grants: [lot(94)] }));
    expect(screen.getByRole('img', { name: '7 credits used in 4 days' })).toBeTruthy();
    expect(tollgate.asked.filter((name) => name === 'getUsage')).toHaveLength(2);
    expect(tollgate.asked).not.toContain('getCreditLogs');
  });

  it('says that nothing was used, that it is loading, and what went wrong', async () => {
    let view = await show(<UsageChart />, {});
    expect(screen.getByText('Nothing was used in these days.')).toBeTruthy();
    view.unmount();
    view = await show(<UsageChart />, { isWaiting: true });
    expect(screen.getByRole('status').textContent).toBe('Loading your usage');
    view.unmount();
    const failure = { code: 'network' as const, message: 'The server could not be reached.', details: {} };
    const { tollgate } = await show(<UsageChart days={4} />, { failure });
    expect(screen.getByRole('alert').textContent).toBe('The server could not be reached.');
    tollgate.change({ failure: undefined, usageDays });
    await act(async () => screen.getByRole('button', { name: 'Try again' }).click());
    expect(screen.getByRole('img', { name: '5 credits used in 4 days' })).toBeTruthy();
  });

  it('averages over the days since the account is there', async () => {
    const points = usageByDay(usageDays, 4, NOON);
    await show(<UsageChart points={points} since={Date.UTC(2026, 0, 4, 18)} />);
    expect(screen.getByRole('group', { name: 'Credits used' }).textContent).toContain('A day2.5 credits');
  });

  it('takes points of the app’s own without asking the server', async () => {
    const points = [{ dayMs: Date.UTC(2026, 0, 1), usedMicro: 2 * CREDIT }];
    const { tollgate } = await show(<UsageChart points={points} />);
    expect(screen.getByRole('img', { name: '2 credits used in 1 day' })).toBeTruthy();
    expect(tollgate.asked).not.toContain('getCreditLogs');
  });
});
