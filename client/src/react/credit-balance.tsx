import { useCreditsContext, useCreditsState, useLowMicro, useSpeech } from './context.ts';
import { GuestBalance } from './guest-balance.tsx';
import { CoinIcon, WarningIcon } from './icons.tsx';
import { SourceList } from './source-list.tsx';

export interface CreditBalanceProps {
  /** `compact` for a header, `full` for a side bar or a page. */
  variant?: 'compact' | 'full';
  /** Leads to your packs, `CreditPacksModal` for instance. Without it there is no button. */
  onBuy?: () => void;
  /** Leads guests to your sign-up. */
  onSignUp?: () => void;
}

/**
 * What somebody has to spend, what is held, a warning before it runs out; for a guest, what is left to try.
 */
export function CreditBalance({ variant = 'compact', onBuy, onSignUp }: CreditBalanceProps) {
  const { speech, store } = useCreditsContext();
  const { userId, balance, profile, error } = useCreditsState();
  const { words, lang, dir } = speech;
  const root = { lang, dir, 'data-variant': variant };
  if (userId === null) {
    return (
      <div {...root} className="tg tg-pill" data-state="signed-out">
        <span className="tg-quiet">{words.balance.signedOut}</span>
      </div>
    );
  }
  if (!balance && error) {
    return (
      <div {...root} className="tg tg-pill" data-state="failed" role="alert">
        <WarningIcon />
        <span>
          {variant === 'full' ? `${words.balance.failed} ${error.message}` : words.balance.failedMark}
        </span>
        <button type="button" className="tg-button" onClick={() => void store.refresh()}>
          {words.balance.retry}
        </button>
      </div>
    );
  }
  if (!balance) {
    return (
      <div {...root} className="tg tg-pill" data-state="loading" role="status">
        <span className="tg-hidden">{words.balance.loading}</span>
        <span className="tg-bone" />
      </div>
    );
  }
  if (profile?.isGuest) {
    return <GuestBalance root={root} guest={profile.guest} onSignUp={onSignUp} isFull={variant === 'full'} />;
  }
  return variant === 'full' ? <Full root={root} onBuy={onBuy} /> : <Compact root={root} onBuy={onBuy} />;
}

interface PartProps {
  root: { lang: string; dir: 'ltr' | 'rtl'; 'data-variant': string };
  onBuy: (() => void) | undefined;
}

function useShown() {
  const speech = useSpeech();
  const lowMicro = useLowMicro();
  const { balance, profile } = useCreditsState();
  const { creditsMicro = 0, heldMicro = 0, status = 'active', fromCache = false } = balance ?? {};
  const blocked = status === 'active' ? null : status;
  const state = blocked ? 'blocked' : creditsMicro < lowMicro ? 'low' : 'sufficient';
  return { speech, profile, creditsMicro, heldMicro, fromCache, blocked, state };
}

function Compact({ root, onBuy }: PartProps) {
  const { speech, creditsMicro, heldMicro, state } = useShown();
  const { words, credits } = speech;
  return (
    <div {...root} className="tg tg-pill" data-state={state}>
      {state === 'sufficient' ? <CoinIcon /> : <WarningIcon />}
      <span className="tg-strong" aria-live="polite" aria-atomic="true">
        {state === 'low' && <span className="tg-hidden">{words.balance.lowMark}: </span>}
        {credits(creditsMicro)}
      </span>
      {heldMicro > 0 && (
        <span className="tg-quiet" title={words.balance.heldBy(credits(heldMicro))}>
          {words.balance.held(credits(heldMicro))}
        </span>
      )}
      {onBuy && (
        <button type="button" className="tg-button" onClick={onBuy}>
          {words.balance.buy}
        </button>
      )}
    </div>
  );
}

function Full({ root, onBuy }: PartProps) {
  const { speech, profile, creditsMicro, heldMicro, fromCache, blocked, state } = useShown();
  const { words, credits, amount, number } = speech;
  const month = profile?.usage.monthly;
  const group = { ...root, role: 'group', 'aria-label': words.balance.title };
  return (
    <div {...group} className="tg tg-card" data-state={state}>
      <div className="tg-row">
        <p className="tg-figure">
          <span aria-live="polite" aria-atomic="true">
            {amount(creditsMicro)}
          </span>{' '}
          <small>{words.balance.toSpend}</small>
        </p>
        {onBuy && (
          <button type="button" className="tg-button" data-main onClick={onBuy}>
            {words.balance.buy}
          </button>
        )}
      </div>
      {heldMicro > 0 && <p className="tg-quiet">{words.balance.heldBy(credits(heldMicro))}</p>}
      {blocked && (
        <p className="tg-note" data-tone="bad">
          <WarningIcon /> {words.balance.blocked[blocked]}
        </p>
      )}
      {state === 'low' && (
        <p className="tg-note" data-tone="warn">
          <WarningIcon />
          {creditsMicro === 0 ? words.balance.empty : words.balance.low(credits(creditsMicro))}
        </p>
      )}
      {fromCache && <p className="tg-quiet tg-later">{words.balance.lastKnown}</p>}
      <SourceList />
      {month && (
        <dl className="tg-facts">
          <div>
            <dt>{words.balance.usedThisMonth}</dt>
            <dd>{credits(month.spentMicro)}</dd>
          </div>
          <div>
            <dt>{words.balance.generationsThisMonth}</dt>
            <dd>{number(month.generations)}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}
