/** What staff do that leaves an audit entry. */
export const AUDIT_ACTIONS = [
  'grant_credits',
  'remove_credits',
  'refund_activity',
  'undo_credits',
  'edit_config',
  'set_user_status',
  'set_user_tier',
  'reset_limits',
  'revoke_api_keys',
  'add_note',
  'set_address_block',
  'resolve_abuse',
  'grant_role',
  'revoke_role',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_TARGETS = ['user', 'config', 'address', 'abuse'] as const;
export type AuditTarget = (typeof AUDIT_TARGETS)[number];

export const MAX_REASON_CHARS = 300;
export const MAX_NOTE_CHARS = 2_000;

/** `admin_audit_logs/{id}` */
export interface AuditEntry {
  action: AuditAction;
  actorId: string;
  actorEmail: string | null;
  targetType: AuditTarget;
  targetId: string;
  reason: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  createdAt: number;
}

/** An audit entry with its id. */
export type AuditRecord = AuditEntry & { auditId: string };

/** What a staff action left in the audit log; `null` when there was nothing to change. */
export interface Audited {
  audit: AuditRecord | null;
}

/**
 * The balance after a staff action that moved credits, with the ledger entry and the audit entry that it
 * made.
 */
export interface CreditsMoved {
  entryId: string;
  creditsMicro: number;
  audit: AuditRecord;
}
