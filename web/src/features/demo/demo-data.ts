import type { PricedService, PublicPriceBook } from '@tollgate/client';
import { serverNow } from '@tollgate/client/clock';
import type { TestAccount } from '@tollgate/client/react/testing';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import type { TFunction } from 'i18next';

/** The accounts that the states are shown with: a design studio with six models of images and four packs. */

const CREDIT = MICRO_PER_CREDIT;

type Lot = NonNullable<TestAccount['grants']>[number];

const lot = (credits: number, change: Partial<Lot> = {}): Lot => ({
  lotId: '1',
  source: 'welcome',
  priority: 50,
  expiresAt: null,
  createdAt: 1,
  amountMicro: toMicro(credits * CREDIT),
  ...change,
});

const model = (label: string, credits: number, description: string): PricedService => ({
  label,
  description,
  aiType: 'image',
  unit: 'image',
  priceMicro: credits * CREDIT,
  per: 1,
  minimumMicro: 0,
  defaultUnits: 1,
  maxUnits: 10,
  runsOnServer: true,
});

const pack = (label: string, credits: number, bonus: number, priceCents: number) => ({
  label,
  creditsMicro: credits * CREDIT,
  bonusMicro: bonus * CREDIT,
  priceCents,
});

export const demoPrices = (t: TFunction<'demo'>): PublicPriceBook => ({
  version: 1,
  services: {
    'nano-banana': model('Nano Banana', 0.5, t('models.nano')),
    'flux-dev': model('Flux Dev', 1, t('models.flux')),
    'lora-normal': model('LORA Normal', 1, t('models.loraNormal')),
    'lora-context': model('LORA Context', 1, t('models.loraContext')),
    'gemini-flash': model('Gemini Flash', 1, t('models.gemini')),
    'nano-banana-pro': model('Nano Banana Pro', 2, t('models.nanoPro')),
  },
  packs: {
    starter: pack('Starter', 25, 0, 499),
    creator: pack('Creator', 110, 10, 1_499),
    pro: pack('Pro', 300, 50, 2_999),
    enterprise: pack('Enterprise', 650, 150, 4_999),
  },
  sellsPacks: true,
  plans: {},
  lowBalanceMicro: 10_000_000,
});

export const member = (credits: number, change: TestAccount = {}): TestAccount => ({
  grants: [lot(credits)],
  ...change,
});

export const guest = (left: number, waitMs = 0): TestAccount => ({
  user: { userId: 'guest', isGuest: true },
  guest: { limit: 3, left, freeAt: left === 0 ? serverNow() + waitMs : null },
});

export const richMember = (): TestAccount => ({
  grants: [
    lot(86.5, { source: 'purchase', priority: 80 }),
    lot(40, { source: 'plan', priority: 20, expiresAt: serverNow() + 12 * DAY_MS }),
    lot(10),
  ],
  heldMicro: 2 * CREDIT,
  monthly: { generations: 64, spentMicro: toMicro(71.5 * CREDIT), tokens: 0 },
});

/** A month with quiet days and busy ones, the same at each visit. */
export const usagePoints = (days: number) => {
  const today = Math.floor(serverNow() / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_, index) => ({
    dayMs: today - (days - 1 - index) * DAY_MS,
    usedMicro: index % 7 > 4 ? 0 : (((index * 37) % 17) + (index % 3) * 0.5) * CREDIT,
  }));
};
