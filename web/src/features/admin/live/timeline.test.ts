import { toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { LedgerType } from '@tollgate/contract/ledger/entry-types';
import { describe, expect, it } from 'vitest';
import { activity } from './test-activity.ts';
import { timelineOf } from './timeline.ts';

const entry = (type: LedgerType, amountMicro: number, createdAt: number): LedgerEntry => ({
  userId: 'ada',
  sequence: 2,
  type,
  source: null,
  lots: [],
  amountMicro: toMicro(amountMicro),
  balanceBeforeMicro: toMicro(0),
  balanceAfterMicro: toMicro(0),
  activityId: 'ada.r',
  actorId: 'grace',
  reason: 'it was blurred',
  requestId: 'r',
  createdAt,
});
const names = (...[one, whole = null, ledger = [], nowMs = 9_999]: Partial<Parameters<typeof timelineOf>>) =>
  timelineOf(one ?? activity('ada.r'), whole, ledger, nowMs).map(({ name }) => name);

describe('the timeline', () => {
  it('of what runs: held, started, how far', () => {
    expect(names()).toEqual(['created', 'held', 'started', 'progress']);
    const steps = timelineOf(activity('ada.r'), { holdExpiresAt: 99_999, updatedAt: 3_000 }, [], 4_000);
    expect(steps.at(-1)).toEqual({ name: 'progress', atMs: 3_000, percent: 40 });
    expect(steps[2]).toMatchObject({ tookMs: 200 });
  });

  it('says that a hold is overdue', () => {
    const whole = { holdExpiresAt: 5_000, updatedAt: 3_000 };
    expect(names(activity('ada.r'), whole, [], 4_999)).not.toContain('overdue');
    expect(names(activity('ada.r'), whole, [], 5_000).at(-1)).toBe('overdue');
  });

  it('of what ended: what was charged and what given back', () => {
    const ended = { endedAt: 8_000, processingTimeMs: 6_800 };
    const completed = activity('ada.r', { status: 'completed', chargedMicro: 500_000, ...ended });
    const steps = timelineOf(completed, null, [], 0);
    expect(steps.slice(3)).toEqual([
      { name: 'completed', atMs: 8_000, tookMs: 6_800 },
      { name: 'charged', atMs: 8_000, amountMicro: 500_000 },
      { name: 'released', atMs: 8_000, amountMicro: 1_500_000 },
    ]);
    const error = { code: 'provider_failed', message: 'No answer' };
    const failed = timelineOf(activity('ada.r', { status: 'failed', error, ...ended }), null, [], 0);
    expect(failed.at(-2)).toMatchObject({ name: 'failed', said: 'No answer (provider_failed)' });
    expect(failed.at(-1)).toMatchObject({ name: 'released', amountMicro: 2_000_000 });
  });

  it('in the order of time: a cancel before its end, a refund after', () => {
    const cancelled = activity('ada.r', {
      status: 'cancelled',
      chargedMicro: 2_000_000,
      endedAt: 8_000,
      cancelRequestedAt: 7_000,
    });
    const ledger = [entry('deduction', -2_000_000, 8_000), entry('refund', 1_000_000, 9_000)];
    expect(names(cancelled, null, ledger)).toEqual([
      'created',
      'held',
      'started',
      'cancelAsked',
      'cancelled',
      'charged',
      'refunded',
    ]);
  });
});
