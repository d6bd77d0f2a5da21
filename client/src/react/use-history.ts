import { useCallback, useEffect, useRef, useState } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { CreditsFailure, Transaction } from './store.ts';

interface History {
  of: string;
  entries: Transaction[];
  cursor: string | null;
  error: CreditsFailure | null;
}

/** The newest `size` lines of the ledger, again whenever credits came or went; 0 asks for none. */
export function useHistory(size: number) {
  const { source } = useCreditsContext();
  const { userId, balance } = useCreditsState();
  const [history, setHistory] = useState<History | null>(null);
  const [isLoading, setLoading] = useState(false);
  // A hold moves credits from one pocket to the other; only a line of the ledger changes what is owned.
  const ownedMicro = balance && balance.creditsMicro + balance.heldMicro;

  /** Which first page is the newest: an answer to an older one, or a page that followed it, is dropped. */
  const round = useRef(0);

  const load = useCallback(
    async (cursor: string | null) => {
      if (cursor === null) round.current += 1;
      const mine = round.current;
      if (!userId || size === 0) return setLoading(false);
      setLoading(true);
      const answer = await source.getCreditLogs({ limit: size, ...(cursor === null ? {} : { cursor }) });
      if (mine !== round.current) return;
      setLoading(false);
      setHistory((known) => {
        const before = known?.of === userId ? known : { of: userId, entries: [], cursor: null };
        if (!answer.success) return { ...before, error: { code: answer.code, message: answer.message } };
        const { entries, cursor: next } = answer.data;
        return {
          of: userId,
          entries: cursor === null ? entries : [...before.entries, ...entries],
          cursor: next,
          error: null,
        };
      });
    },
    [source, userId, size],
  );

  // What is owned is when to ask again.
  useEffect(() => void load(null), [load, ownedMicro]);

  const shown = history?.of === userId ? history : null;
  const cursor = shown?.cursor ?? null;
  return {
    transactionHistory: shown?.entries ?? [],
    isLoading,
    error: shown?.error ?? null,
    hasMore: cursor !== null,
    loadMore: useCallback(async () => {
      if (cursor !== null) await load(cursor);
    }, [load, cursor]),
    reload: useCallback(() => load(null), [load]),
  };
}
