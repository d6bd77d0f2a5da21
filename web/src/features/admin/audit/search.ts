import { dayOf, oneOf, type Search, textOf, without } from '../shared/search.ts';

/** What is written into the log, in the order in which a filter offers it. */
export const ACTIONS = [
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

export const auditSearch = (search: Search) =>
  without({
    action: oneOf(search.action, ACTIONS),
    /** A user's id or email, or `system`. */
    actor: textOf(search.actor),
    target: textOf(search.target),
    /** Days, `YYYY-MM-DD`, UTC, both included. */
    from: dayOf(search.from),
    until: dayOf(search.until),
    entry: textOf(search.entry),
  });
export type AuditSearch = ReturnType<typeof auditSearch>;
