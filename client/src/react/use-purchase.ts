import { useCallback, useState } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import { type Purchase, purchase } from './purchase.ts';

export type Buying =
  | { status: 'idle' }
  | { status: 'busy'; packId: string }
  | { status: 'ended'; packId: string; purchase: Purchase };

/** A purchase, and how it ended. */
export function usePurchase(): { buying: Buying; buy(packId: string): Promise<void> } {
  const { onPurchase, speech, store } = useCreditsContext();
  const { prices, userId } = useCreditsState();
  const [buying, setBuying] = useState<Buying>({ status: 'idle' });
  const buy = useCallback(
    async (packId: string) => {
      setBuying({ status: 'busy', packId });
      const pack = prices?.packs[packId];
      const made = await purchase(onPurchase, { packId, pack, userId }, speech.words);
      setBuying({ status: 'ended', packId, purchase: made });
      if (made.success) void store.refresh();
    },
    [onPurchase, prices, userId, speech, store],
  );
  return { buying, buy };
}
