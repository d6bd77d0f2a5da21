import type { Found } from '@tollgate/client/admin';
import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import { useEffect, useMemo, useState } from 'react';
import { admin } from '../shared/admin.ts';
import type { AbuseSearch } from './search.ts';

export type Row = Found<AbuseRecord>;

const PAGE = 50;

export interface Queue {
  /** `null`: not read yet. */
  rows: Row[] | null;
  error: string | null;
  isLive: boolean;
  hasMore: boolean;
  more(): void;
  again(): void;
}

/** The query that narrows most; what it does not say, {@link isWanted} sifts. */
function queryFor({ state: wanted, severity, signal, user }: Filter) {
  const state = wanted ?? 'open';
  if (user !== undefined) return { name: 'abuseOfUser', values: { userId: user } } as const;
  if (severity !== undefined)
    return { name: 'abuseByStateAndSeverity', values: { state, severity } } as const;
  if (signal !== undefined) return { name: 'abuseByStateAndSignal', values: { state, signal } } as const;
  return { name: 'abuseByState', values: { state } } as const;
}
type Filter = { [F in 'state' | 'severity' | 'signal' | 'user']: AbuseSearch[F] };

const isWanted = ({ state, severity, signal, userId }: AbuseRecord, filter: Filter): boolean =>
  state === (filter.state ?? 'open') &&
  (filter.severity === undefined || filter.severity === severity) &&
  (filter.signal === undefined || filter.signal === signal) &&
  (filter.user === undefined || filter.user === userId);

/** Open records are followed, as many as are shown; resolved ones are read, and more of them when asked. */
export function useQueue({ state, severity, signal, user }: AbuseSearch): Queue {
  const filter = useMemo(() => ({ state, severity, signal, user }), [state, severity, signal, user]);
  const [rows, setRows] = useState<Row[] | null>(null);
  const [size, setSize] = useState(PAGE);
  const [hasMore, setHasMore] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const isLive = filter.state === undefined;

  useEffect(() => {
    setRows(null);
    setSize(PAGE);
  }, [filter]);
  useEffect(() => {
    setError(null);
    const { name, values } = queryFor(filter);
    const show = (documents: Row[], more: boolean) => {
      setRows(documents.filter((row) => isWanted(row, filter)));
      setHasMore(more);
    };
    if (filter.state === undefined) {
      return admin().follow(
        name,
        values,
        size,
        (documents) => show(documents, documents.length === size),
        (failure) => setError(failure.message),
      );
    }
    let isOver = false;
    void admin()
      .page(name, values, { size })
      .then((answer) => {
        if (isOver) return;
        if (answer.success) show(answer.data.documents, answer.data.cursor !== null);
        else setError(answer.error);
      });
    return () => {
      isOver = true;
    };
  }, [filter, size, attempt]);

  return {
    rows,
    error,
    isLive,
    hasMore,
    more: () => setSize(size + PAGE),
    again: () => setAttempt(attempt + 1),
  };
}
