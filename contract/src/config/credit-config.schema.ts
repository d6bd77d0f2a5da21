import * as z from 'zod';
import { MAX_AMOUNT_MICRO } from '../common/money.ts';
import { schemaOf } from '../common/stored.schema.ts';
import { AI_TYPES } from '../kinds/kinds.ts';
import { UNITS } from '../kinds/units.ts';
import { LOW_BALANCE_MICRO } from '../pricing/prices.ts';
import { TIERS } from '../pricing/tiers.ts';
import { type CreditConfig, PROVIDERS } from './config.ts';
import { amountMicro, amountOrNothingMicro, type Maker, mapOf } from './maker.schema.ts';

const priceCents = z.int().min(1, 'at least 1 cent').max(10_000_000);

export function creditConfigSchema({ object, orElse, entriesOf }: Maker) {
  const service = object({
    label: z.string().min(1).max(60),
    description: z.string().max(200),
    aiType: z.enum(AI_TYPES),
    unit: z.enum(UNITS),
    priceMicro: amountMicro,
    per: z.int().min(1).max(1_000_000),
    minimumMicro: amountOrNothingMicro,
    providerCostMicroUsd: z.int().min(0).max(MAX_AMOUNT_MICRO),
    defaultUnits: z.int().min(1),
    maxUnits: z.int().min(1).max(1_000_000),
    provider: z.enum(PROVIDERS).nullable(),
  })
    .refine(({ defaultUnits, maxUnits }) => defaultUnits <= maxUnits, {
      path: ['defaultUnits'],
      message: 'the default is above the maximum',
    })
    .refine(({ maxUnits, priceMicro, per }) => maxUnits * priceMicro <= MAX_AMOUNT_MICRO * per, {
      path: ['maxUnits'],
      message: 'this many units would cost more than one call may hold',
    });
  const plan = object({
    label: z.string().min(1).max(60),
    tier: z.enum(TIERS),
    monthlyMicro: amountMicro,
    priceCents,
  });
  const pack = object({
    label: z.string().min(1).max(60),
    creditsMicro: amountMicro,
    bonusMicro: amountOrNothingMicro.default(0),
    priceCents,
    bestValue: z.boolean().default(false),
  }).refine(({ bonusMicro, creditsMicro }) => bonusMicro < creditsMicro, {
    path: ['bonusMicro'],
    message: 'the bonus is a part of the credits, so it must be less than they are',
  });
  return schemaOf<CreditConfig>()(
    object({
      services: entriesOf(service),
      creditPriceMicroUsd: z.int().min(0).max(MAX_AMOUNT_MICRO).default(100_000),
      welcomeMicro: orElse(amountOrNothingMicro, 0),
      welcomeNeedsVerifiedEmail: z.boolean().default(false),
      lowBalanceMicro: amountOrNothingMicro.default(LOW_BALANCE_MICRO),
      plans: orElse(entriesOf(plan), {}),
      sellsPacks: z.boolean().default(false),
      packs: orElse(
        mapOf(pack).refine((packs) => Object.values(packs).filter(({ bestValue }) => bestValue).length <= 1, {
          message: 'only one pack is the best value',
          params: { fault: 'oneBest' },
        }),
        {},
      ),
    }),
  );
}
