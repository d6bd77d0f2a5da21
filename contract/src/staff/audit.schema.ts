import * as z from 'zod';
import { atUnknown, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { AUDIT_ACTIONS, AUDIT_TARGETS, type AuditEntry } from './audit.ts';

const values = z.record(z.string(), z.unknown()).default({});

export const auditEntrySchema = schemaOf<AuditEntry>()(
  stored({
    action: oneOf(AUDIT_ACTIONS),
    actorId: z.string(),
    actorEmail: textOrNone,
    targetType: oneOf(AUDIT_TARGETS),
    targetId: z.string(),
    reason: z.string().default(''),
    before: values,
    after: values,
    createdAt: atUnknown,
  }),
);
