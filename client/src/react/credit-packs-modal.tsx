import { useId } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import { CloseIcon } from './icons.tsx';
import { ModelPrices } from './model-prices.tsx';
import { PackOffer } from './pack-offer.tsx';
import { offersOf } from './packs.ts';
import { PlanList } from './plan-list.tsx';
import { sells } from './purchase.ts';
import { PurchaseState } from './purchase-state.tsx';
import { useDialog } from './use-dialog.ts';
import { usePurchase } from './use-purchase.ts';

export interface CreditPacksModalProps {
  isOpen: boolean;
  onClose: () => void;
  /**
   * The id of the pack to mark as the best value. Left out: the one that the operator marks, else the one
   * whose credits cost least.
   */
  bestValue?: string;
  /** The way to an account for a guest, whom Tollgate's checkout sells nothing. */
  onSignUp?: () => void;
}

/**
 * The packs for sale, with what each saves, and what credits buy. Buying calls the provider's `onPurchase`,
 * or leads to Tollgate's checkout.
 */
export function CreditPacksModal({ isOpen, ...props }: CreditPacksModalProps) {
  return isOpen ? <OpenModal {...props} /> : null;
}

function OpenModal({ onClose, bestValue, onSignUp }: Omit<CreditPacksModalProps, 'isOpen'>) {
  const { speech, shop } = useCreditsContext();
  const { words, lang, dir, credits } = speech;
  const { balance, prices, profile } = useCreditsState();
  const dialog = useDialog(onClose);
  const { buying, buy } = usePurchase();
  const title = useId();
  const isUnderWay = buying.status === 'busy' || buying.status === 'leaving';
  const isSold = sells(shop, prices);
  const mustSignUp = isSold && !shop.onPurchase && (profile?.isGuest ?? false);
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
        <PurchaseState buying={buying} />
        {prices && !isSold && (
          <p className="tg-note" data-tone="info">
            {offers?.length === 0 ? `${words.packs.none} ` : ''}
            {words.packs.noCheckout}
          </p>
        )}
        {mustSignUp && (
          <div className="tg-note" data-tone="info">
            <span>{words.packs.signUpFirst}</span>
            {onSignUp && (
              <button type="button" className="tg-button" data-main onClick={onSignUp}>
                {words.guest.signUp}
              </button>
            )}
          </div>
        )}
        {offers === null && <p className="tg-quiet">{words.packs.loading}</p>}
        {isSold && offers?.length === 0 && <p className="tg-quiet">{words.packs.none}</p>}
        {offers && offers.length > 0 && (
          <ul className="tg-offers">
            {offers.map((offer) => (
              <PackOffer
                key={offer.packId}
                offer={offer}
                isBusy={isUnderWay && buying.packId === offer.packId}
                isWaiting={isUnderWay}
                onBuy={isSold && !mustSignUp ? () => void buy(offer.packId) : null}
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
