import { describe, expect, it } from 'vitest';
import { chargedPerMinute } from './series.ts';

const MINUTE = 60_000;
const now = 100 * MINUTE + 30_000;

describe('chargedPerMinute', () => {
  it('adds up each minute by when it ended, and shows empty minutes as 0', () => {
    const points = chargedPerMinute(
      [
        { endedAt: 100 * MINUTE, chargedMicro: 5 },
        { endedAt: 100 * MINUTE + 29_999, chargedMicro: 7 },
        { endedAt: 98 * MINUTE, chargedMicro: 11 },
      ],
      now,
      4,
    );
    expect(points.map((point) => point.chargedMicro)).toEqual([0, 11, 0, 12]);
    expect(points.map((point) => point.generations)).toEqual([0, 1, 0, 2]);
    expect(points.at(-1)?.atMs).toBe(100 * MINUTE);
  });

  it('leaves out what runs still, what is older, and what a fast clock says of the future', () => {
    const points = chargedPerMinute(
      [
        { endedAt: null, chargedMicro: 1 },
        { endedAt: 97 * MINUTE - 1, chargedMicro: 2 },
        { endedAt: 101 * MINUTE, chargedMicro: 4 },
      ],
      now,
      4,
    );
    expect(points.every((point) => point.chargedMicro === 0)).toBe(true);
  });
});
