/** What stands before a letter. Of several things between two letters the widest counts. */
export const GAP = {
  none: 0,
  /** Nothing, but a word may begin here: the script puts no spaces, or changes, or a number ends. */
  edge: 1,
  joiner: 2,
  space: 3,
} as const;
export type Gap = (typeof GAP)[keyof typeof GAP];

/**
 * The letters of a text in order, each however often it is repeated. Kept in columns: a prompt has ten
 * thousand letters, and as many objects would cost more than all that is done with them.
 */
export class Runs {
  length = 0;
  /** The code points that are compared. */
  private readonly symbols: Int32Array;
  private readonly kinds: Uint8Array;
  private readonly gaps: Uint8Array;
  private readonly places: Int32Array;
  private readonly counts: Int32Array;
  private readonly digits: Int32Array;
  private readonly changed: Uint8Array;

  constructor(capacity: number) {
    this.symbols = new Int32Array(capacity);
    this.kinds = new Uint8Array(capacity);
    this.gaps = new Uint8Array(capacity);
    this.places = new Int32Array(capacity);
    this.counts = new Int32Array(capacity);
    this.digits = new Int32Array(capacity);
    this.changed = new Uint8Array(capacity);
  }

  symbolAt(index: number): number {
    return this.symbols[index] ?? 0;
  }
  /** One of `KIND`. */
  kindAt(index: number): number {
    return this.kinds[index] ?? 0;
  }
  /** One of `GAP`: what stands before this letter; behind the last one there is space. */
  gapAt(index: number): number {
    return index < this.length ? (this.gaps[index] ?? GAP.space) : GAP.space;
  }
  /** Where it stands in the normal form of the text. */
  placeAt(index: number): number {
    return this.places[index] ?? 0;
  }
  countAt(index: number): number {
    return this.counts[index] ?? 0;
  }
  /** How many of the repeated are digits, read as letters. */
  digitsAt(index: number): number {
    return this.digits[index] ?? 0;
  }
  /** Whether it is read as another letter than it is. */
  isChangedAt(index: number): boolean {
    return this.changed[index] === 1;
  }

  push(symbol: number, kind: number, gap: Gap, place: number, isDigit: boolean, isChanged: boolean): void {
    const index = this.length;
    this.symbols[index] = symbol;
    this.kinds[index] = kind;
    this.gaps[index] = gap;
    this.places[index] = place;
    this.counts[index] = 1;
    this.digits[index] = isDigit ? 1 : 0;
    this.changed[index] = isChanged ? 1 : 0;
    this.length += 1;
  }

  setUnchanged(from: number, to: number): void {
    this.changed.fill(0, from, to);
  }

  /**
   * Makes one run of equal neighbours. A run ends with its word; but where letters stand alone, as in "n n u
   * d e", equal ones are a run across the gap.
   */
  mergeRepeats(): this {
    const { symbols, kinds, gaps, places, counts, digits, changed } = this;
    let last = -1;
    const letters = this.length;
    for (let index = 0; index < letters; index += 1) {
      const isSame = last >= 0 && symbols[last] === symbols[index] && kinds[last] === kinds[index];
      if (isSame && (gaps[index] === GAP.none || (this.isAlone(index - 1) && this.isAlone(index)))) {
        counts[last] = this.countAt(last) + 1;
        digits[last] = this.digitsAt(last) + this.digitsAt(index);
        if (changed[index] === 1) changed[last] = 1;
        continue;
      }
      last += 1;
      // What is overwritten lies behind the letters that are still looked at.
      symbols[last] = this.symbolAt(index);
      kinds[last] = this.kindAt(index);
      gaps[last] = gaps[index] ?? GAP.space;
      places[last] = this.placeAt(index);
      counts[last] = 1;
      digits[last] = this.digitsAt(index);
      changed[last] = changed[index] ?? 0;
    }
    this.length = last + 1;
    return this;
  }

  private isAlone(index: number): boolean {
    return this.gapAt(index) !== GAP.none && this.gapAt(index + 1) !== GAP.none;
  }
}
