import * as z from 'zod';
import { SEVERITIES } from '../abuse/severity.ts';
import { DAY_MS } from '../common/calendar.ts';
import { MAX_AMOUNT_MICRO, MICRO_PER_CREDIT } from '../common/money.ts';
import { oneOf, schemaOf } from '../common/stored.schema.ts';
import { AI_TYPES, type AiType } from '../kinds/kinds.ts';
import { UNITS } from '../kinds/units.ts';
import { termFault, termFaultMessage } from '../moderation/terms.ts';
import { LOW_BALANCE_MICRO } from '../pricing/prices.ts';
import { TIERS } from '../pricing/tiers.ts';
import { DEFAULT_ABUSE_LIMITS, type Thresholds } from './abuse-limits.ts';
import {
  CONFIG_NAME,
  type CreditConfig,
  type Limits,
  type Moderation,
  ON_FAILURE,
  PROVIDERS,
  REMOTE_PROVIDERS,
} from './config.ts';

/** What admins edit, in `system_config`: `credit_config`, `limits` and `moderation`, each saved as a new version. */

const name = z.string().regex(CONFIG_NAME, 'a name of lower-case letters, digits, hyphens and underscores');
const amountMicro = z.int().min(1, 'at least 1 microcredit').max(MAX_AMOUNT_MICRO);
const amountOrNothingMicro = z.int().min(0).max(MAX_AMOUNT_MICRO);

/** A document of Firestore holds 1 MiB; these many entries stay far below it. */
const MOST_ENTRIES = 200;
const mapOf = <T extends z.ZodType>(entry: T) =>
  z
    .record(name, entry)
    .refine((entries) => Object.keys(entries).length <= MOST_ENTRIES, `at most ${MOST_ENTRIES} entries`);

const priceCents = z.int().min(1, 'at least 1 cent').max(10_000_000);

function isAscending(counts: Thresholds): boolean {
  const set = SEVERITIES.flatMap((severity) => counts[severity] ?? []);
  return set.every((count, index) => index === 0 || count > (set[index - 1] ?? 0));
}

/** Whether every name in an entry is one that this version knows. */
function isKnown(entry: unknown): boolean {
  const { aiType, unit, tier, provider }: Record<string, unknown> = Object(entry);
  const isOne = (value: unknown, known: readonly unknown[]) =>
    typeof value !== 'string' || known.includes(value);
  return isOne(aiType, AI_TYPES) && isOne(unit, UNITS) && isOne(tier, TIERS) && isOne(provider, PROVIDERS);
}

const withoutUnknown = (entries: unknown): unknown =>
  typeof entries === 'object' && entries !== null
    ? Object.fromEntries(Object.entries(entries).filter(([, entry]) => isKnown(entry)))
    : entries;

type MakeObject = typeof z.object;

