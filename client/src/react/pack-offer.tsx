import { useSpeech } from './context.ts';
import type { Offer } from './packs.ts';

interface Props {
  offer: Offer;
  isBusy: boolean;
  /** Another pack is being bought. */
  isWaiting: boolean;
  onBuy: () => void;
}

/** One pack: its credits, its bonus, its price and what it saves. */
export function PackOffer({ offer, isBusy, isWaiting, onBuy }: Props) {
  const { words, credits, money, moneyEach, percent } = useSpeech();
  const price = money(offer.priceCents);
  const saving = percent(offer.saving);
  return (
    <li className="tg-offer" data-best={offer.isBest || undefined}>
      <div className="tg-row">
        <h3>{offer.label}</h3>
        {offer.isBest && <span className="tg-badge">{words.packs.bestValue}</span>}
      </div>
      <p className="tg-figure tg-offer-credits">{credits(offer.creditsMicro)}</p>
      {offer.bonusMicro > 0 && <p className="tg-bonus">{words.packs.bonus(credits(offer.bonusMicro))}</p>}
      <p className="tg-quiet">
        {words.packs.aCredit(moneyEach(offer.centsEach))}
        {offer.saving >= 0.01 && (
          <>
            {' · '}
            <span className="tg-saving">{words.packs.save(saving)}</span>
          </>
        )}
      </p>
      <button
        type="button"
        className="tg-button"
        data-main={offer.isBest || undefined}
        aria-label={words.packs.buyPack(offer.label, price)}
        aria-busy={isBusy || undefined}
        disabled={isWaiting}
        onClick={onBuy}
      >
        {isBusy ? words.packs.busy : words.packs.buyFor(price)}
      </button>
    </li>
  );
}
