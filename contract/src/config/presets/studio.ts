import { DAY_MS } from '../../common/calendar.ts';
import { MICRO_PER_CREDIT } from '../../common/money.ts';
import { recordOf } from '../../common/records.ts';
import { AI_TYPES, type AiType, KINDS } from '../../kinds/kinds.ts';
import { DEFAULT_ABUSE_LIMITS } from '../abuse-limits.ts';
import type { Preset, Service } from '../config.ts';

const credits = (amount: number) => amount * MICRO_PER_CREDIT;

const service = (
  aiType: AiType,
  provider: Service['provider'],
  label: string,
  description: string,
  providerCostMicroUsd: number,
): Service => ({
  aiType,
  ...KINDS[aiType].price,
  minimumMicro: 0,
  provider,
  label,
  description,
  providerCostMicroUsd,
});

/** Seed 000: the credit system and AI cost control of a studio for images, videos, voices and chat. */
export const studio: Preset = {
  credit_config: {
    services: {
      'local-image': service(
        'image',
        'local',
        'Local image',
        'Drawn on this server, for trying things out',
        0,
      ),
      'local-video': service('video', 'local', 'Local video', 'A short animation, drawn on this server', 0),
      'local-voice': service(
        'voice',
        'local',
        'Local voice',
        'A synthetic tone in the rhythm of your text',
        0,
      ),
      'local-chat': service('chat', 'local', 'Local chat', 'Canned answers, streamed word by word', 0),
      dalle3: service('image', null, 'DALL·E 3', 'Follows long prompts closely; run by your app', 40_000),
      klingai: service('video', null, 'Kling AI', 'Natural motion in short clips; run by your app', 100_000),
      elevenlabs: service('voice', null, 'ElevenLabs', 'Lifelike narration; run by your app', 90_000),
      gemini: service('chat', null, 'Gemini', 'Fast general chat; run by your app', 10),
    },
    creditPriceMicroUsd: 100_000,
    welcomeMicro: credits(10),
    welcomeNeedsVerifiedEmail: false,
    lowBalanceMicro: credits(2),
    plans: {
      basic: { label: 'Basic', tier: 'basic', monthlyMicro: credits(100), priceCents: 999 },
      premium: { label: 'Premium', tier: 'premium', monthlyMicro: credits(500), priceCents: 3_999 },
    },
    // Who takes the money is set up first (docs/billing.md); `npm start` sells them, since there no money
    // moves.
    sellsPacks: false,
    packs: {
      small: { label: 'Small', creditsMicro: credits(100), bonusMicro: 0, priceCents: 999, bestValue: false },
      medium: {
        label: 'Medium',
        creditsMicro: credits(550),
        bonusMicro: credits(50),
        priceCents: 4_499,
        bestValue: false,
      },
      large: {
        label: 'Large',
        creditsMicro: credits(1_200),
        bonusMicro: credits(200),
        priceCents: 8_499,
        bestValue: false,
      },
    },
  },
  limits: {
    perHour: recordOf(AI_TYPES, (aiType) => KINDS[aiType].callsPerHour),
    perHourByTier: {},
    perMonthByTier: {},
    perAddress: { calls: 100, windowSeconds: 600 },
    guest: { generations: 3, windowMs: DAY_MS },
    holdSeconds: recordOf(AI_TYPES, (aiType) => KINDS[aiType].holdSeconds),
    maxHoldMicro: credits(1_000),
    reportedFailuresPerDay: 10,
    reportedFailureCreditsPerDay: 100,
    streamedFailuresPerDay: 10,
    streamedFailureCreditsPerDay: 20,
    refundGraceHours: 72,
    retentionDays: 90,
    abuse: DEFAULT_ABUSE_LIMITS,
  },
  moderation: {
    categories: {
      violence: ['violence', 'gore', 'weapon'],
      sexual: ['nsfw', 'nude', 'explicit'],
      illegal: ['illegal', 'drug'],
      hate: ['hate speech'],
    },
    allowed: [
      ...['non-violence', 'anti-violence', 'violence prevention', 'no violence', 'without violence'],
      ...['anti-weapon', 'weapon-free', 'anti-drug', 'drug-free', 'drug store', 'non-explicit'],
    ],
    remote: null,
  },
};
