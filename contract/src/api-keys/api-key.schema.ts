import * as z from 'zod';
import { at, atOrNever, atUnknown } from '../common/fields.schema.ts';
import { schemaOf, stored } from '../common/stored.schema.ts';
import type { ApiKey } from './api-key.ts';

export const apiKeySchema = schemaOf<ApiKey>()(
  stored({
    userId: z.string(),
    keyId: z.string(),
    name: z.string().default(''),
    lastFour: z.string().default(''),
    createdAt: atUnknown,
    // What ends a key has no default: a key that lost it must not live for ever.
    expiresAt: at.nullable(),
    lastUsedAt: atOrNever,
    revokedAt: at.nullable(),
  }),
);
