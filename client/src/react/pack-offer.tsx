import { useId } from 'react';
import { useSpeech } from './context.ts';
import type { Offer } from './packs.ts';

interface Props {
  offer: Offer;
  isBusy: boolean;
  /** Another pack is being bought. */
  isWaiting: boolean;
  /** `null`: it can't be bought here, and is shown with its price. */
  onBuy: (() => void) | null;
}

/** One pack: its credits, its bonus, its price and what it saves. */
export function PackOffer({ offer, isBusy, isWaiting, onBuy }: Props) {
  const { words, amount, credits, money, moneyEach, percent } = useSpeech();
  const id = useId();
  return (
    <li className="tg-offer" data-best={offer.isBest || undefined}>
      <div className="tg-row">
        <h3 id={`${id}-pack`}>{offer.label}</h3>
        {offer.isBest && <span className="tg-badge">{words.packs.bestValue}</span>}
      </div>
      <p className="tg-figure tg-offer-credits">{credits(offer.creditsMicro)}</p>
      <p className="tg-quiet">{words.packs.aCredit(moneyEach(offer.centsEach))}</p>
      <div className="tg-tags">
        {offer.bonusMicro > 0 && (
          <span className="tg-badge">{words.packs.bonus(amount(offer.bonusMicro))}</span>
        )}
        {offer.saving >= 0.01 && <span className="tg-badge">{words.packs.save(percent(offer.saving))}</span>}
      </div>
      {onBuy === null ? (
        <p className="tg-strong">{money(offer.priceCents)}</p>
      ) : (
        <button
          type="button"
          id={`${id}-buy`}
          className="tg-button"
          data-main={offer.isBest || undefined}
          aria-labelledby={`${id}-buy ${id}-pack`}
          aria-busy={isBusy || undefined}
          disabled={isWaiting}
          onClick={onBuy}
        >
          {isBusy ? words.packs.busy : words.packs.buyFor(money(offer.priceCents))}
        </button>
      )}
    </li>
  );
}
