import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Audited, AuditRecord } from '@tollgate/contract/staff/audit';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Decision } from './transact.ts';
import type { Write } from './writes.ts';

/**
 * An audit entry's id is made once a call, outside the decision, so that a decision that runs again writes
 * one entry.
 */
export const auditWrite = ({ auditId, ...entry }: AuditRecord): Write => ({
  path: `${COLLECTIONS.audit}/${auditId}`,
  data: entry,
});

/** The audit entry of an act that may have been done before, under the id that its request gave it. */
export const auditLoad = (auditId: string) => ({
  path: `${COLLECTIONS.audit}/${auditId}`,
  schema: auditEntrySchema,
});

/** The answer to an act that is sent again, unless its id was used for another. */
export const repeated = (
  audit: AuditRecord,
  { targetId, reason }: Pick<AuditRecord, 'targetId' | 'reason'>,
): Decision<Audited> | Refusal =>
  audit.targetId === targetId && audit.reason === reason
    ? { kind: 'answer', answer: { audit } }
    : refuse('request_reused', 'This requestId was used for another act. Make a new id for each act.');
