import type { ReactNode } from 'react';
import { useSpeech } from './context.ts';
import type { Cost, Wanted } from './cost.ts';
import { guestText } from './guest-balance.tsx';
import { CheckIcon, GuestIcon, StopIcon, WarningIcon } from './icons.tsx';
import { useCost } from './use-cost.ts';

export interface GenerationCostIndicatorProps extends Wanted {
  /** `compact` is a badge with the price; `full` says what it means for the balance. */
  variant?: 'compact' | 'full';
  /** Leads on who has too little: to your packs. */
  onBuy?: () => void;
  /** Leads on a guest who has used up what was free: to your sign-up. */
  onSignUp?: () => void;
}

type Shown = Exclude<Cost['kind'], 'checking' | 'unpriced'>;

const ICONS: Record<Shown, () => ReactNode> = {
  sufficient: CheckIcon,
  low: WarningIcon,
  insufficient: StopIcon,
  guest: GuestIcon,
};

/**
 * What a generation costs, before the click: enough, enough but then low, too little, or free for a guest.
 */
export function GenerationCostIndicator({
  variant = 'full',
  onBuy,
  onSignUp,
  ...wanted
}: GenerationCostIndicatorProps) {
  const { words, credits, number, lang, dir } = useSpeech();
  const cost = useCost(wanted);
  const root = { lang, dir, 'data-state': cost.kind, 'data-variant': variant, role: 'status' };
  if (cost.kind === 'checking' || cost.kind === 'unpriced') {
    return (
      <div {...root} className="tg tg-cost">
        <span className="tg-quiet">{words.cost[cost.kind]}</span>
      </div>
    );
  }
  const Icon = ICONS[cost.kind];
  const price = cost.kind === 'guest' ? null : credits(cost.costMicro);
  const sentence = cost.kind === 'guest' ? guestText(cost.guest, words, number) : words.cost[cost.kind];
  if (variant === 'compact') {
    return (
      <span {...root} className="tg tg-cost">
        <Icon />
        <span className="tg-strong">{price ?? words.cost.guest}</span>
        <span className="tg-hidden">{sentence}</span>
      </span>
    );
  }
  const isUsedUp = cost.kind === 'guest' && cost.guest?.left === 0;
  return (
    <div {...root} className="tg tg-cost">
      <Icon />
      <div className="tg-cost-body">
        {price !== null && <Amounts cost={cost} price={price} />}
        {cost.kind === 'guest' && !isUsedUp && <p className="tg-strong">{words.cost.guest}</p>}
        <p className="tg-cost-sentence">{sentence}</p>
      </div>
      {cost.kind === 'insufficient' && onBuy && (
        <button type="button" className="tg-button" onClick={onBuy}>
          {words.balance.buy}
        </button>
      )}
      {isUsedUp && onSignUp && (
        <button type="button" className="tg-button" onClick={onSignUp}>
          {words.guest.signUp}
        </button>
      )}
    </div>
  );
}

function Amounts({ cost, price }: { cost: Extract<Cost, { costMicro: number }>; price: string }) {
  const { words, credits } = useSpeech();
  const rest =
    cost.kind === 'insufficient'
      ? { label: words.cost.missing, amount: credits(cost.missingMicro) }
      : cost.kind === 'guest'
        ? null
        : { label: words.cost.leaves, amount: credits(cost.afterMicro) };
  return (
    <dl className="tg-facts">
      <div>
        <dt>{cost.isAtMost ? words.cost.costsAtMost : words.cost.costs}</dt>
        <dd>{price}</dd>
      </div>
      {rest && (
        <div>
          <dt>{rest.label}</dt>
          <dd>{rest.amount}</dd>
        </div>
      )}
    </dl>
  );
}
