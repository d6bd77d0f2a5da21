import type { LiveActivity } from '@tollgate/client';
import { expect, it } from 'vitest';
import { endOf } from './elsewhere.ts';

const activity = (change: Partial<LiveActivity>): LiveActivity => ({
  ...{ activityId: 'rosa.r1', userId: 'rosa', email: null, displayName: null, country: null, isGuest: false },
  ...{ aiType: 'image', service: 'local-image', runBy: 'server', status: 'completed', progress: 100 },
  ...{
    unit: 'image',
    units: 1,
    usedUnits: 1,
    heldMicro: 1_000_000,
    chargedMicro: 1_000_000,
    priceVersion: 1,
  },
  ...{ promptPreview: 'a hill', hasResult: true, simulated: true, error: null, createdAt: 1, startedAt: 1 },
  ...{ endedAt: 2, processingTimeMs: 1, cancelRequestedAt: null, creditsMicroAtEnd: 9_000_000 },
  ...change,
});

const made = { url: 'https://example.com/hill.png', mimeType: 'image/png', simulated: true };

it('ends one that this page did not start as its own would have', () => {
  expect(endOf(activity({}), made)).toMatchObject({
    ...{ success: true, data: made, activityId: 'rosa.r1' },
    ...{ creditsUsed: 1, creditsUsedMicro: 1_000_000, remainingCredits: 9, remainingMicro: 9_000_000 },
  });
  const nothing = { chargedMicro: 0, creditsMicroAtEnd: null };
  for (const status of ['failed', 'expired'] as const) {
    const ended = endOf(activity({ status, ...nothing }), null);
    expect(ended).toMatchObject({ success: false, code: 'provider_failed', creditsUsed: 0 });
    expect(ended.remainingCredits).toBeNull();
  }
  // What a cancelled one had delivered is there to look at.
  const cancelled = endOf(activity({ status: 'cancelled', chargedMicro: 30_000 }), made);
  expect(cancelled).toMatchObject({ success: false, code: 'cancelled', data: made, creditsUsed: 0.03 });
});
