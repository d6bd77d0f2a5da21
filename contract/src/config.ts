import { z } from 'zod';
import { AI_TYPES, TIERS, UNITS } from './ai-types.ts';
import { MAX_AMOUNT_MICRO } from './money.ts';

/** What admins edit, in `system_config`: `credit_config`, `limits` and `moderation`, each saved as a new version. */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name of lower-case letters, digits and hyphens');
const priceMicro = z.int().min(1, 'a price is at least 1 microcredit').max(MAX_AMOUNT_MICRO);
const grantMicro = z.int().min(0).max(MAX_AMOUNT_MICRO);

export const serviceSchema = z
  .strictObject({
    label: z.string().min(1).max(60),
    description: z.string().max(200),
    aiType: z.enum(AI_TYPES),
    unit: z.enum(UNITS),
    priceMicro,
    per: z.int().min(1).max(1_000_000),
    minimumMicro: z.int().min(0).max(MAX_AMOUNT_MICRO),
    /** What the provider bills us for `per` units, in millionths of a US dollar. Only admins see it. */
    providerCostMicroUsd: z.int().min(0).max(MAX_AMOUNT_MICRO),
    defaultUnits: z.int().min(1),
    maxUnits: z.int().min(1).max(1_000_000),
    /** The provider that `generate` calls; `null` when the app runs the service itself, inside `withCredits`. */
    provider: z.enum(['local']).nullable(),
  })
  .refine((service) => service.defaultUnits <= service.maxUnits, {
    path: ['defaultUnits'],
    message: 'the default is above the maximum',
  })
  .refine(({ maxUnits, priceMicro: price, per }) => maxUnits * price <= MAX_AMOUNT_MICRO * per, {
    path: ['maxUnits'],
    message: 'this many units would cost more than one call may hold',
  });
export type Service = z.infer<typeof serviceSchema>;

export const creditConfigSchema = z.strictObject({
  /** The price book. */
  services: z.record(name, serviceSchema),
  /** What a new user who is not a guest gets, once; it never expires. */
  welcomeMicro: grantMicro,
  plans: z.record(
    name,
    z.strictObject({
      label: z.string().min(1).max(60),
      tier: z.enum(TIERS),
      /** Credits given each month; they expire at the period's end. */
      monthlyMicro: z.int().min(1).max(MAX_AMOUNT_MICRO),
    }),
  ),
  /** Credits for sale; bought credits never expire. */
  packs: z.record(
    name,
    z.strictObject({
      label: z.string().min(1).max(60),
      creditsMicro: z.int().min(1).max(MAX_AMOUNT_MICRO),
      /** US cents. */
      priceCents: z.int().min(1).max(10_000_000),
    }),
  ),
});
export type CreditConfig = z.infer<typeof creditConfigSchema>;

const byAiType = <T extends z.ZodType>(value: T) =>
  z.strictObject({ image: value, video: value, voice: value, chat: value });

export const limitsSchema = z.strictObject({
  /** Accepted calls per user and kind in any 60 minutes. */
  perHour: byAiType(z.int().min(0).max(1000)),
  /** How long a hold may stay open before it is released, in seconds. */
  holdSeconds: byAiType(z.int().min(1).max(86_400)),
  /** The most one call may hold. */
  maxHoldMicro: z.int().min(1).max(MAX_AMOUNT_MICRO),
  /** App-run generations that a user may report as failed, or never report, in a UTC day and still get released. */
  reportedFailuresPerDay: z.int().min(0).max(1000),
});
export type Limits = z.infer<typeof limitsSchema>;

export const moderationSchema = z.strictObject({
  /** Banned terms by category; a term matches whole words, whatever their case. */
  categories: z.record(name, z.array(z.string().min(2).max(60)).max(500)),
});
export type Moderation = z.infer<typeof moderationSchema>;

/** What every document of `system_config` carries beside its content. */
export const versionFields = {
  version: z.int().min(1),
  updatedAt: z.int(),
  /** The uid of the admin, or `preset:NAME`. */
  updatedBy: z.string(),
};

/** The documents of `system_config`, by id. */
export const systemConfigSchemas = {
  credit_config: creditConfigSchema,
  limits: limitsSchema,
  moderation: moderationSchema,
};

/** A preset is a first configuration: the content of every document of `system_config`. */
export interface Preset {
  credit_config: CreditConfig;
  limits: Limits;
  moderation: Moderation;
}
