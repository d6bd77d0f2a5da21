import type { Thresholds } from '@tollgate/contract/config/abuse-limits';
import { BoundedMap } from '../platform/bounded-map.ts';
import { nextThreshold } from './decide.ts';

/** How many signals to write now, and the record's count afterwards, unless other instances write too. */
export interface Due {
  more: number;
  expected: number;
}

interface Count {
  /** The stored count, as far as this instance knows. */
  told: number;
  /** Signals since then. */
  untold: number;
}

/** A record is updated at each threshold, and whenever it lags behind by this part of its count. */
const LAG = 1 / 8;

/**
 * Signals that this instance has counted and not written yet. Nothing is written below the lowest threshold;
 * from there on, at each threshold and whenever an eighth has come on top. So n refusals cause about 8 ·
 * ln(n) writes, and whoever provokes them pays more than we do. Bounded: the oldest are forgotten first.
 */
export class Tally {
  readonly #counts: BoundedMap<string, Count>;

  constructor(most: number) {
    this.#counts = new BoundedMap(most);
  }

  /** Counts `more`; returns what to write now, and treats it as written. */
  add(key: string, more: number, thresholds: Thresholds): Due | null {
    const { told, untold } = this.#of(key);
    const waiting = untold + more;
    if (waiting < stepAfter(told, thresholds)) {
      this.#counts.set(key, { told, untold: waiting });
      return null;
    }
    this.#counts.set(key, { told: told + waiting, untold: 0 });
    return { more: waiting, expected: told + waiting };
  }

  /** Counts up to `total`; returns the same as `add`. */
  raiseTo(key: string, total: number, thresholds: Thresholds): Due | null {
    const { told, untold } = this.#of(key);
    return total > told + untold ? this.add(key, total - told - untold, thresholds) : null;
  }

  /**
   * The stored count differs from what was expected: other instances write too, and staff may have resolved
   * the record.
   */
  correct(key: string, { expected }: Due, actual: number): void {
    const { told, untold } = this.#of(key);
    this.#counts.set(key, { told: Math.max(0, told + actual - expected), untold });
  }

  /** It couldn't be written, or was too little for a record: it is kept for next time. */
  takeBack(key: string, { more }: Due): void {
    const { told, untold } = this.#of(key);
    this.#counts.set(key, { told: Math.max(0, told - more), untold: untold + more });
  }

  #of(key: string): Count {
    return this.#counts.get(key) ?? { told: 0, untold: 0 };
  }
}

/** How many more signals it takes until the next write. */
function stepAfter(told: number, thresholds: Thresholds): number {
  const toNext = (nextThreshold(told, thresholds) ?? Number.POSITIVE_INFINITY) - told;
  return told === 0 ? toNext : Math.min(toNext, Math.ceil(told * LAG));
}
