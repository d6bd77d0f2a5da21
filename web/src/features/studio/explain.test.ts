import type { GenerationResult, Result } from '@tollgate/client';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';

type Failed = Extract<Result<GenerationResult>, { success: false }>;

const failed = (changes: Partial<Failed>): Failed => ({
  success: false,
  data: null,
  error: 'The model was unreachable.',
  message: 'The model was unreachable.',
  code: 'provider_failed',
  retryAfterMs: null,
  required: null,
  available: null,
  details: {},
  creditsUsed: 0,
  creditsUsedMicro: 0,
  remainingCredits: null,
  remainingMicro: null,
  activityId: null,
  ...changes,
});
const told = (changes: Partial<Failed>, waitMs = 0) => explain(failed(changes), waitMs).lines.join(' ');

describe('explain', () => {
  it('says how many credits are missing', () => {
    const details = { requiredMicro: 20_000_000, availableMicro: 7_500_000 };
    expect(told({ code: 'insufficient_credits', details })).toContain('12.5 credits are missing');
  });

  it('counts down to the end of a limit, then lets go', () => {
    expect(told({ code: 'rate_limited' }, 125_000)).toContain('in 2 min 5 s');
    expect(told({ code: 'rate_limited' }, 0)).toContain('You can generate again now.');
  });

  it('tells the limit of a network from the user’s own', () => {
    const ofNetwork = failed({ code: 'rate_limited', details: { limitOf: 'address' } });
    expect(explain(ofNetwork, 5_000).title).toContain('Your network');
    expect(explain(ofNetwork, 5_000).lines.join(' ')).toContain('Others who share your network');
    expect(explain(failed({ code: 'rate_limited' }), 5_000).title).toContain('You have reached');
    expect(told({ code: 'rate_limited' }, 5_000)).not.toContain('network');
  });

  it('names what a prompt was rejected for', () => {
    expect(told({ code: 'prompt_rejected', details: { categories: ['violence', 'hate'] } })).toContain(
      'violence, hate speech',
    );
    expect(explain(failed({ code: 'prompt_rejected' }), 0).canRetry).toBe(false);
  });

  it('says once that a failure cost nothing, and nothing of the kind when something was paid', () => {
    expect(told({})).toBe('The model was unreachable. Nothing was charged.');
    expect(told({ error: 'It failed. Nothing was charged.' })).toBe('It failed. Nothing was charged.');
    expect(told({ code: 'cancelled', creditsUsedMicro: 5_000 })).not.toContain('Nothing was charged');
  });
});
