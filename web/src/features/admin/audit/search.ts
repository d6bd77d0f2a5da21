import { AUDIT_ACTIONS } from '@tollgate/contract/staff/audit';
import { dayOf, oneOf, type Search, textOf, without } from '../shared/search.ts';

export const auditSearch = (search: Search) =>
  without({
    action: oneOf(search.action, AUDIT_ACTIONS),
    /** A user's id or email, or `system`. */
    actor: textOf(search.actor),
    target: textOf(search.target),
    /** Days, `YYYY-MM-DD`, UTC, both included. */
    from: dayOf(search.from),
    until: dayOf(search.until),
    entry: textOf(search.entry),
  });
export type AuditSearch = ReturnType<typeof auditSearch>;
