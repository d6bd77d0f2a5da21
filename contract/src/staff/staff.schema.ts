import * as z from 'zod';
import { atUnknown, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { STAFF_ROLES } from './roles.ts';
import type { Staff } from './staff.ts';

export const staffSchema = schemaOf<Staff>()(
  stored({
    role: oneOf(STAFF_ROLES),
    email: textOrNone,
    grantedBy: z.string(),
    createdAt: atUnknown,
  }),
);
