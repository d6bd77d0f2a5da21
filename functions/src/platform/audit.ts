import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Audited, AuditRecord } from '@tollgate/contract/staff/audit';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import type { Decision } from './transact.ts';
import type { Write } from './writes.ts';

/**
 * The id of an audit entry is made once per call, outside the decision, so a decision that runs again writes
 * one entry.
 */
export const auditWrite = ({ auditId, ...entry }: AuditRecord): Write => ({
  path: `${COLLECTIONS.audit}/${auditId}`,
  data: entry,
});

/** The audit entry under the id that the request names: it exists if the action was done before. */
export const auditLoad = (auditId: string) => ({
  path: `${COLLECTIONS.audit}/${auditId}`,
  schema: auditEntrySchema,
});

/** The answer to a repeated action, or a refusal if its id was used for a different one. */
export const repeated = (
  audit: AuditRecord,
  { targetId, reason }: Pick<AuditRecord, 'targetId' | 'reason'>,
): Decision<Audited> | Refusal =>
  audit.targetId === targetId && audit.reason === reason
    ? { kind: 'answer', answer: { audit } }
    : refuse('request_reused', 'This requestId was used for another act. Make a new id for each act.');
