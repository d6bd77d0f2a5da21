/** Waits in words: "in 10 minutes". Not for countdowns by the second. */

const SECOND_MS = 1_000;
/** The fraction of a wait that rounding may drop. */
const LEFT_OUT = 0.06;

/**
 * A wait in whole units, rounded up so that nobody comes back too early. A tiny rest is dropped: ten minutes
 * and six seconds are ten minutes, not eleven.
 */
export function wholeUnits(ms: number, unitMs: number): number {
  const exact = ms / unitMs;
  const whole = Math.floor(exact);
  const isHardlyMore = unitMs > SECOND_MS && exact - whole < LEFT_OUT * exact;
  return Math.max(1, isHardlyMore ? whole : Math.ceil(exact));
}
