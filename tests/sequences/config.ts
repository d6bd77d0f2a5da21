import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { Limits } from '@tollgate/contract/config/config';
import { studio } from '@tollgate/contract/config/presets/studio';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { Config } from '../../functions/src/platform/config.ts';

export type SequenceLimits = Pick<
  Limits,
  'perHour' | 'perMonthByTier' | 'holdSeconds' | 'reportedFailuresPerDay'
>;

/**
 * Beyond its allowance, the first reported failure is written down, and the second suspends, if anything
 * does.
 */
const abuseThresholds = (suspends: boolean) => ({
  low: 1,
  medium: null,
  high: null,
  critical: suspends ? 2 : null,
});

/** Tight, so that each is met within a few commands. */
export const LIMITS: SequenceLimits = {
  perHour: { image: 3, video: 2, voice: 3, chat: 4 },
  perMonthByTier: { free: { 'local-image': 2, dalle3: 2, gemini: 2 }, premium: { 'local-chat': 0 } },
  holdSeconds: { image: 300, video: 1_800, voice: 600, chat: 600 },
  reportedFailuresPerDay: 1,
};

/** Microcredits for so many units of each kind. */
const PRICES: Record<AiType, { priceMicro: number; per: number }> = {
  image: { priceMicro: MICRO_PER_CREDIT, per: 1 },
  video: { priceMicro: 5 * MICRO_PER_CREDIT, per: 1 },
  voice: { priceMicro: 2 * MICRO_PER_CREDIT, per: 60 },
  chat: { priceMicro: 1_000, per: 1 },
};

export const priceOf = (aiType: AiType, factor: number) => ({
  priceMicro: PRICES[aiType].priceMicro * factor,
  per: PRICES[aiType].per,
});

export const WELCOME_MICRO = 10 * MICRO_PER_CREDIT;

export const SERVICES: Record<AiType, { server: string; app: string }> = {
  image: { server: 'local-image', app: 'dalle3' },
  video: { server: 'local-video', app: 'klingai' },
  voice: { server: 'local-voice', app: 'elevenlabs' },
  chat: { server: 'local-chat', app: 'gemini' },
};

/** The configuration with every price times `factor`. */
export function configWith(factor: number, { suspends = false } = {}): Config {
  const { services } = studio.credit_config;
  const priced = Object.entries(services).map(([id, service]) => [
    id,
    { ...service, ...priceOf(service.aiType, factor) },
  ]);
  return {
    credit: {
      ...studio.credit_config,
      services: Object.fromEntries(priced),
      welcomeMicro: WELCOME_MICRO,
      welcomeNeedsVerifiedEmail: false,
      version: factor,
    },
    limits: {
      ...studio.limits,
      ...LIMITS,
      abuse: { ...studio.limits.abuse, reportedFailures: abuseThresholds(suspends) },
    },
    moderation: studio.moderation,
  };
}
