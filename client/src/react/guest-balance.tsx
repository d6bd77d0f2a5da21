import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { useSpeech } from './context.ts';
import { GuestIcon } from './icons.tsx';
import { LimitCountdown } from './limit-countdown.tsx';

interface Props {
  root: { lang: string; dir: 'ltr' | 'rtl'; 'data-variant': string };
  guest: LimitLeft | null;
  isFull: boolean;
  onSignUp: (() => void) | undefined;
}

/** A guest has no credits, but generations to try: how many are left, and the way to more. */
export function GuestBalance({ root, guest, isFull, onSignUp }: Props) {
  const { words, number } = useSpeech();
  const left = guestText(guest, words, number);
  const signUp = onSignUp && (
    <button type="button" className="tg-button" data-main={isFull || undefined} onClick={onSignUp}>
      {words.guest.signUp}
    </button>
  );
  if (!isFull) {
    return (
      <div {...root} className="tg tg-pill" data-state="guest">
        <GuestIcon />
        <span className="tg-strong">
          {guest ? words.guest.left(number(guest.left), number(guest.limit)) : left}
        </span>
        {signUp}
      </div>
    );
  }
  const group = { ...root, role: 'group', 'aria-label': words.guest.title };
  return (
    <div {...group} className="tg tg-card" data-state="guest">
      <p className="tg-strong">{words.guest.title}</p>
      <p className="tg-note" data-tone="info">
        <GuestIcon /> {left}
      </p>
      {guest?.left === 0 && <LimitCountdown />}
      <p className="tg-quiet">{words.guest.offer}</p>
      {signUp}
    </div>
  );
}

/** What is left to a guest, in a sentence. */
export function guestText(
  guest: LimitLeft | null,
  words: ReturnType<typeof useSpeech>['words'],
  number: (value: number) => string,
): string {
  if (!guest) return words.guest.leftUnknown;
  return guest.left === 0 ? words.guest.usedUp : words.guest.left(number(guest.left), number(guest.limit));
}
