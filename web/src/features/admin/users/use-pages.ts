import type { Answer } from '@tollgate/client';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Loaded<T, C> {
  documents: T[];
  /** `null` on the last page. */
  cursor: C | null;
}
export type Load<T, C> = (after: C | null) => Promise<Answer<Loaded<T, C>>>;

export interface Pages<T> {
  /** `null` while the first page is on its way. */
  documents: T[] | null;
  error: string | null;
  busy: boolean;
  hasMore: boolean;
  /** There is something newer than what is shown. */
  isStale: boolean;
  more(): void;
  reload(): void;
}

interface State<T, C> extends Loaded<T, C> {
  key: string;
  isLoaded: boolean;
  error: string | null;
  busy: boolean;
  pages: number;
  isStale: boolean;
}

/**
 * A list by pages. Another `key` is another list and begins anew. Another `version` is the same list with
 * something new in it: fetched at once while one page is shown, only announced where more are, so that
 * nothing moves under a reader.
 */
export function usePages<T, C>(key: string, version: string, load: Load<T, C>): Pages<T> {
  const empty: State<T, C> = {
    ...{
      key,
      documents: [],
      cursor: null,
      isLoaded: false,
      error: null,
      busy: true,
      pages: 0,
      isStale: false,
    },
  };
  const [state, setState] = useState(empty);
  const latest = useRef(0);
  const loading = useRef(load);
  loading.current = load;
  const shown = useRef({ key: '', version: '', pages: 0 });

  const fetchPage = useCallback(async (of: string, after: C | null) => {
    latest.current += 1;
    const mine = latest.current;
    setState((now) => ({ ...now, busy: true }));
    const answer = await loading.current(after);
    if (mine !== latest.current) return;
    setState((now): State<T, C> => {
      if (!answer.success) return { ...now, key: of, busy: false, error: answer.error };
      const { documents, cursor } = answer.data;
      const pages = after === null ? 1 : now.pages + 1;
      shown.current.pages = pages;
      const all = after === null ? documents : [...now.documents, ...documents];
      return {
        key: of,
        documents: all,
        cursor,
        isLoaded: true,
        error: null,
        busy: false,
        pages,
        isStale: false,
      };
    });
  }, []);

  useEffect(() => {
    const before = shown.current;
    const isSame = before.key === key;
    if (isSame && before.version === version) return;
    shown.current = { key, version, pages: isSame ? before.pages : 0 };
    if (isSame && before.pages > 1) {
      setState((now) => ({ ...now, isStale: true }));
      return;
    }
    if (!isSame) setState((now) => ({ ...now, isLoaded: false, documents: [], cursor: null, error: null }));
    void fetchPage(key, null);
  }, [key, version, fetchPage]);
  // Whoever is gone wants no answer.
  useEffect(
    () => () => {
      latest.current += 1;
      shown.current = { key: '', version: '', pages: 0 };
    },
    [],
  );

  const isCurrent = state.key === key && state.isLoaded;
  return {
    documents: isCurrent ? state.documents : null,
    error: state.key === key ? state.error : null,
    busy: state.busy,
    hasMore: isCurrent && state.cursor !== null,
    isStale: state.isStale,
    more: () => void fetchPage(key, state.cursor),
    reload: () => void fetchPage(key, null),
  };
}
