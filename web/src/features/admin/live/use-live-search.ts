import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type LiveFilters, type LiveSearch, readLiveSearch } from './search.ts';

const route = getRouteApi('/signed-in/admin/live');

type Changes = { [K in keyof LiveSearch]?: LiveSearch[K] | undefined };

/** What the address says, and ways to say something else there. */
export function useLiveSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();

  /** `typing` replaces the address: no step back for every letter. */
  const change = useCallback(
    (changes: Changes, how: 'step' | 'typing' = 'step') =>
      void navigate({
        search: (before) => readLiveSearch({ ...before, ...changes }),
        replace: how === 'typing',
        resetScroll: false,
        state: (before) => ({ ...before, openedHere: changes.activity !== undefined }),
      }),
    [navigate],
  );
  const open = useCallback((activityId: string) => change({ activity: activityId }), [change]);
  /** Back to the list that it was opened from; from a link of its own, to the list as that link says. */
  const close = useCallback(() => {
    if (router.state.location.state.openedHere) router.history.back();
    else change({ activity: undefined }, 'typing');
  }, [router, change]);

  const { status, kind, service, country, q } = search;
  const filters: LiveFilters = useMemo(
    () => readLiveSearch({ status, kind, service, country, q }),
    [status, kind, service, country, q],
  );
  return { search, filters, change, open, close };
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The drawer was opened from the page that lies one step back. */
    openedHere?: boolean;
  }
}
