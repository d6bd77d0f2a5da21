import { useEffect, useState } from 'react';
import { serverNow } from '../clock.ts';

/** The time by the server's clock, again every `everyMs`; stands still when `everyMs` is `null`. */
export function useNow(everyMs: number | null): number {
  const [known, setKnown] = useState(() => ({ everyMs, nowMs: serverNow() }));
  // Who starts to count begins with the time that it is by then, not for one frame with an older one.
  const current = known.everyMs === everyMs ? known : { everyMs, nowMs: serverNow() };
  if (current !== known) setKnown(current);
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => setKnown({ everyMs, nowMs: serverNow() }), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return current.nowMs;
}
