/** The one clock. Decisions get its reading as an argument. */
export const nowMs = (): number => Date.now();

/**
 * A clock for spans of time in memory: it never goes back, is never slower than what really passes, and never
 * behind the wall clock, so that somebody who sets that one back does not make anything last longer.
 */
export function makeSteadyClock(wallMs: () => number, monotonicMs: () => number): () => number {
  let latestMs = wallMs();
  let readMs = monotonicMs();
  return () => {
    const passedMs = monotonicMs() - readMs;
    readMs += passedMs;
    latestMs = Math.max(latestMs + passedMs, wallMs());
    return latestMs;
  };
}

export const steadyMs = makeSteadyClock(nowMs, () => performance.now());
