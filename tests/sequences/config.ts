import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { Limits } from '@tollgate/contract/config/config';
import { studio } from '@tollgate/contract/config/presets/studio';
import { type AiType, KINDS } from '@tollgate/contract/kinds/kinds';
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
  perHour: { ...studio.limits.perHour, image: 3, video: 2, voice: 3, chat: 4 },
  perMonthByTier: { free: { 'local-image': 2, dalle3: 2, gemini: 2 }, premium: { 'local-chat': 0 } },
  holdSeconds: { ...studio.limits.holdSeconds, image: 300, video: 1_800, voice: 600, chat: 600 },
  reportedFailuresPerDay: 1,
};

export const priceOf = (aiType: AiType, factor: number) => ({
  priceMicro: KINDS[aiType].price.priceMicro * factor,
  per: KINDS[aiType].price.per,
});

export const WELCOME_MICRO = 10 * MICRO_PER_CREDIT;

/** The kinds that are played, each with a service that the server runs and one that an app runs. */
export const SERVICES = {
  image: { server: 'local-image', app: 'dalle3' },
  video: { server: 'local-video', app: 'klingai' },
  voice: { server: 'local-voice', app: 'elevenlabs' },
  chat: { server: 'local-chat', app: 'gemini' },
};
export type PlayedKind = keyof typeof SERVICES;

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
