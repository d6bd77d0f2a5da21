import { configSchemasByDocument, strictConfigSchemas } from '@tollgate/contract/config/config.schema';
import { studio } from '@tollgate/contract/config/presets/studio';
import { limitLeft, perHourOf } from '@tollgate/contract/limits/hourly';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit } from './decide.ts';

const HOUR = 3_600_000;

describe("a tier's hourly limits", () => {
  const perHour = { image: 50, video: 10, voice: 30, chat: 100 };
  const limits = { perHour, perHourByTier: { premium: { image: 200, video: 0 } } };

  it('are its own where it has one, none at all included, and everybody’s otherwise', () => {
    expect(perHourOf(limits, 'premium')).toEqual({ image: 200, video: 0, voice: 30, chat: 100 });
    expect(perHourOf(limits, 'free')).toEqual(perHour);
  });

  it('are saved with names that exist and numbers that fit, and read whatever a newer version added', () => {
    const saved = (perHourByTier: unknown) =>
      strictConfigSchemas.limits.safeParse({ ...studio.limits, perHourByTier }).success;
    expect(saved({ premium: { chat: 1_000 } })).toBe(true);
    for (const wrong of [
      { gold: {} },
      { free: { music: 1 } },
      { free: { chat: 1_001 } },
      { free: { chat: -1 } },
    ])
      expect(saved(wrong)).toBe(false);
    const { perHourByTier: _tiers, perAddress: _address, ...old } = studio.limits;
    expect(configSchemasByDocument.limits.parse(old)).toEqual(studio.limits);
    const newer = { ...studio.limits, perHourByTier: { gold: {} } };
    expect(configSchemasByDocument.limits.parse(newer)).toEqual(studio.limits);
  });
});

describe('the hourly limit', () => {
  it('admits at most the limit in any hour, aligned or not, and tells when it admits again', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: HOUR / 3 }), { maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 8 }), (waits, limit) => {
        let nowMs = 1_000_000;
        let window: number[] = [];
        const accepted: number[] = [];
        for (const wait of waits) {
          nowMs += wait;
          const outcome = admit(window, limit, nowMs);
          if (outcome.kind === 'admitted') {
            window = outcome.times;
            accepted.push(nowMs);
          } else {
            const { retryAfterMs = 0 } = outcome.details;
            expect(admit(window, limit, nowMs + retryAfterMs).kind).toBe('admitted');
            expect(admit(window, limit, nowMs + retryAfterMs - 1).kind).toBe('refusal');
          }
        }
        for (const start of accepted) {
          expect(accepted.filter((time) => time >= start && time < start + HOUR).length).toBeLessThanOrEqual(
            limit,
          );
        }
      }),
    );
  });

  it('tells what is left and when the next one is freed', () => {
    expect(limitLeft([], 2, HOUR)).toEqual({ limit: 2, left: 2, freeAt: null });
    expect(limitLeft([HOUR - 10, HOUR - 5], 2, HOUR)).toEqual({ limit: 2, left: 0, freeAt: 2 * HOUR - 10 });
    expect(limitLeft([0, 1], 2, 2 * HOUR)).toMatchObject({ left: 2 });
    expect(limitLeft([5, 6, 7], 2, 8)).toEqual({ limit: 2, left: 0, freeAt: HOUR + 6 });
  });

  it('admits nothing at a limit of 0', () => {
    expect(admit([], 0, 5)).toMatchObject({ reason: 'rate_limited' });
  });
});