function configSchemas(object: MakeObject, { isSaving }: { isSaving: boolean }) {
  /** For reading, what an older version left out; to be saved, a configuration names it. */
  const orElse = <T extends z.ZodType>(schema: T, leftOut: z.input<T>): T =>
    isSaving ? schema : (schema.prefault(leftOut as z.core.util.NoUndefined<z.input<T>>) as unknown as T);
  /** For reading, without the entries of a kind, unit or tier that only another version knows: here they are not for sale. */
  const entriesOf = <T extends z.ZodType>(entry: T) =>
    isSaving
      ? mapOf(entry)
      : (z.preprocess(withoutUnknown, mapOf(entry)) as unknown as ReturnType<typeof mapOf<T>>);
  /** For reading, a name of another version too: code takes it for none that it knows. */
  const named = <const T extends string>(known: readonly T[]): z.ZodType<T, T> =>
    isSaving ? (z.enum(known) as unknown as z.ZodType<T, T>) : oneOf(known);
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
    /** What a month of it costs, in US cents. */
    priceCents,
  });
  const pack = object({
    label: z.string().min(1).max(60),
    /** All that the buyer gets. */
    creditsMicro: amountMicro,
    /** How much of that is a bonus: it is shown as one, and changes nothing about the price. */
    bonusMicro: amountOrNothingMicro.default(0),
    priceCents,
    /** It is marked as the best value. Where none is, the one whose credits cost least. */
    bestValue: z.boolean().default(false),
  }).refine(({ bonusMicro, creditsMicro }) => bonusMicro < creditsMicro, {
    path: ['bonusMicro'],
    message: 'the bonus is a part of the credits, so it must be less than they are',
  });
  const creditConfig = object({
    /** The price book. */
    services: entriesOf(service),
    /** What one credit sells for, in millionths of a US dollar: what use is worth beside what providers bill for it. */
    creditPriceMicroUsd: z.int().min(0).max(MAX_AMOUNT_MICRO).default(100_000),
    /** What a new user who is not a guest gets, once; it never expires. */
    welcomeMicro: orElse(amountOrNothingMicro, 0),
    /** Whether the welcome waits until the new user has shown that mail to their address reaches them. */
    welcomeNeedsVerifiedEmail: z.boolean().default(false),
    /** A balance below this is low: people are told so, once as it is crossed. 0: never. */
    lowBalanceMicro: amountOrNothingMicro.default(LOW_BALANCE_MICRO),
    /** `monthlyMicro` is given each month and expires at the period's end. */
    plans: orElse(entriesOf(plan), {}),
    /** Whether the packs can be bought; otherwise they are shown with what they would cost. */
    sellsPacks: z.boolean().default(false),
    /** Credits for sale, at US cents; bought credits never expire. */
    packs: orElse(
      mapOf(pack).refine((packs) => Object.values(packs).filter(({ bestValue }) => bestValue).length <= 1, {
        message: 'only one pack is the best value',
        params: { fault: 'oneBest' },
      }),
      {},
    ),
  });
  const byAiType = <T extends z.ZodType>(value: T) =>
    object({ image: value, video: value, voice: value, chat: value });
  const ofEachType = <T extends z.ZodType>(value: T, leftOut: Record<AiType, z.input<T>>) =>
    orElse(
      object({
        image: orElse(value, leftOut.image),
        video: orElse(value, leftOut.video),
        voice: orElse(value, leftOut.voice),
        chat: orElse(value, leftOut.chat),
      }),
      leftOut as never,
    );
  /** The times of an hour's calls stand in the user's document, so there must not be more of them. */
  const callsPerHour = z.int().min(0).max(1000);
  const ofSomeTypes = byAiType(callsPerHour.optional()).optional();
  const ofServices = mapOf(z.int().min(0).max(100_000)).optional();
  const thresholds = (defaults: Thresholds) => {
    const count = orElse(z.int().min(1).max(10_000).nullable(), null);
    return object({ low: count, medium: count, high: count, critical: count })
      .refine(isAscending, 'each severity needs a higher count than the one below it')
      .default(defaults);
  };
  const abuse = object({
    limitedCalls: thresholds(DEFAULT_ABUSE_LIMITS.limitedCalls),
    refusedPrompts: thresholds(DEFAULT_ABUSE_LIMITS.refusedPrompts),
    reportedFailures: thresholds(DEFAULT_ABUSE_LIMITS.reportedFailures),
    accountsBehindAddress: thresholds(DEFAULT_ABUSE_LIMITS.accountsBehindAddress),
    bursts: thresholds(DEFAULT_ABUSE_LIMITS.bursts),
    unrecoveredPayments: thresholds(DEFAULT_ABUSE_LIMITS.unrecoveredPayments),
    burst: object({
      calls: orElse(z.int().min(2).max(1_000), DEFAULT_ABUSE_LIMITS.burst.calls),
      seconds: orElse(z.int().min(1).max(600), DEFAULT_ABUSE_LIMITS.burst.seconds),
    }).default(DEFAULT_ABUSE_LIMITS.burst),
  });
  const limits = object({
    /** Accepted calls per user and kind in any 60 minutes. */
    perHour: ofEachType(callsPerHour, { image: 50, video: 10, voice: 30, chat: 100 }),
    /** The same for users of a tier; what is not named here is as in `perHour`. */
    perHourByTier: object({ free: ofSomeTypes, basic: ofSomeTypes, premium: ofSomeTypes }).default({}),
    /** Accepted calls of a service per user of a tier and calendar month (UTC); what is not named has no such limit. */
    perMonthByTier: object({ free: ofServices, basic: ofServices, premium: ofServices }).default({}),
    /** Calls from one address, an IPv6 /64 network being one, in any window of so many seconds, whoever makes them. */
    perAddress: object({
      calls: orElse(z.int().min(1).max(10_000), 100),
      windowSeconds: orElse(z.int().min(60).max(86_400), 600),
    }).default({ calls: 100, windowSeconds: 600 }),
    /** Generations without an account, of all kinds, in any window, counted by session, browser and address. */
    guest: object({
      generations: orElse(z.int().min(0).max(100), 3),
      windowMs: orElse(
        z
          .int()
          .min(60_000, 'at least a minute')
          .max(30 * DAY_MS, 'at most 30 days'),
        DAY_MS,
      ),
    }).default({ generations: 3, windowMs: DAY_MS }),
    /** How long a hold may stay open before it is released, in seconds. */
    holdSeconds: ofEachType(z.int().min(1).max(86_400), { image: 300, video: 1_800, voice: 600, chat: 600 }),
    /** The most one call may hold. */
    maxHoldMicro: orElse(amountMicro, 1_000 * MICRO_PER_CREDIT),
    /** App-run generations that a user may report as failed, or never report, in a UTC day and still get released. */
    reportedFailuresPerDay: orElse(z.int().min(0).max(1000), 10),
    /** The holds of these together, in whole credits: a failure that would go beyond it is charged, as one too many is. */
    reportedFailureCreditsPerDay: orElse(z.int().min(0).max(1_000_000_000), 100),
    /**
     * Generations of a user, guests included, that the provider failed in a UTC day after a part of their text had gone
     * out, and that still cost nothing; and what that text would have cost, together, in whole credits.
     */
    streamedFailuresPerDay: orElse(z.int().min(0).max(1000), 10),
    streamedFailureCreditsPerDay: orElse(z.int().min(0).max(1_000_000_000), 20),
    /** Credits that come back, by a refund or a dispute that was won, after they have expired are valid for so long. */
    refundGraceHours: orElse(z.int().min(1).max(8_760), 72),
    /**
     * How long ended activities, with their results, and abuse records are kept after their last change. An activity is the receipt of
     * its request, so this must stay well past any retry.
     */
    retentionDays: z.int().min(7).max(3_650).default(90),
    abuse: abuse.prefault({}),
  });
  /** A word, phrase or emoji, measured as what it comes to. One that was saved by other rules must not stop all that is stored. */
  const term = (use: 'banned' | 'allowed') =>
    isSaving
      ? z
          .string()
          .max(60)
          .superRefine((value, context) => {
            const fault = termFault(value, use);
            if (fault === null) return;
            context.addIssue({ code: 'custom', message: termFaultMessage(value, fault), params: { fault } });
          })
      : z.string();
  const moderation = object({
    /** Banned terms by category. What a term matches is in docs/moderation.md. */
    categories: mapOf(z.array(term('banned')).max(500)),
    /** Phrases in which a banned term is innocent, such as "non-violence"; they count as they are written. */
    allowed: z.array(term('allowed')).max(500).default([]),
    /** A moderator elsewhere, asked after the terms; `null` for none. */
    remote: object({
      provider: named(REMOTE_PROVIDERS),
      model: z.string().min(1).max(80).default('omni-moderation-latest'),
      /** How long a prompt waits for its answer. */
      timeoutMs: z.int().min(100).max(10_000).default(2_000),
      /** What becomes of a prompt when it gives no answer. */
      onFailure: named(ON_FAILURE).default('refuse'),
    })
      .nullable()
      .default(null),
  });
  return {
    credit_config: schemaOf<CreditConfig>()(creditConfig),
    limits: schemaOf<Limits>()(limits),
    moderation: schemaOf<Moderation>()(moderation),
  };
}

/** For saving: an unknown field is somebody's mistake. (Both makers take the same shapes and differ only in this.) */
export const strictConfigSchemas = configSchemas(z.strictObject as MakeObject, { isSaving: true });

/** For reading: an unknown field is what a newer version wrote, and must not stop this one. */
export const configSchemasByDocument = configSchemas(z.object, { isSaving: false });

/** What every document of `system_config` carries beside its content. */
export const versionFields = {
  version: z.int().min(1),
  updatedAt: z.int(),
  /** The uid of the admin, or `preset:NAME`. */
  updatedBy: z.string(),
};
