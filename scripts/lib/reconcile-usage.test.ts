import type { Activity } from '@tollgate/contract/activity/activity';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { toMicro } from '@tollgate/contract/common/money';
import { describe, expect, it } from 'vitest';
import { usageOf } from '../../functions/src/analytics/decide.ts';
import { UsageCheck } from './reconcile-usage.ts';

const NOON = Date.UTC(2026, 0, 5, 12);
const DAY = '2026-01-05';

const ended = (changes: Partial<Activity> = {}) =>
  ({
    userId: 'ada',
    requestId: 'r1',
    status: 'completed',
    aiType: 'chat',
    service: 'local-chat',
    tier: 'free',
    isGuest: false,
    heldMicro: toMicro(9),
    chargedMicro: toMicro(4),
    usedUnits: 4,
    tokens: { input: 1, output: 4 },
    processingTimeMs: 700,
    error: null,
    endedAt: NOON,
    ...changes,
  }) as Activity;

const shard = (changes: object = {}) =>
  dayUsageSchema.parse({ ...usageOf(ended(), { isFirstOfDay: true }), day: DAY, shardOf: DAY, ...changes });

function check(documents: ReturnType<typeof shard>[], activities: Activity[]) {
  const usage = new UsageCheck();
  const firsts = new Set<string>();
  for (const document of documents) usage.document(document);
  for (const activity of activities) usage.activity(activity, firsts);
  return usage.violations();
}

describe('I5', () => {
  it('holds when the shards and the folded day add up to the ended activities, open ones left out', () => {
    const second = { ...usageOf(ended(), { isFirstOfDay: false }), activeUsers: 0 };
    const folded = dayUsageSchema.parse({ ...second, day: DAY, foldedAt: NOON });
    const activities = [ended(), ended({ requestId: 'r2' }), ended({ endedAt: null, status: 'pending' })];
    expect(check([shard(), folded], activities)).toEqual([]);
    expect(check([], [])).toEqual([]);
  });

  it.each([
    ['an activity that nothing counted', [], [ended()]],
    ['a count without its activity', [shard()], []],
    ['one that was counted twice', [shard(), shard()], [ended()]],
    ['one that was counted on another day', [shard()], [ended({ endedAt: NOON + 86_400_000 })]],
    ['another charge', [shard()], [ended({ chargedMicro: toMicro(3) })]],
    ['another end', [shard()], [ended({ status: 'cancelled' })]],
    ['another duration', [shard()], [ended({ processingTimeMs: 1_500 })]],
    ['other tokens', [shard()], [ended({ tokens: null })]],
    ['another tier', [shard()], [ended({ tier: 'premium' })]],
    ['a guest who was none', [shard()], [ended({ isGuest: true })]],
    ['a user too many', [shard({ activeUsers: 2 })], [ended()]],
  ])('names %s', (_, documents, activities) => {
    const found = check(documents, activities);
    expect(found[0]).toMatchObject({
      invariant: 'I5',
      document: expect.stringContaining('usage_daily/2026-01-0'),
    });
    expect(found.length).toBeGreaterThan(0);
  });

  it('does not compare a day whose activities were cleaned away', () => {
    expect(check([shard({ cleanedAt: NOON })], [])).toEqual([]);
  });
});
