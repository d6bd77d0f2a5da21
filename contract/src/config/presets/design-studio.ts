import { MICRO_PER_CREDIT } from '../../common/money.ts';
import type { Preset, Service } from '../config.ts';
import { studio } from './studio.ts';

const credits = (amount: number) => amount * MICRO_PER_CREDIT;

const model = (label: string, price: number, description: string, providerCostMicroUsd: number): Service => ({
  label,
  description,
  aiType: 'image',
  unit: 'image',
  priceMicro: credits(price),
  per: 1,
  minimumMicro: 0,
  defaultUnits: 1,
  maxUnits: 4,
  provider: null,
  providerCostMicroUsd,
});

const { 'local-image': localImage } = studio.credit_config.services;

/**
 * A design studio that sells credits: image models at half a credit to two, 50 welcome credits, four packs.
 * The models are run by the app; `local-image` draws without one, so that the studio page works before any is
 * connected.
 */
export const designStudio: Preset = {
  ...studio,
  credit_config: {
    services: {
      ...(localImage ? { 'local-image': localImage } : {}),
      'nano-banana': model('Nano Banana', 0.5, 'Quick drafts at half the price', 20_000),
      'flux-dev': model('Flux Dev', 1, 'Balanced quality for everyday images', 25_000),
      'lora-normal': model('LORA Normal', 1, 'Fine artistic detail in one style', 30_000),
      'lora-context': model('LORA Context', 1, 'The same characters from scene to scene', 30_000),
      'gemini-flash': model('Gemini Flash', 1, 'Fast, and follows instructions closely', 39_000),
      'nano-banana-pro': model('Nano Banana Pro', 2, 'The finest detail, for print and clients', 120_000),
    },
    creditPriceMicroUsd: 100_000,
    welcomeMicro: credits(50),
    welcomeNeedsVerifiedEmail: false,
    lowBalanceMicro: credits(10),
    plans: {},
    sellsPacks: true,
    packs: {
      starter: {
        label: 'Starter',
        creditsMicro: credits(25),
        bonusMicro: 0,
        priceCents: 499,
        bestValue: false,
      },
      creator: {
        label: 'Creator',
        creditsMicro: credits(110),
        bonusMicro: credits(10),
        priceCents: 1_499,
        bestValue: true,
      },
      pro: {
        label: 'Pro',
        creditsMicro: credits(300),
        bonusMicro: credits(50),
        priceCents: 2_999,
        bestValue: false,
      },
      enterprise: {
        label: 'Enterprise',
        creditsMicro: credits(650),
        bonusMicro: credits(150),
        priceCents: 4_999,
        bestValue: false,
      },
    },
  },
};
