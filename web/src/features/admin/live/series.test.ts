import type { LiveActivity } from '@tollgate/client';
import { describe, expect, it } from 'vitest';
import { chargedPerMinute, MAX_KEPT, nothingRecent, percentile, remember, summarise } from './series.ts';
import { activity } from './test-activity.ts';

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

const ended = (id: string, endedAt: number, more: Partial<LiveActivity> = {}) =>
  activity(id, { status: 'completed', createdAt: endedAt - 1_000, endedAt, processingTimeMs: 500, ...more });
const options = (known: string[] = [], limit = 3) => ({ known: new Set(known), limit, nowMs: now });

describe('what ended lately', () => {
  it('is kept after its row has gone, and counted once', () => {
    const recent = nothingRecent();
    remember(recent, [ended('a', now - 2_000), activity('b')], options());
    remember(recent, [ended('b', now - 1_000), ended('a', now - 2_000)], options(['a', 'b']));
    remember(recent, [activity('c'), ended('b', now - 1_000)], options(['a', 'b']));
    expect([...recent.ended.keys()]).toEqual(['a', 'b']);
  });

  it('says how many left the rows while they ran', () => {
    const recent = nothingRecent();
    remember(recent, [activity('slow'), ended('a', now - 2_000)], options([], 2));
    remember(recent, [ended('b', now - 1_000), ended('a', now - 2_000)], options(['a'], 2));
    expect(summarise(recent, now, 15 * MINUTE)).toMatchObject({ ended: 2, missed: 1 });
    expect(summarise(recent, now + 16 * MINUTE, 15 * MINUTE).missed).toBe(0);
  });

  it('is let go after half an hour', () => {
    const recent = nothingRecent();
    remember(recent, [ended('new', now), ended('old', now - 31 * MINUTE)], options());
    expect([...recent.ended.keys()]).toEqual(['new']);
  });

  it('begins anew where rows may have been missed, and says since when it is whole', () => {
    const recent = nothingRecent();
    remember(recent, [ended('a', now - 9_000)], options());
    expect(recent.sinceMs).toBe(0);
    const rows = ['d', 'c', 'b'].map((id, index) => ended(id, now - index * 1_000));
    remember(recent, rows, options(['a']));
    expect([...recent.ended.keys()]).toEqual(['b', 'c', 'd']);
    expect(recent.sinceMs).toBe(now - 3_000);
  });

  it('keeps a bounded number, and says that it goes back less far then', () => {
    const recent = nothingRecent();
    const rows = Array.from({ length: MAX_KEPT + 10 }, (_, index) => ended(`${index}`, now - 60_000 + index));
    remember(recent, rows, options([], Number.POSITIVE_INFINITY));
    expect(recent.ended.size).toBe(MAX_KEPT);
    expect(recent.sinceMs).toBe(now - 60_000 + 9);
  });
});

describe('the summary', () => {
  const summary = (rows: LiveActivity[], sinceMs = 0) => {
    const recent = nothingRecent();
    remember(recent, rows, options([], 1_000));
    return summarise({ ...recent, sinceMs }, now, 15 * MINUTE);
  };

  it('is a rate over the time that it knows', () => {
    const rows = [
      ended('a', now - 60_000, { chargedMicro: 30 }),
      ended('b', now - 90_000, { chargedMicro: 15 }),
    ];
    expect(summary(rows).chargedMicroPerMinute).toBe(3);
    expect(summary(rows, now - 5 * MINUTE).chargedMicroPerMinute).toBe(9);
    expect(summary(rows, now - 10_000).chargedMicroPerMinute).toBe(0);
  });

  it('counts as failed what failed or expired, and leaves out what was cancelled', () => {
    const rows = (['completed', 'completed', 'failed', 'expired', 'cancelled'] as const).map(
      (status, index) => ended(`${index}`, now - index, { status }),
    );
    expect(summary(rows)).toMatchObject({ ended: 5, successRate: 0.5 });
    expect(summary([]).successRate).toBeNull();
  });

  it('takes times of what completed only', () => {
    const rows = [100, 200, 300, 400].map((processingTimeMs, index) =>
      ended(`${index}`, now, { processingTimeMs }),
    );
    const failed = ended('failed', now, { status: 'failed', processingTimeMs: 9_999 });
    expect(summary([...rows, failed])).toMatchObject({ p50Ms: 200, p95Ms: 400 });
    expect(summary([failed]).p50Ms).toBeNull();
  });

  it('percentiles are the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });
});
