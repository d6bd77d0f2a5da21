import { SEVERITIES } from '@tollgate/contract/abuse/severity';
import { ABUSE_SIGNALS } from '@tollgate/contract/abuse/signals';
import { oneOf, type Search, textOf, without } from '../shared/search.ts';

/** The filters and the record that is open. Open records are what is shown where nothing is said. */
export const abuseSearch = (search: Search) =>
  without({
    state: oneOf(search.state, ['resolved'] as const),
    severity: oneOf(search.severity, SEVERITIES),
    signal: oneOf(search.signal, ABUSE_SIGNALS),
    user: textOf(search.user),
    record: textOf(search.record),
  });
export type AbuseSearch = ReturnType<typeof abuseSearch>;
