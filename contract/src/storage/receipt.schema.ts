import * as z from 'zod';
import { atOrNever, atUnknown } from '../common/fields.schema.ts';
import { schemaOf, stored } from '../common/stored.schema.ts';
import type { Receipt } from './receipt.ts';

export const receiptSchema = schemaOf<Receipt>()(
  stored({
    scope: z.string(),
    actorId: z.string(),
    requestId: z.string(),
    payloadHash: z.string(),
    answer: z.record(z.string(), z.unknown()),
    createdAt: atUnknown,
    expiresAt: atOrNever,
  }),
);
