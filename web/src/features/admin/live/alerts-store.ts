import type { Found } from '@tollgate/client/admin';
import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import { create } from 'zustand';
import { admin } from '../shared/admin.ts';

const NEWEST = 5;

interface Alerts {
  /** The newest open abuse records, the newest first; `null` before the first answer. */
  records: readonly Found<AbuseRecord>[] | null;
  /** The one that came last while somebody watched. */
  news: Found<AbuseRecord> | null;
}

const EMPTY: Alerts = { records: null, news: null };

export const useAlerts = create<Alerts>(() => EMPTY);

/**
 * Follows abuse as it is noticed; returns what ends it. The page works without: where it is refused, nothing
 * is shown.
 */
export function attachAlerts(): () => void {
  const detach = admin().follow(
    'abuseByState',
    { state: 'open' },
    NEWEST,
    (records) =>
      useAlerts.setState((before) => {
        // One that moves up because another was resolved is older than all that were known: no news.
        const newestMs = Math.max(0, ...(before.records ?? []).map(({ createdAt }) => createdAt));
        const news = before.records && records.find(({ createdAt }) => createdAt > newestMs);
        return { records, news: news ?? before.news };
      }),
    () => useAlerts.setState(EMPTY, true),
  );
  return () => {
    detach();
    useAlerts.setState(EMPTY, true);
  };
}
