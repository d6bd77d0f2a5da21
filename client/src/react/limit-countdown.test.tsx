// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LimitCountdown } from './limit-countdown.tsx';
import { show } from './render.tsx';
import { CREDIT, lot } from './test-account.ts';

const NOW = Date.UTC(2026, 0, 5, 12);
beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

const later = (ms: number) =>
  act(async () => {
    vi.advanceTimersByTime(ms);
  });

describe('LimitCountdown', () => {
  it('says how many are left', async () => {
    await show(<LimitCountdown aiType="video" />, {
      limits: { video: { limit: 10, left: 4, freeAt: null } },
    });
    expect(screen.getByRole('status').textContent).toBe('Videos: 4 of 10 left this hour');
  });

  it('counts down to the next one, and asks again when it is there', async () => {
    const used = { limits: { image: { limit: 50, left: 0, freeAt: NOW + 3_661_000 } } };
    const { tollgate } = await show(<LimitCountdown />, used);
    expect(screen.getByRole('timer').textContent).toBe('Images: the next one in 1h 1m');
    await later(3_600_000);
    expect(screen.getByRole('timer').textContent).toBe('Images: the next one in 1m 1s');
    await later(60_000);
    expect(screen.getByRole('timer').textContent).toBe('Images: the next one in 1s');
    const before = tollgate.asked.length;
    await later(1_000);
    expect(screen.getByRole('status').textContent).toBe('Images: you can go on');
    expect(tollgate.asked.slice(before)).toEqual(['ensureUser']);
    await act(async () => tollgate.change({ limits: { image: { limit: 50, left: 1, freeAt: null } } }));
    expect(screen.getByRole('status').textContent).toBe('Images: 1 of 50 left this hour');
  });

  it('asks again when the account changed, because that may have been a generation', async () => {
    const { tollgate } = await show(<LimitCountdown />, { grants: [lot(10)] });
    await act(async () =>
      tollgate.change({
        grants: [lot(9)],
        heldMicro: CREDIT,
        limits: { image: { limit: 50, left: 49, freeAt: null } },
      }),
    );
    expect(screen.getByRole('status').textContent).toContain('49 of 50');
  });

  it('says when there are to be none at all', async () => {
    await show(<LimitCountdown aiType="video" />, {
      limits: { video: { limit: 0, left: 0, freeAt: null } },
    });
    expect(screen.getByRole('status').textContent).toBe('Videos: switched off');
  });

  it('several of them ask once for what has changed', async () => {
    const { tollgate } = await show(
      AI_TYPES.map((kind) => <LimitCountdown key={kind} aiType={kind} />),
      { grants: [lot(10)] },
    );
    const before = tollgate.asked.length;
    await act(async () => tollgate.change({ grants: [lot(9)] }));
    expect(tollgate.asked.slice(before)).toEqual(['ensureUser']);
  });

  it('a guest waits for the next free one', async () => {
    await show(<LimitCountdown />, {
      user: { userId: 'gus', isGuest: true },
      guest: { limit: 3, left: 0, freeAt: NOW + 7_200_000 },
    });
    expect(screen.getByRole('timer').textContent).toBe('The next free one in 2h');
  });
});
