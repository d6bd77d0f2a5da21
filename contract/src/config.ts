import * as z from 'zod';
import { AI_TYPES, TIERS, UNITS } from './ai-types.ts';
import { MAX_AMOUNT_MICRO } from './money.ts';

/** What admins edit, in `system_config`: `credit_config`, `limits` and `moderation`, each saved as a new version. */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name of lower-case letters, digits and hyphens');
const amountMicro = z.int().min(1, 'at least 1 microcredit').max(MAX_AMOUNT_MICRO);
const amountOrNothingMicro = z.int().min(0).max(MAX_AMOUNT_MICRO);

/** A document of Firestore holds 1 MiB; these many entries stay far below it. */
const MOST_ENTRIES = 200;
const mapOf = <T extends z.ZodType>(entry: T) =>
  z
    .record(name, entry)
    .refine((entries) => Object.keys(entries).length <= MOST_ENTRIES, `at most ${MOST_ENTRIES} entries`);

type MakeObject = typeof z.object;

function configSchemas(object: MakeObject) {
  const service = object({
    label: z.string().min(1).max(60),
    description: z.string().max(200),
    aiType: z.enum(AI_TYPES),
    unit: z.enum(UNITS),
    priceMicro: amountMicro,
    per: z.int().min(1).max(1_000_000),
    minimumMicro: amountOrNothingMicro,
    /** What the provider bills us for `per` units, in millionths of a US dollar. Only admins see it. */
    providerCostMicroUsd: z.int().min(0).max(MAX_AMOUNT_MICRO),
    defaultUnits: z.int().min(1),
    maxUnits: z.int().min(1).max(1_000_000),
    /** The provider that `generate` calls; `null` when the app runs the service itself, inside `withCredits`. */
    provider: z.enum(['local']).nullable(),
  })
    .refine(({ defaultUnits, maxUnits }) => defaultUnits <= maxUnits, {
      path: ['defaultUnits'],
      message: 'the default is above the maximum',
    })
    .refine(({ maxUnits, priceMicro, per }) => maxUnits * priceMicro <= MAX_AMOUNT_MICRO * per, {
      path: ['maxUnits'],
      message: 'this many units would cost more than one call may hold',
    });
  const creditConfig = object({
    /** The price book. */
    services: mapOf(service),
    /** What a new user who is not a guest gets, once; it never expires. */
    welcomeMicro: amountOrNothingMicro,
    /** `monthlyMicro` is given each month and expires at the period's end. */
    plans: mapOf(
      object({ label: z.string().min(1).max(60), tier: z.enum(TIERS), monthlyMicro: amountMicro }),
    ),
    /** Credits for sale, at US cents; bought credits never expire. */
    packs: mapOf(
      object({
        label: z.string().min(1).max(60),
        creditsMicro: amountMicro,
        priceCents: z.int().min(1).max(10_000_000),
      }),
    ),
  });
  const byAiType = <T extends z.ZodType>(value: T) =>
    object({ image: value, video: value, voice: value, chat: value });
  const limits = object({
    /** Accepted calls per user and kind in any 60 minutes. */
    perHour: byAiType(z.int().min(0).max(1000)),
    /** How long a hold may stay open before it is released, in seconds. */
    holdSeconds: byAiType(z.int().min(1).max(86_400)),
    /** The most one call may hold. */
    maxHoldMicro: amountMicro,
    /** App-run generations that a user may report as failed, or never report, in a UTC day and still get released. */
    reportedFailuresPerDay: z.int().min(0).max(1000),
    /**
     * How long ended activities, with their results, and resolved abuse records are kept. An activity is the receipt of
     * its request, so this must stay well past any retry.
     */
    retentionDays: z.int().min(7).max(3_650).default(90),
  });
  /** A word or phrase. One character is enough where it is a word by itself, as in Chinese. */
  const term = z
    .string()
    .max(60)
    .refine((value) => value.trim().length >= 2 || /\p{Script=Han}/u.test(value), 'at least 2 characters');
  const moderation = object({
    /** Banned terms by category. What a term matches is in docs/moderation.md. */
    categories: mapOf(z.array(term).max(500)),
    /** Phrases in which a banned term is innocent, such as "non-violence"; they count as they are written. */
    allowed: z.array(term).max(500).default([]),
    /** A moderator elsewhere, asked after the terms; `null` for none. */
    remote: object({
      provider: z.enum(['openai']),
      model: z.string().min(1).max(80).default('omni-moderation-latest'),
      /** How long a prompt waits for its answer. */
      timeoutMs: z.int().min(100).max(10_000).default(2_000),
      /** What becomes of a prompt when it gives no answer. */
      onFailure: z.enum(['allow', 'refuse']).default('refuse'),
    })
      .nullable()
      .default(null),
  });
  return { credit_config: creditConfig, limits, moderation };
}

/** For saving: an unknown field is somebody's mistake. (Both makers take the same shapes and differ only in this.) */
export const strictConfigSchemas = configSchemas(z.strictObject as MakeObject);

/** For reading: an unknown field is what a newer version wrote, and must not stop this one. */
export const configSchemasByDocument = configSchemas(z.object);

export type CreditConfig = z.infer<typeof configSchemasByDocument.credit_config>;
export type Service = CreditConfig['services'][string];
export type Limits = z.infer<typeof configSchemasByDocument.limits>;
export type Moderation = z.infer<typeof configSchemasByDocument.moderation>;

/** What every document of `system_config` carries beside its content. */
export const versionFields = {
  version: z.int().min(1),
  updatedAt: z.int(),
  /** The uid of the admin, or `preset:NAME`. */
  updatedBy: z.string(),
};

/** A preset is a first configuration: the content of every document of `system_config`. */
export interface Preset {
  credit_config: CreditConfig;
  limits: Limits;
  moderation: Moderation;
}
