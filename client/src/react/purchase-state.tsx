import { useCreditsState, useSpeech } from './context.ts';
import type { BuyingState } from './use-purchase.ts';

/** What became of a click on a pack, in a sentence that a screen reader hears too. */
export function PurchaseState({ buying }: { buying: BuyingState }) {
  const { words, credits } = useSpeech();
  const { prices } = useCreditsState();
  const purchase = buying.status === 'ended' ? buying.purchase : null;
  return (
    <>
      <div role="status">
        {buying.status === 'leaving' && (
          <p className="tg-note" data-tone="info">
            {words.packs.leaving} <a href={buying.checkoutUrl}>{words.packs.toPay}</a>
          </p>
        )}
        {buying.status === 'ended' && purchase?.success && (
          <p className="tg-note" data-tone="good">
            {words.packs.thanks(credits(prices?.packs[buying.packId]?.creditsMicro ?? 0))}
          </p>
        )}
      </div>
      <div role="alert">
        {purchase?.success === false && (
          <p className="tg-note" data-tone="bad">
            {purchase.error}
          </p>
        )}
      </div>
    </>
  );
}
