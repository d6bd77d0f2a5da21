import type { LiveActivity } from '@tollgate/client';
import { describe, expect, it } from 'vitest';
import { activity } from './test-activity.ts';
import { dotOf, EMPTY_VIEW, FRESH_MS, type Mode, nextView, type View } from './view.ts';

const [a, b, c] = [activity('a'), activity('b'), activity('c')] as const;
const after = (view: View, latest: LiveActivity[], mode: Mode, nowMs = 0, isFirst = false) =>
  nextView(view, latest, { mode, nowMs, isFirst });
const started = after(EMPTY_VIEW, [b, a], 'follow', 0, true);
const ids = (rows: readonly LiveActivity[]) => rows.map(({ activityId }) => activityId);

describe('following', () => {
  it('shows what is known, and marks what comes, for a while', () => {
    expect(started.fresh.size).toBe(0);
    const view = after(started, [c, b, a], 'follow', 100);
    expect(ids(view.shown)).toEqual(['c', 'b', 'a']);
    expect([...view.fresh]).toEqual([['c', 100]]);
    expect(after(view, [c, b, a], 'follow', 100 + FRESH_MS).fresh.size).toBe(0);
  });

  it('marks the first that ever comes, once it is watched', () => {
    const empty = after(EMPTY_VIEW, [], 'follow', 0, true);
    expect([...after(empty, [a], 'hold', 5).fresh.keys()]).toEqual(['a']);
  });
});

describe('held by somebody who reads', () => {
  const done = activity('a', { status: 'completed' });

  it('keeps the rows in their places and up to date, and lets new ones wait', () => {
    const view = after(started, [c, b, done], 'hold');
    expect(view.shown).toEqual([b, done]);
    expect(ids(view.waiting)).toEqual(['c']);
  });

  it('keeps rows that are no longer among the newest', () => {
    expect(ids(after(started, [c, b], 'hold').shown)).toEqual(['b', 'a']);
  });

  it('draws nothing anew where nothing shown has changed', () => {
    expect(after(started, [c, b, a], 'hold').shown).toBe(started.shown);
  });

  it('shows and marks what waited, once it is let go', () => {
    const view = after(after(started, [c, b, a], 'hold'), [c, b, a], 'follow', 9);
    expect(ids(view.shown)).toEqual(['c', 'b', 'a']);
    expect(view.waiting).toEqual([]);
    expect(view.fresh.get('c')).toBe(9);
  });
});

describe('paused', () => {
  it('changes nothing, and counts what is new and what has changed', () => {
    const view = after(started, [c, activity('b', { progress: 90 }), a], 'pause');
    expect(view.shown).toBe(started.shown);
    expect(ids(view.waiting)).toEqual(['c', 'b']);
  });
});

it.each([
  [{ online: true, phase: 'listening', fromCache: false }, 'live'],
  [{ online: true, phase: 'listening', fromCache: true }, 'cached'],
  [{ online: false, phase: 'listening', fromCache: true }, 'offline'],
  [{ online: true, phase: 'connecting', fromCache: true }, 'connecting'],
  [{ online: true, phase: 'failed', fromCache: true }, 'failed'],
] as const)('the dot says of %j: %s', (line, said) => {
  expect(dotOf(line)).toBe(said);
});
