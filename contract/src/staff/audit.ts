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

/**
 * What an action is about. `sparesStaff`: a moderator may do it to users, and not to other staff; who does it
 * to staff must still be in force when it is written.
 */
const ACTION_RULES = {
  grant_credits: { target: 'user', sparesStaff: false },
  remove_credits: { target: 'user', sparesStaff: false },
  refund_activity: { target: 'user', sparesStaff: false },
  undo_credits: { target: 'user', sparesStaff: false },
  edit_config: { target: 'config', sparesStaff: false },
  set_user_status: { target: 'user', sparesStaff: true },
  set_user_tier: { target: 'user', sparesStaff: false },
  reset_limits: { target: 'user', sparesStaff: false },
  revoke_api_keys: { target: 'user', sparesStaff: true },
  add_note: { target: 'user', sparesStaff: false },
  set_address_block: { target: 'address', sparesStaff: false },
  resolve_abuse: { target: 'abuse', sparesStaff: false },
  grant_role: { target: 'user', sparesStaff: false },
  revoke_role: { target: 'user', sparesStaff: false },
} as const satisfies Record<AuditAction, { target: AuditTarget; sparesStaff: boolean }>;

/** The actions from which staff are spared. */
export type SparingAction = {
  [A in AuditAction]: (typeof ACTION_RULES)[A]['sparesStaff'] extends true ? A : never;
}[AuditAction];

export const sparesStaff = (action: AuditAction): action is SparingAction => ACTION_RULES[action].sparesStaff;

/** An action and what it was done to, as an audit entry says it. */
export const actionOn = (action: AuditAction, targetId: string) => ({
  action,
  targetType: ACTION_RULES[action].target,
  targetId,
});

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
