import * as z from 'zod';
import { atOrNever, atUnknown, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { ABUSE_RESOLUTIONS, ABUSE_STATES, type AbuseRecord } from './record.ts';
import { SEVERITIES } from './severity.ts';
import { ABUSE_SIGNALS, ABUSE_TYPES } from './signals.ts';

export const abuseRecordSchema = schemaOf<AbuseRecord>()(
  stored({
    userId: z.string(),
    email: textOrNone,
    signal: oneOf(ABUSE_SIGNALS),
    type: oneOf(ABUSE_TYPES),
    severity: oneOf(SEVERITIES),
    count: z.int().min(1).default(1),
    description: z.string().default(''),
    activityId: textOrNone,
    sparedLastAdmin: z.boolean().default(false),
    state: oneOf(ABUSE_STATES).default('open'),
    resolvedAt: atOrNever,
    resolvedBy: textOrNone,
    resolution: oneOf(ABUSE_RESOLUTIONS).nullable().default(null),
    createdAt: atUnknown,
    updatedAt: atUnknown,
  }),
);
