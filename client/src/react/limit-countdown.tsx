import type { AiType } from '@tollgate/contract/kinds/kinds';
import { useEffect, useRef } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import { ClockIcon } from './icons.tsx';
import { useNow } from './use-now.ts';

export interface LimitCountdownProps {
  /** Whose hourly limit to show. A guest sees what is left to try instead, whatever is named. */
  aiType?: AiType;
}

/** How many are left within the limit; when none is, how long until the next one, counting down. */
export function LimitCountdown({ aiType = 'image' }: LimitCountdownProps) {
  const { speech, store } = useCreditsContext();
  const { profile, balance } = useCreditsState();
  const { words, number, lang, dir } = speech;
  const ofGuest = profile?.isGuest ? profile.guest : null;
  const limit = profile && (ofGuest ?? profile.limits[aiType]);
  const freeAt = limit?.left === 0 ? limit.freeAt : null;
  const nowMs = useNow(freeAt === null ? null : 1_000);
  const isOver = freeAt !== null && freeAt <= nowMs;

  // Each generation changes the user's document, a guest's too, though no credits move: then what is left is
  // asked for again, since nothing else tells it. That the line was cut, or is back, is no such change.
  const seen = useRef(balance);
  useEffect(() => {
    const before = seen.current;
    seen.current = balance;
    if (before && balance && before !== balance && before.fromCache === balance.fromCache)
      void store.refresh();
  }, [store, balance]);
  useEffect(() => {
    if (isOver) void store.refresh();
  }, [store, isOver]);

  if (!limit) return null;
  const kind = words.kinds[aiType];
  const wait = freeAt === null ? '' : speech.duration(freeAt - nowMs);
  const text = () => {
    if (limit.limit === 0 && !ofGuest) return words.limit.closed(kind);
    if (isOver) return ofGuest ? words.guest.left('1', number(limit.limit)) : words.limit.again(kind);
    if (freeAt !== null) return ofGuest ? words.limit.guestNextIn(wait) : words.limit.nextIn(kind, wait);
    const [left, most] = [number(limit.left), number(limit.limit)];
    return ofGuest ? words.guest.left(left, most) : words.limit.left(kind, left, most);
  };
  const isWaiting = freeAt !== null && !isOver;
  return (
    <div lang={lang} dir={dir} className="tg tg-limit" data-state={isWaiting ? 'waiting' : 'open'}>
      <p role={isWaiting ? 'timer' : 'status'}>
        {isWaiting && <ClockIcon />}
        {text()}
      </p>
      <span className="tg-track" aria-hidden="true">
        <span style={{ inlineSize: `${limit.limit > 0 ? (100 * limit.left) / limit.limit : 0}%` }} />
      </span>
    </div>
  );
}
