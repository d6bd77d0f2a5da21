import { toFailure } from './failures.ts';
import { type Answer, type Failure, fail, succeed } from './outcome.ts';

/** What is taken from outside, so that tests need no clock and no luck. */
export interface Timing {
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

export const realTiming: Timing = {
  random: Math.random,
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 300;
const MAX_PAUSE_MS = 30_000;

/**
 * A pause that doubles with each attempt, from `firstMs` to at most half a minute, with jitter over its upper
 * half.
 */
export function backOffMs(attempt: number, firstMs: number, random: () => number): number {
  const stepMs = Math.min(MAX_PAUSE_MS, firstMs * 2 ** (attempt - 1));
  return (stepMs * (1 + random())) / 2;
}

/**
 * How long to wait before attempt `attempt + 1`; `null`: do not ask again. Only `contended` and a lost
 * network are worth repeating, and only because the same request id gets the same answer. Never sooner than
 * the server said.
 */
function retryDelayMs(failure: Failure, attempt: number, random: () => number): number | null {
  if (attempt >= MAX_ATTEMPTS) return null;
  if (failure.code !== 'contended' && failure.code !== 'network') return null;
  return (failure.details.retryAfterMs ?? 0) + backOffMs(attempt, FIRST_DELAY_MS, random);
}

/** Asks until there is an answer that a repeat would not change. Never throws. */
export async function asking<T>(
  ask: () => Promise<T>,
  timing: Timing,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return succeed(await ask());
    } catch (error) {
      const failure = toFailure(error);
      const delayMs = retryDelayMs(failure, attempt, timing.random);
      if (delayMs !== null) await timing.wait(delayMs, signal);
      if (delayMs === null || signal?.aborted) return fail(failure);
    }
  }
}
