// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { learnServerTime, serverNow } from '../clock.ts';
import { LimitCountdown } from './limit-countdown.tsx';
import { show } from './render.tsx';

const NOW = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;

beforeEach(() => {
  // This machine is ten minutes ahead of the server.
  vi.useFakeTimers({
    now: NOW + 10 * MINUTE,
    toFake: ['Date', 'performance', 'setInterval', 'clearInterval'],
  });
  learnServerTime(NOW);
});
afterEach(() => vi.useRealTimers());

const later = (ms: number) =>
  act(async () => {
    vi.advanceTimersByTime(ms);
  });

describe('on a machine whose clock is wrong', () => {
  it('a countdown goes by the server, from the first frame, and does not ask before it is over', async () => {
    const image = { limit: 50, left: 0, freeAt: NOW + 5 * MINUTE };
    const { tollgate } = await show(<LimitCountdown />, { limits: { image } });
    const asked = tollgate.asked.length;
    expect(screen.getByRole('timer').textContent).toBe('Images: the next one in 5m');
    await later(2 * MINUTE);
    expect(screen.getByRole('timer').textContent).toBe('Images: the next one in 3m');
    expect(tollgate.asked.length).toBe(asked);
    await later(3 * MINUTE);
    expect(screen.getByRole('status').textContent).toBe('Images: you can go on');
  });

  it('setting it right in the middle makes no countdown jump', async () => {
    await later(MINUTE);
    vi.setSystemTime(NOW - 60 * MINUTE);
    expect(serverNow()).toBe(NOW + MINUTE);
  });
});
