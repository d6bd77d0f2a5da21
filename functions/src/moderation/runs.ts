import { canBeLetter, familyOf, isLetterSymbol, looksLike, shapeOf } from './look-alikes.ts';
import { isAscii, KIND, kindOf, lowerCaseOf } from './normal-form.ts';

/** What stands before a letter. Of several things between two letters the widest counts. */
export const GAP = {
  none: 0,
  /** Nothing, but a word may begin here: the script puts no spaces, or changes, or a number ends. */
  edge: 1,
  joiner: 2,
  space: 3,
} as const;
export type Gap = (typeof GAP)[keyof typeof GAP];

/** A letter, however often it is repeated. */
export interface Run {
  /** The code point that is compared. */
  symbol: number;
  /** One of `KIND`. */
  kind: number;
  gap: Gap;
  /** Where it stands in the normal form of the text. */
  at: number;
  count: number;
  /** Read as another letter than it is. */
  isChanged: boolean;
  /** How many of them are digits, read as letters. */
  digits: number;
}

/** How characters are read as letters; `read` gives none for what is no letter there. */
interface Reader {
  read: (code: number, kind: number, gap: Gap, next: number) => number | null;
  kindOf: (kind: number) => number;
}

function lettersBy(reader: Reader, normal: string): Run[] {
  const letters: Run[] = [];
  let gap: Gap = GAP.space;
  let kindBefore: number = KIND.space;
  for (let at = 0; at < normal.length; ) {
    const code = normal.codePointAt(at) ?? 0;
    const here = at;
    at += code > 0xffff ? 2 : 1;
    const written = kindOf(code);
    if (written === KIND.invisible) continue;
    const symbol =
      written === KIND.space ? null : reader.read(code, written, gap, normal.codePointAt(at) ?? 0);
    if (symbol === null) {
      gap = written === KIND.space || gap === GAP.space ? GAP.space : GAP.joiner;
      continue;
    }
    const kind = reader.kindOf(written);
    if (gap === GAP.none && isEdge(kindBefore, kind)) gap = GAP.edge;
    const digits = written === KIND.digit && kind !== KIND.digit ? 1 : 0;
    letters.push({
      symbol,
      kind,
      gap,
      at: here,
      count: 1,
      isChanged: symbol !== shapeOf(lowerCaseOf(code)),
      digits,
    });
    kindBefore = kind;
    gap = GAP.none;
  }
  return letters;
}

const isEdge = (before: number, after: number): boolean => before !== after || after === KIND.unspaced;

const AS_WRITTEN: Reader = {
  read: (code, kind) => (kind === KIND.joiner ? null : lowerCaseOf(code)),
  kindOf: (kind) => kind,
};

const AS_IT_LOOKS: Reader = {
  read: (code, kind, gap, next) => {
    if (kind !== KIND.joiner || isLetterSymbol(code)) return shapeOf(looksLike(code));
    return (gap === GAP.none || code === EXCLAMATION) && canBeLetter(code) && isReadable(next)
      ? shapeOf(looksLike(code))
      : null;
  },
  kindOf: (kind) => (kind === KIND.digit || kind === KIND.joiner ? KIND.letter : kind),
};

const EXCLAMATION = '!'.charCodeAt(0);

const isReadable = (code: number): boolean => {
  const kind = kindOf(code);
  return kind === KIND.letter || kind === KIND.digit || isLetterSymbol(code);
};

/** The letters and digits as they are written. */
export const runsAsWritten = (normal: string): Run[] => runsOf(lettersBy(AS_WRITTEN, normal));

/** The letters as a reader takes them: look-alikes, digits and some symbols are the Latin letters they resemble. */
export const runsAsTheyLook = (normal: string): Run[] =>
  runsOf(withoutOtherWritings(lettersBy(AS_IT_LOOKS, normal), normal));

/** In a prompt mostly of one writing, the words wholly of that writing hide nothing, whatever they look like. */
function withoutOtherWritings(letters: Run[], normal: string): Run[] {
  if (isAscii(normal)) return letters;
  const families = Uint8Array.from(letters, ({ at }) => familyOf(normal.codePointAt(at) ?? 0));
  const counts = [0, 0, 0, 0];
  for (const family of families) counts[family] = (counts[family] ?? 0) + 1;
  const main = counts.findIndex((count, family) => family !== 0 && count > 0 && count * 2 >= letters.length);
  if (main < 0) return letters;
  for (let from = 0, to = 1; from < letters.length; from = to, to = from + 1) {
    while (to < letters.length && letters[to]?.gap === GAP.none) to += 1;
    if (families.subarray(from, to).some((family) => family !== main)) continue;
    for (const letter of letters.slice(from, to)) letter.isChanged = false;
  }
  return letters;
}

/**
 * Letters as runs of equal ones. A run ends with its word; but where letters stand alone, as in "n n u d e", equal
 * neighbours are one run across the gap.
 */
function runsOf(letters: readonly Run[]): Run[] {
  const runs: Run[] = [];
  let before: Run | undefined;
  letters.forEach((letter, index) => {
    const isSame = before?.symbol === letter.symbol && before.kind === letter.kind;
    const areJoined = letter.gap === GAP.none || (isAlone(letters, index - 1) && isAlone(letters, index));
    if (before && isSame && areJoined) {
      before.count += 1;
      before.digits += letter.digits;
      before.isChanged ||= letter.isChanged;
      return;
    }
    runs.push(letter);
    before = letter;
  });
  return runs;
}

const isAlone = (letters: readonly Run[], index: number): boolean =>
  letters[index]?.gap !== GAP.none && letters[index + 1]?.gap !== GAP.none;
