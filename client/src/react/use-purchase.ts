import { useCallback, useEffect, useRef, useState } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { Purchase } from './purchase.ts';

export type BuyingState =
  | { status: 'idle' }
  | { status: 'busy'; packId: string }
  /** The window is on its way to the page for paying. */
  | { status: 'leaving'; packId: string; checkoutUrl: string }
  | { status: 'ended'; packId: string; purchase: Purchase };

const IDLE: BuyingState = { status: 'idle' };

/** Buys a pack as the provider sells them. Never throws. */
export function useBuy(): (packId: string) => Promise<Purchase> {
  const { purchases, shop, speech } = useCreditsContext();
  const { prices, userId, profile } = useCreditsState();
  const isGuest = profile?.isGuest ?? false;
  const { words } = speech;
  return useCallback(
    (packId) => purchases.buy(packId, { userId, isGuest, prices, words }, shop),
    [purchases, shop, userId, isGuest, prices, words],
  );
}

/** A purchase, and how it ended. */
export function usePurchase(): { buying: BuyingState; buy(packId: string): Promise<void> } {
  const { store } = useCreditsContext();
  const { userId } = useCreditsState();
  const purchase = useBuy();
  const [known, setKnown] = useState<{ of: typeof userId; buying: BuyingState }>({
    of: userId,
    buying: IDLE,
  });
  // Where one user is to pay, or what they bought, is not shown to the next.
  const buying = known.of === userId ? known.buying : IDLE;
  const current = useRef(userId);
  current.current = userId;
  useEffect(() => {
    // Who goes back from the page for paying may find this one as they left it.
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setKnown({ of: current.current, buying: IDLE });
    };
    addEventListener('pageshow', onShow);
    return () => removeEventListener('pageshow', onShow);
  }, []);
  const buy = useCallback(
    async (packId: string) => {
      const setBuying = (next: BuyingState) => setKnown({ of: userId, buying: next });
      setBuying({ status: 'busy', packId });
      const made = await purchase(packId);
      if (current.current !== userId) return;
      const checkoutUrl = made.success ? made.checkoutUrl : null;
      setBuying(
        checkoutUrl === null
          ? { status: 'ended', packId, purchase: made }
          : { status: 'leaving', packId, checkoutUrl },
      );
      if (made.success && checkoutUrl === null) void store.refresh();
    },
    [purchase, store, userId],
  );
  return { buying, buy };
}
