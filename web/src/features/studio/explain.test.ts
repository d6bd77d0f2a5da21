import type { GenerationResult, Result } from '@tollgate/client';
import i18next from 'i18next';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../../shared/words.fixture.ts';
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
const explained = (changes: Partial<Failed>, waitMs: number | null = 0) =>
  explain(i18next.getFixedT(null, 'studio'), failed(changes), waitMs);
const told = (changes: Partial<Failed>, waitMs: number | null = 0) =>
  explained(changes, waitMs).lines.join(' ');

beforeAll(() => speak('en'));

describe('explain', () => {
  it('does not call cancelled what nobody could confirm', () => {
    const { title, tone, canRetry } = explained({ code: 'unconfirmed', activityId: 'ada.r1' });
    expect({ title, tone, canRetry }).toEqual({
      title: 'We could not confirm that it was cancelled',
      ...{ tone: 'warning', canRetry: true },
    });
    expect(told({ code: 'unconfirmed' })).toContain('If it begins after all');
  });

  it('says how many credits are missing', () => {
    const details = { requiredMicro: 20_000_000, availableMicro: 7_500_000 };
    expect(told({ code: 'insufficient_credits', details })).toContain('you need 12.5 credits more');
  });

  it('counts down to the end of a limit, then lets go', () => {
    expect(told({ code: 'rate_limited' }, 125_000)).toContain('in 2 min 5 sec');
    expect(told({ code: 'rate_limited' }, 0)).toContain('You can generate again now.');
  });

  it('tells the limit of a network from the user’s own', () => {
    const ofNetwork = { code: 'rate_limited', details: { limitOf: 'address' } } as const;
    expect(explained(ofNetwork, 5_000).title).toContain('Your network');
    expect(told(ofNetwork, 5_000)).toContain('Others who share your network');
    expect(explained({ code: 'rate_limited' }, 5_000).title).toContain('You have reached');
    expect(told({ code: 'rate_limited' }, 5_000)).not.toContain('network');
  });

  it('names what a prompt was rejected for', () => {
    expect(told({ code: 'prompt_rejected', details: { categories: ['violence', 'hate'] } })).toContain(
      'violence, hate speech',
    );
    expect(explained({ code: 'prompt_rejected' }).canRetry).toBe(false);
  });

  it('says that after a lost answer the same one is asked for, and charged once', () => {
    expect(told({ code: 'network' })).toContain('it is charged once');
    expect(explained({ code: 'insufficient_credits' }).offersCredits).toBe(true);
  });

  it('says once that a failure cost nothing, and nothing of the kind when something was paid', () => {
    expect(told({})).toBe(
      'The service could not make it. Nothing was charged. Trying again is a new generation.',
    );
    expect(told({ code: 'cancelled', creditsUsedMicro: 5_000 })).not.toContain('Nothing was charged');
  });

  it('says what was charged of a failure, and why', () => {
    const used = { creditsUsedMicro: 51_000 };
    expect(told(used)).toContain('0.051 credits were charged');
    expect(told({ ...used, details: { chargedFor: 'streamed_failures' } })).toContain('used up for today');
    expect(told(used)).not.toContain('Nothing was charged');
  });

  it('says the new price, which trying again accepts', () => {
    const changed = explained({ code: 'price_changed', details: { requiredMicro: 9_000_000 } });
    expect(changed).toMatchObject({
      title: 'The price has changed',
      canRetry: true,
      acceptsMicro: 9_000_000,
    });
    expect(changed.lines).toEqual(['It costs 9 credits now.', 'Nothing was charged.']);
  });

  it('promises no wait where none helps', () => {
    for (const code of ['rate_limited', 'guest_limit', 'spending_limit'] as const) {
      expect(told({ code }, null)).not.toMatch(/again|wait/);
      expect(explained({ code }, null).canRetry).toBe(false);
    }
  });

  it('offers a guest whose generations are used to sign up, and says when the next one is free', () => {
    const used = explained({ code: 'guest_limit' }, 3_600_000);
    expect(used).toMatchObject({ offersSignUp: true });
    expect(used.lines.join(' ')).toContain('You can generate again in 1 hr.');
  });

  describe('in Arabic', () => {
    beforeAll(() => speak('ar'));
    afterAll(() => speak('en'));

    it('has words for every reason, and none of the server', () => {
      const codes = [
        ...([
          'insufficient_credits',
          'rate_limited',
          'guest_limit',
          'spending_limit',
          'prompt_rejected',
          'price_changed',
          'cancelled',
        ] as const),
        ...(['suspended', 'paused', 'ip_blocked', 'network', 'invalid_argument', 'contended'] as const),
        ...(['provider_failed', 'unauthenticated', 'internal', 'request_reused'] as const),
      ];
      for (const code of codes) {
        const { title, lines } = explained({ code, error: 'An English sentence.' }, 125_000);
        expect([title, ...lines].join(' '), code).not.toMatch(/[A-Za-z]{2,}/);
        expect(told({ code, creditsUsedMicro: 5_000 }, null), code).not.toMatch(/[A-Za-z]{2,}/);
      }
    });
  });
});
