import * as z from 'zod';
import { creditConfigSchema } from './credit-config.schema.ts';
import { limitsSchema } from './limits.schema.ts';
import { type Maker, toRead, toSave } from './maker.schema.ts';
import { moderationSchema } from './moderation.schema.ts';

const schemasBy = (maker: Maker) => ({
  credit_config: creditConfigSchema(maker),
  limits: limitsSchema(maker),
  moderation: moderationSchema(maker),
});

/** For saving: an unknown field is refused, and nothing may be left out that an admin edits. */
export const strictConfigSchemas = schemasBy(toSave);

/** For reading what this version or another saved. */
export const configSchemasByDocument = schemasBy(toRead);

/** What every document of `system_config` carries beside its content. */
export const versionFields = {
  version: z.int().min(1),
  updatedAt: z.int(),
  /** The uid of the admin, or `preset:NAME`. */
  updatedBy: z.string(),
};
