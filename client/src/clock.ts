/**
 * The server's clock, as the last profile told it. A phone's own may be minutes off, and whoever sets it
 * right in the middle of a countdown would make that jump: so what has passed since is measured by a clock
 * that nobody sets.
 */
let originMs: number | undefined;

/** Milliseconds since 1970. Before the server has told its time, the machine's own. */
export const serverNow = (): number =>
  originMs === undefined ? Date.now() : Math.round(originMs + performance.now());

/**
 * The server said that it was `nowMs`, just now: what the answer took on its way makes every wait a moment
 * longer. Functions that were deployed before they told the time say nothing.
 */
export function learnServerTime(nowMs: number | undefined): void {
  if (nowMs) originMs = nowMs - performance.now();
}
