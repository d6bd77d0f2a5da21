import {
  isAscii,
  KIND,
  kindOf,
  lowerCaseOf,
  symbolForm,
  withoutFlags,
} from '@tollgate/contract/moderation/normal-form';
import { symbolCounts } from '@tollgate/contract/moderation/terms';
import { canBeLetter, familyOf, isLetterSymbol, looksLike, shapeOf } from './look-alikes.ts';
import { GAP, type Gap, Runs } from './runs.ts';

/** How characters are read as letters; `read` gives none for what is no letter there. */
interface Reader {
  read: (code: number, kind: number, gap: Gap, next: number) => number | null;
  kindOf: (kind: number) => number;
}

function lettersBy(reader: Reader, normal: string): Runs {
  const letters = new Runs(normal.length);
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
    const isDigit = written === KIND.digit && kind !== KIND.digit;
    letters.push(symbol, kind, gap, here, isDigit, symbol !== shapeOf(lowerCaseOf(code)));
    kindBefore = kind;
    gap = GAP.none;
  }
  return letters;
}

/** A symbol, where it is read as one, is a word of its own. */
const isEdge = (before: number, after: number): boolean =>
  before !== after || after === KIND.unspaced || after === KIND.joiner;

const AS_WRITTEN: Reader = {
  read: (code, kind) => (kind === KIND.joiner ? null : lowerCaseOf(code)),
  kindOf: (kind) => kind,
};

const AS_TYPED: Reader = {
  read: (code, kind, gap, next) => {
    if (kind !== KIND.joiner) return lowerCaseOf(code);
    const around = { isAtStart: gap === GAP.space, isInside: gap === GAP.none, next };
    return symbolCounts(code, around) ? code : null;
  },
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
export const runsAsWritten = (normal: string): Runs => lettersBy(AS_WRITTEN, normal).mergeRepeats();

/** The same with the symbols that may belong to a term, each emoji as one of them. */
export const runsAsTyped = (normal: string): Runs => lettersBy(AS_TYPED, symbolForm(normal)).mergeRepeats();

/**
 * The letters as a reader takes them: look-alikes, digits and some symbols are the Latin letters they
 * resemble.
 */
export function runsAsTheyLook(normal: string): Runs {
  const letters = lettersBy(AS_IT_LOOKS, withoutFlags(normal));
  if (!isAscii(normal)) excuseOtherWritings(letters, normal);
  return letters.mergeRepeats();
}

/**
 * In a prompt mostly of one writing, the words wholly of that writing hide nothing, whatever they look like.
 */
function excuseOtherWritings(letters: Runs, normal: string): void {
  const families = new Uint8Array(letters.length);
  const counts = [0, 0, 0, 0];
  for (let index = 0; index < letters.length; index += 1) {
    const family = familyOf(normal.codePointAt(letters.placeAt(index)) ?? 0);
    families[index] = family;
    counts[family] = (counts[family] ?? 0) + 1;
  }
  const main = counts.findIndex((count, family) => family !== 0 && count > 0 && count * 2 >= letters.length);
  if (main < 0) return;
  for (let from = 0, to = 1; from < letters.length; from = to, to = from + 1) {
    let isOfMain = families[from] === main;
    for (; to < letters.length && letters.gapAt(to) === GAP.none; to += 1) isOfMain &&= families[to] === main;
    if (isOfMain) letters.setUnchanged(from, to);
  }
}
