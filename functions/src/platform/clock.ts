/** The only clock. Decisions get its reading as an argument. */
export const nowMs = (): number => Date.now();

/**
 * A clock for time spans in memory. It never goes back, never runs slower than real time, and never falls
 * behind the wall clock, so setting that one back can't make anything last longer.
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
