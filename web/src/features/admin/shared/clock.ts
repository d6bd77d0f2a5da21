import { serverNow } from '@tollgate/client/clock';
import { useSyncExternalStore } from 'react';

/**
 * One clock for all times on a page: it ticks once a second, and redraws only what reads differently by then.
 */

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

function current(): number {
  const realMs = serverNow();
  if (realMs - nowMs >= TICK_MS || realMs < nowMs) nowMs = realMs;
  return nowMs;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = serverNow();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `read` makes of the time: a text or number, so that an equal one draws nothing anew. */
export const useClock = <T extends string | number | boolean | null>(read: (nowMs: number) => T): T =>
  useSyncExternalStore(subscribe, () => read(current()));
