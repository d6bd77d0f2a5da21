import { quote as quoteOf } from '@tollgate/contract/pricing/prices';
import { useCallback, useMemo } from 'react';
import { serverNow } from '../clock.ts';
import { toCredits } from '../outcome.ts';
import { useCreditsContext, useCreditsState, useLowMicro } from './context.ts';
import type { Wanted } from './cost.ts';
import { bySource } from './sources.ts';
import { useHistory } from './use-history.ts';
import { useBuy } from './use-purchase.ts';

export interface UseCreditsOptions {
  /** How many lines of the ledger to fetch; 0 for none. */
  history?: number;
}

/**
 * The credits of whoever is signed in, live. Amounts are credits, for showing; those that end in `Micro` are
 * exact. `balance` is what is owned: `available`, which can be spent now, and `held`, which running
 * generations hold.
 */
export function useCredits({ history = 20 }: UseCreditsOptions = {}) {
  const { store } = useCreditsContext();
  const lowMicro = useLowMicro();
  const state = useCreditsState();
  const { profile, prices, userId } = state;
  const ledger = useHistory(history);

  const availableMicro = state.balance?.creditsMicro ?? 0;
  const heldMicro = state.balance?.heldMicro ?? 0;
  const summary = useMemo(
    () =>
      profile && {
        /** What the credits are made of, in the order in which they are used up. */
        sources: bySource(profile.grants, serverNow()),
        /** `YYYY-MM`, UTC. */
        month: profile.usage.month,
        thisMonth: profile.usage.monthly,
        lifetime: profile.usage.lifetime,
        tier: profile.tier,
        limits: profile.limits,
        monthlyLimits: profile.monthlyLimits,
      },
    [profile],
  );
  const reload = ledger.reload;

  return {
    balance: toCredits(availableMicro + heldMicro),
    balanceMicro: availableMicro + heldMicro,
    available: toCredits(availableMicro),
    availableMicro,
    held: toCredits(heldMicro),
    heldMicro,
    isLow: state.balance !== null && availableMicro < lowMicro,
    isGuest: profile?.isGuest ?? false,
    /** Not confirmed by the server: the connection is lost, or not there yet. */
    isLastKnown: state.balance?.fromCache ?? false,
    status: state.balance?.status ?? profile?.status ?? null,
    userId: userId ?? null,
    summary,
    prices,
    transactionHistory: ledger.transactionHistory,
    hasMoreTransactions: ledger.hasMore,
    loadMoreTransactions: ledger.loadMore,
    /** Until it is known who is signed in and what they have. */
    isLoading: userId === undefined || (userId !== null && state.balance === null && state.error === null),
    error: state.error ?? ledger.error,
    /** Fetches limits, usage and the ledger anew; the balance itself follows every change without it. */
    refreshBalance: useCallback(async () => {
      await Promise.all([store.refresh(), reload()]);
    }, [store, reload]),
    /**
     * Buys a pack of the price book: through the provider's `onPurchase`, or through Tollgate's checkout,
     * which the window goes to. The same pack again, before the first answer has come, is the same purchase.
     * Never throws.
     */
    purchaseCredits: useBuy(),
    /** What a generation would cost; `null` until the prices are there. */
    quote: useCallback((wanted: Wanted) => (prices ? quoteOf(prices, wanted) : null), [prices]),
  };
}

export type Credits = ReturnType<typeof useCredits>;
