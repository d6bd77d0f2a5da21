import { useMemo } from 'react';
import { filtered } from './filtering.ts';
import { useLive } from './live-store.ts';
import { useLiveSearch } from './use-live-search.ts';

/** How many of the rows that wait would be shown. */
export function useWaiting(): number {
  const { filters } = useLiveSearch();
  const waiting = useLive((live) => live.waiting);
  return useMemo(() => filtered(waiting, filters).length, [waiting, filters]);
}
