import { useEffect, useState } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { CreditsFailure, CreditsSource, Transaction } from './store.ts';
import { type UsagePoint, usageByDay } from './usage-series.ts';

const PAGE = 200;
/** Reads are billed: whoever makes more than this in a month sees their newest 2,000 movements. */
const MOST_PAGES = 10;
const DAY = 86_400_000;

interface Fetched {
  entries: Transaction[];
  error: CreditsFailure | null;
}

async function ledgerSince(source: CreditsSource, fromMs: number): Promise<Fetched> {
  const entries: Transaction[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await source.getCreditLogs({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    if (!answer.success) return { entries, error: { code: answer.code, message: answer.error } };
    entries.push(...answer.data.entries);
    const oldest = answer.data.entries.at(-1);
    if (answer.data.cursor === null || !oldest || oldest.createdAt < fromMs) break;
    cursor = answer.data.cursor;
  }
  return { entries, error: null };
}

/** What was charged on each of the last `days` UTC days, from the ledger; again when credits come or go. */
export function useUsage(days: number): {
  points: UsagePoint[] | null;
  error: CreditsFailure | null;
} {
  const { source } = useCreditsContext();
  const { userId, balance } = useCreditsState();
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const ownedMicro = balance && balance.creditsMicro + balance.heldMicro;

  // What is owned is when to ask again.
  useEffect(() => {
    if (!userId || days === 0) return setFetched(null);
    let wanted = true;
    void ledgerSince(source, Date.now() - days * DAY).then((found) => {
      if (!wanted) return;
      // What was there stays: a chart that is a charge behind says more than none.
      setFetched((before) => (found.error && before ? { ...before, error: found.error } : found));
    });
    return () => {
      wanted = false;
    };
  }, [source, userId, days, ownedMicro]);

  const isKnown = fetched !== null && (fetched.error === null || fetched.entries.length > 0);
  return {
    points: isKnown ? usageByDay(fetched.entries, days, Date.now()) : null,
    error: fetched?.error ?? null,
  };
}
