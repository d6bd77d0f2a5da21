import { serverNow } from '@tollgate/client/clock';
import { useCallback, useEffect, useState } from 'react';
import { admin } from '../shared/admin.ts';
import { readDaysFrom, type UsageByDay } from '../shared/usage-days.ts';
import { type Holdings, readHoldings } from './holdings.ts';
import { firstDay, type Period } from './period.ts';
import { readTopUsers, type TopUsers } from './top-users.ts';

export interface Overview {
  days: UsageByDay;
  holdings: Holdings;
  top: TopUsers;
  creditPriceMicroUsd: number;
  readAtMs: number;
}

type State =
  | { kind: 'loading' }
  | { kind: 'failed'; why: string }
  | { kind: 'ready'; overview: Overview; period: Period };

/** What one credit sells for where the configuration does not say. */
const DEFAULT_PRICE_MICRO_USD = 100_000;

async function readOverview(period: Period): Promise<State> {
  const readAtMs = serverNow();
  const { page, one, total } = admin();
  const [days, holdings, top, config] = await Promise.all([
    readDaysFrom(page, firstDay(readAtMs, period)),
    readHoldings(total),
    readTopUsers(page, readAtMs),
    one('system_config', 'credit_config'),
  ]);
  if (!days.success) return { kind: 'failed', why: days.error };
  if (!holdings.success) return { kind: 'failed', why: holdings.error };
  if (!top.success) return { kind: 'failed', why: top.error };
  if (!config.success) return { kind: 'failed', why: config.error };
  const creditPriceMicroUsd = config.data?.creditPriceMicroUsd ?? DEFAULT_PRICE_MICRO_USD;
  const overview = {
    days: days.data.days,
    holdings: holdings.data,
    top: top.data,
    creditPriceMicroUsd,
    readAtMs,
  };
  return { kind: 'ready', overview, period };
}

/**
 * What the overview shows, read when the page opens, when a longer period is chosen, and when somebody asks.
 * While it is read again, what is known stays.
 */
export function useOverview(period: Period): { state: State; busy: boolean; read(): void } {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [asked, setAsked] = useState(0);
  const [busy, setBusy] = useState(false);
  const known = state.kind === 'ready' ? state.period : 0;
  // A shorter period is a part of what is known; only a longer one is read.
  const wanted = Math.max(period, known) as Period;
  useEffect(() => {
    let isCurrent = true;
    setBusy(true);
    void readOverview(wanted).then((next) => {
      if (!isCurrent) return;
      setState(next);
      setBusy(false);
    });
    return () => {
      isCurrent = false;
    };
  }, [wanted, asked]);
  return { state, busy, read: useCallback(() => setAsked((times) => times + 1), []) };
}
