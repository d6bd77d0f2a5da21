import type { Thresholds } from '@tollgate/contract/config/abuse-limits';
import { BoundedMap } from '../platform/bounded-map.ts';
import { nextThreshold } from './decide.ts';

/** What is to be told now, and what the record has when it has been told, unless others tell too. */
export interface Due {
  more: number;
  expected: number;
}

interface Count {
  /** What the stored record has, as far as this instance knows. */
  told: number;
  /** What has been noticed since. */
  untold: number;
}

/** A record is brought up to date when it lags behind by this part of its count, and at each threshold. */
const LAG = 1 / 8;

/**
 * What this instance has noticed and not told the database yet. Nothing is told below the lowest threshold,
 * and from there on at each threshold and whenever an eighth has come on top, so that n refusals cost about 8
 * · ln(n) writes and whoever provokes them pays more for them than we do. Bounded: what was noticed longest
 * ago is forgotten first.
 */
export class Tally {
  readonly #counts: BoundedMap<string, Count>;

  constructor(most: number) {
    this.#counts = new BoundedMap(most);
  }

  /** Counts `more`; returns what is to be told now, and takes it for told. */
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

  /** Counts what is missing to `total`; returns as `add` does. */
  raiseTo(key: string, total: number, thresholds: Thresholds): Due | null {
    const { told, untold } = this.#of(key);
    return total > told + untold ? this.add(key, total - told - untold, thresholds) : null;
  }

  /**
   * The record has another count than was expected: other instances tell too, and somebody may have resolved
   * it.
   */
  correct(key: string, { expected }: Due, actual: number): void {
    const { told, untold } = this.#of(key);
    this.#counts.set(key, { told: Math.max(0, told + actual - expected), untold });
  }

  /** It could not be told, or was too little for a record: it waits for what comes next. */
  takeBack(key: string, { more }: Due): void {
    const { told, untold } = this.#of(key);
    this.#counts.set(key, { told: Math.max(0, told - more), untold: untold + more });
  }

  #of(key: string): Count {
    return this.#counts.get(key) ?? { told: 0, untold: 0 };
  }
}

/** How many must have come on top of what was told until it is told again. */
function stepAfter(told: number, thresholds: Thresholds): number {
  const toNext = (nextThreshold(told, thresholds) ?? Number.POSITIVE_INFINITY) - told;
  return told === 0 ? toNext : Math.min(toNext, Math.ceil(told * LAG));
}
