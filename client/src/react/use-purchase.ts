import { useCallback, useRef, useState } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import { type Purchase, purchase } from './purchase.ts';

export type Buying =
  | { status: 'idle' }
  | { status: 'busy'; packId: string }
  | { status: 'ended'; packId: string; purchase: Purchase };

/** One purchase at a time, and how it ended. */
export function usePurchase(): { buying: Buying; buy(packId: string): Promise<Purchase | null> } {
  const { onPurchase, speech, store } = useCreditsContext();
  const { prices, userId } = useCreditsState();
  const [buying, setBuying] = useState<Buying>({ status: 'idle' });
  const isBusy = useRef(false);
  const buy = useCallback(
    async (packId: string) => {
      if (isBusy.current) return null;
      isBusy.current = true;
      setBuying({ status: 'busy', packId });
      const pack = prices?.packs[packId];
      const made = await purchase(onPurchase, { packId, pack, userId }, speech.words);
      isBusy.current = false;
      setBuying({ status: 'ended', packId, purchase: made });
      if (made.success) void store.refresh();
      return made;
    },
    [onPurchase, prices, userId, speech, store],
  );
  return { buying, buy };
}
