/** Waits in words: "in 10 minutes". Whatever counts down to the second needs none of this. */

const SECOND_MS = 1_000;
/** So much of a wait may be left out of its words. */
const LEFT_OUT = 0.06;

/**
 * How many whole units a wait is told as: rounded up, so that nobody comes back too early. Only where the
 * rest is hardly anything of it, it is left out: a window of ten minutes that is free six seconds late is ten
 * minutes and not eleven.
 */
export function wholeUnits(ms: number, unitMs: number): number {
  const exact = ms / unitMs;
  const whole = Math.floor(exact);
  const isHardlyMore = unitMs > SECOND_MS && exact - whole < LEFT_OUT * exact;
  return Math.max(1, isHardlyMore ? whole : Math.ceil(exact));
}
