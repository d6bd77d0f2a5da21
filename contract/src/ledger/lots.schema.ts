import * as z from 'zod';
import { at, atUnknown, micro } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import type { Lot } from './lots.ts';
import { GRANT_SOURCES } from './sources.ts';

export const lotSchema = schemaOf<Lot>()(
  stored({
    lotId: z.string().default(''),
    source: oneOf(GRANT_SOURCES),
    priority: z.int().min(0).max(100),
    expiresAt: at.nullable(),
    createdAt: atUnknown,
    amountMicro: micro,
  }),
);
