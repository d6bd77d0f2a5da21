import * as z from 'zod';
import { atUnknown, micro, signedMicro, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import type { LedgerEntry } from './entry.ts';
import { LEDGER_TYPES } from './entry-types.ts';
import { lotSchema } from './lots.schema.ts';
import { GRANT_SOURCES } from './sources.ts';

export const ledgerEntrySchema = schemaOf<LedgerEntry>()(
  stored({
    userId: z.string(),
    sequence: z.int().min(1),
    type: oneOf(LEDGER_TYPES),
    source: oneOf(GRANT_SOURCES).nullable().default(null),
    amountMicro: signedMicro,
    lots: z.array(lotSchema).default([]),
    balanceBeforeMicro: micro,
    balanceAfterMicro: micro,
    activityId: textOrNone,
    actorId: z.string().default('system'),
    reason: z.string().default(''),
    requestId: z.string().default(''),
    createdAt: atUnknown,
  }),
);
