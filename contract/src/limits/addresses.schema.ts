import * as z from 'zod';
import { at } from '../common/fields.schema.ts';
import { schemaOf, stored } from '../common/stored.schema.ts';
import type { AddressBlocks, AddressWindow } from './addresses.ts';

export const addressWindowSchema = schemaOf<AddressWindow>()(
  stored({
    latestAt: at,
    leases: z.array(stored({ id: z.string(), calls: z.int().min(1), usableUntilAt: at })).default([]),
    spent: z.array(stored({ calls: z.int().min(1), usedAt: at })).default([]),
    accounts: z.array(stored({ hash: z.string(), seenAt: at })).default([]),
    expiresAt: at,
  }),
);

export const addressBlocksSchema = schemaOf<AddressBlocks>()(
  stored({
    ranges: z.array(stored({ range: z.string(), reason: z.string(), blockedBy: z.string(), createdAt: at })),
  }),
);
