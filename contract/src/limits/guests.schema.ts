import * as z from 'zod';
import { at } from '../common/fields.schema.ts';
import { schemaOf, stored } from '../common/stored.schema.ts';
import type { GuestLog } from './guests.ts';

export const guestLogSchema = schemaOf<GuestLog>()(
  stored({
    calls: z.array(stored({ id: z.string(), countedAt: at })),
    streamedFailures: stored({ day: z.string(), count: z.int().min(0) }).optional(),
    expiresAt: at,
  }),
);
