import { MICRO_PER_CREDIT } from '../../common/money.ts';
import type { AiType } from '../../kinds/kinds.ts';
import type { Preset, Service } from '../config.ts';
import { studio } from './studio.ts';

const credits = (amount: number) => amount * MICRO_PER_CREDIT;

/** A tool that costs so many credits each time it is used, however much it makes. */
const tool = (
  aiType: AiType,
  label: string,
  price: number,
  description: string,
  providerCostMicroUsd: number,
): Service => ({
  label,
  description,
  aiType,
  unit: 'request',
  priceMicro: credits(price),
  per: 1,
  minimumMicro: 0,
  defaultUnits: 1,
  maxUnits: 1,
  provider: null,
  providerCostMicroUsd,
});

const { 'local-chat': localChat } = studio.credit_config.services;

/**
 * Tools for creators, which the app runs: each has a price for one use, and some a number of uses in a
 * calendar month that the plan `pro` raises. `local-chat` answers without a model, so that the studio page
 * works before any is connected.
 */
export const creatorTools: Preset = {
  ...studio,
  credit_config: {
    services: {
      ...(localChat ? { 'local-chat': localChat } : {}),
      'script-generation': tool('chat', 'Script generation', 1, 'A script for a video, of your topic', 8_000),
      'voice-creation': tool('voice', 'Voice creation', 5, 'A narrator’s voice for your channel', 90_000),
      'video-processing': tool('video', 'Video processing', 2, 'Cuts, captions and formats a video', 40_000),
      'chat-refinement': tool('chat', 'Chat refinement', 1, 'Improves a script in a conversation', 4_000),
    },
    creditPriceMicroUsd: 100_000,
    welcomeMicro: credits(20),
    welcomeNeedsVerifiedEmail: false,
    lowBalanceMicro: credits(2),
    plans: { pro: { label: 'Pro', tier: 'premium', monthlyMicro: credits(300), priceCents: 1_999 } },
    sellsPacks: false,
    packs: {},
  },
  limits: {
    ...studio.limits,
    perMonthByTier: {
      free: { 'script-generation': 3, 'voice-creation': 1, 'video-processing': 2 },
      premium: { 'script-generation': 100, 'voice-creation': 20, 'video-processing': 50 },
    },
  },
};
