import { useId } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import { CloseIcon } from './icons.tsx';
import { ModelPrices } from './model-prices.tsx';
import { PackOffer } from './pack-offer.tsx';
import { offersOf } from './packs.ts';
import { PlanList } from './plan-list.tsx';
import { useDialog } from './use-dialog.ts';
import { usePurchase } from './use-purchase.ts';

export interface CreditPacksModalProps {
  isOpen: boolean;
  onClose: () => void;
  /** The id of the pack to mark as the best value; the one whose credits cost least when left out. */
  bestValue?: string;
}

/** The packs for sale, with what each saves, and what credits buy. Buying calls the provider's `onPurchase`. */
export function CreditPacksModal({ isOpen, ...props }: CreditPacksModalProps) {
  return isOpen ? <OpenModal {...props} /> : null;
}

function OpenModal({ onClose, bestValue }: Omit<CreditPacksModalProps, 'isOpen'>) {
  const { speech, onPurchase } = useCreditsContext();
  const { words, lang, dir, credits } = speech;
  const { balance, prices } = useCreditsState();
  const dialog = useDialog(onClose);
  const { buying, buy } = usePurchase();
  const title = useId();
  const offers = prices && offersOf(prices.packs, bestValue);
  return (
    <dialog ref={dialog} lang={lang} dir={dir} className="tg tg-packs" aria-labelledby={title}>
      <div className="tg-packs-inside">
        <div className="tg-packs-head">
          <div>
            <h2 id={title}>{words.packs.title}</h2>
            <p className="tg-quiet">
              {balance && `${words.packs.have(credits(balance.creditsMicro))} `}
              {offers?.length !== 0 && words.packs.lead}
            </p>
          </div>
          <button type="button" className="tg-close" aria-label={words.packs.close} onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        <div role="status">
          {buying.status === 'ended' && buying.purchase.success && (
            <p className="tg-note" data-tone="good">
              {words.packs.thanks(credits(prices?.packs[buying.packId]?.creditsMicro ?? 0))}
            </p>
          )}
        </div>
        <div role="alert">
          {buying.status === 'ended' && !buying.purchase.success && (
            <p className="tg-note" data-tone="bad">
              {buying.purchase.error}
            </p>
          )}
        </div>
        {offers === null && <p className="tg-quiet">{words.packs.loading}</p>}
        {offers?.length === 0 && (
          <p className="tg-quiet">
            {words.packs.none} {onPurchase ? null : words.packs.noCheckout}
          </p>
        )}
        {offers && offers.length > 0 && (
          <ul className="tg-offers">
            {offers.map((offer) => (
              <PackOffer
                key={offer.packId}
                offer={offer}
                isBusy={buying.status === 'busy' && buying.packId === offer.packId}
                isWaiting={buying.status === 'busy'}
                onBuy={() => void buy(offer.packId)}
              />
            ))}
          </ul>
        )}
        {prices && <PlanList plans={prices.plans} />}
        {prices && <ModelPrices prices={prices} />}
      </div>
    </dialog>
  );
}
