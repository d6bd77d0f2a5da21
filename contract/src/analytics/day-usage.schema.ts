import * as z from 'zod';
import { SEVERITIES } from '../abuse/severity.ts';
import { ABUSE_SIGNALS } from '../abuse/signals.ts';
import { ENDED_STATUSES } from '../activity/status.ts';
import { atOrNever, count, textOrNone } from '../common/fields.schema.ts';
import { bySome, schemaOf, stored } from '../common/stored.schema.ts';
import { AI_TYPES } from '../kinds/kinds.ts';
import { LEDGER_TYPES } from '../ledger/entry-types.ts';
import { TIERS } from '../pricing/tiers.ts';
import { CALLERS, type DayUsage, MOVEMENT_SOURCES } from './day-usage.ts';

const countByName = z.record(z.string(), count);

const tallySchema = stored({
  ended: count,
  completed: count,
  failed: count,
  heldMicro: count,
  chargedMicro: count,
  usedUnits: count,
  inputTokens: count,
  outputTokens: count,
  processingMs: count,
});

const shareSchema = stored({ ended: count, chargedMicro: count });

const movements = bySome(LEDGER_TYPES, bySome(MOVEMENT_SOURCES, count)).default({});

const callSchema = stored({
  count,
  refused: count,
  errors: count,
  ms: count,
  databaseMs: count,
  times: countByName.default({}),
});

export const dayUsageSchema = schemaOf<DayUsage>()(
  stored({
    day: z.string(),
    byStatus: bySome(ENDED_STATUSES, count).default({}),
    byAiType: bySome(AI_TYPES, tallySchema).default({}),
    byService: z.record(z.string(), tallySchema).default({}),
    byTier: bySome(TIERS, bySome(AI_TYPES, shareSchema)).default({}),
    byCaller: bySome(CALLERS, shareSchema).default({}),
    durations: bySome(AI_TYPES, countByName).default({}),
    activeUsers: count,
    providerCostMicroUsd: countByName.default({}),
    credits: stored({ given: movements, taken: movements }).prefault({}),
    sales: stored({ packs: count, paidCents: count, refundedCents: count }).prefault({}),
    people: stored({
      signUps: count,
      guests: count,
      converted: count,
      suspended: count,
      reinstated: count,
    }).prefault({}),
    abuse: bySome(ABUSE_SIGNALS, bySome(SEVERITIES, count)).default({}),
    approximate: stored({
      refusals: countByName.default({}),
      calls: z.record(z.string(), callSchema).default({}),
    }).prefault({}),
    shardOf: textOrNone,
    foldedAt: atOrNever,
    cleanedAt: atOrNever,
  }),
);
