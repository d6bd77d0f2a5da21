import * as z from 'zod';
import {
  at,
  atOrNever,
  atUnknown,
  count,
  displayName,
  email,
  micro,
  microOrZero,
  textOrNone,
} from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { AI_TYPES } from '../kinds/kinds.ts';
import { UNITS } from '../kinds/units.ts';
import { lotSchema } from '../ledger/lots.schema.ts';
import { CHARGED_FAILURES } from '../limits/failures.ts';
import { TIERS } from '../pricing/tiers.ts';
import { type Activity, RESULT_KINDS, RUNNERS } from './activity.ts';
import { ACTIVITY_STATUSES } from './status.ts';

const countOrNone = z.int().min(0).nullable().default(null);

const holdAnswerSchema = stored({
  activityId: z.string(),
  status: oneOf(ACTIVITY_STATUSES),
  heldMicro: micro,
  creditsMicro: micro,
  priceVersion: z.int(),
  expiresAt: at,
});

const endAnswerSchema = stored({
  activityId: z.string(),
  status: oneOf(ACTIVITY_STATUSES),
  chargedMicro: micro,
  creditsMicro: micro,
  chargedFor: oneOf(CHARGED_FAILURES).optional(),
});

const resultLocationSchema = stored({
  kind: oneOf(RESULT_KINDS),
  location: z.string(),
  mimeType: textOrNone,
  bytes: countOrNone,
  simulated: z.boolean().default(false),
});

export const activitySchema = schemaOf<Activity>()(
  stored({
    userId: z.string(),
    requestId: z.string(),
    email,
    displayName,
    country: textOrNone,
    isGuest: z.boolean().default(false),
    tier: oneOf(TIERS).default('free'),
    aiType: oneOf(AI_TYPES),
    service: z.string(),
    runBy: oneOf(RUNNERS),
    status: oneOf(ACTIVITY_STATUSES),
    progress: z.int().min(0).max(100).default(0),
    unit: oneOf(UNITS),
    units: z.int().min(1),
    usedUnits: countOrNone,
    tokens: stored({ input: count, output: count }).nullable().default(null),
    heldMicro: micro,
    chargedMicro: microOrZero,
    refundedMicro: microOrZero,
    taken: z.array(lotSchema),
    lastDebtId: count,
    priceVersion: z.int().min(1),
    price: stored({ priceMicro: z.int(), per: z.int(), minimumMicro: z.int() }),
    promptPreview: z.string().default(''),
    promptChars: count,
    promptHash: z.string().default(''),
    payloadHash: z.string(),
    holdAnswer: holdAnswerSchema,
    endAnswer: endAnswerSchema.nullable().default(null),
    result: resultLocationSchema.nullable().default(null),
    error: stored({ code: z.string(), message: z.string() }).nullable().default(null),
    createdAt: atUnknown,
    startedAt: atOrNever,
    endedAt: atOrNever,
    processingTimeMs: countOrNone,
    holdExpiresAt: at,
    cancelRequestedAt: atOrNever,
    guestLogs: z.array(z.string()).default([]),
    countedIn: stored({ month: z.string(), resets: z.int().min(0) })
      .nullable()
      .default(null),
    lease: stored({ holder: z.string(), expiresAt: at }).nullable().default(null),
    updatedAt: atUnknown,
  }),
);
