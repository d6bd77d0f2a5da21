import { KIND } from '@tollgate/contract/moderation/normal-form';
import { GAP, type Runs } from './runs.ts';
import { type Candidate, lettersIn } from './terms.ts';

/**
 * Whether what spells a term was meant to: innocent words spell one by chance when gaps and look-alikes don't
 * count.
 */

/** The pieces into which gaps cut a match, where the term itself has none. */
function piecesOf(runs: Runs, { term, first, last }: Candidate): { count: number; widest: number } {
  const pieces = { count: 1, widest: GAP.none as number };
  for (let index = first + 1; index <= last; index += 1) {
    const gap = runs.gapAt(index);
    // Behind the term's last letter is a plural's ending, which is no piece of its own.
    if (gap < GAP.joiner || term.runs.gapAt(index - first) >= GAP.joiner) continue;
    pieces.count += 1;
    pieces.widest = Math.max(pieces.widest, gap);
  }
  return pieces;
}

const LEAST_PIECES = 3;
/** "w e a p o n" and "we ap on", but not "go re-read". */
const MAX_LETTERS_A_PIECE = 2;
const LEAST_LETTERS_CUT_ONCE = 4;

export function isOneWord(runs: Runs, found: Candidate): boolean {
  return piecesOf(runs, found).count === 1;
}

/** A word cut up on purpose: in many small pieces, by punctuation inside it, or each letter by itself. */
export function isCutOnPurpose(runs: Runs, found: Candidate): boolean {
  const { term, first, last } = found;
  const { count, widest } = piecesOf(runs, found);
  const length = last - first + 1;
  if (count === 1) return true;
  if (count >= LEAST_PIECES && length <= count * MAX_LETTERS_A_PIECE) return true;
  // "dr.ug" is one thing between spaces; in "let it go.Re-read" the thing is longer than the term.
  const isWhole =
    (term.isOpenAtStart || runs.gapAt(first) === GAP.space) &&
    (term.isOpenAtEnd || runs.gapAt(last + 1) === GAP.space);
  if (widest === GAP.joiner && isWhole && length >= LEAST_LETTERS_CUT_ONCE) return true;
  // Whoever writes without spaces between words puts none between letters by chance.
  return count === length && !hasSpacedWriting(runs, found);
}

function hasSpacedWriting(runs: Runs, { first, last }: Candidate): boolean {
  for (let index = first; index <= last; index += 1) {
    const kind = runs.kindAt(index);
    if (kind === KIND.letter || kind === KIND.digit) return true;
  }
  return false;
}

const LEAST_LETTERS_FOR_I_AND_L = 6;

/**
 * Among the letters as they look: something in the match is disguised (else how it is written decides), and
 * it is not mostly digits: "A55" is a telephone.
 */
export function isDisguised(runs: Runs, { term, first, last }: Candidate): boolean {
  let [digits, letters, isChanged] = [0, 0, false];
  for (let index = first; index <= last; index += 1) {
    // A letter that is drawn out weighs no more than a doubled one.
    digits += Math.min(runs.digitsAt(index), 2);
    letters += Math.min(runs.countAt(index) - runs.digitsAt(index), 2);
    isChanged ||= runs.isChangedAt(index);
  }
  if (digits > letters) return false;
  // i and l swapped turn "fall" into "fail", but no long word into another.
  return isChanged || lettersIn(term.runs) >= LEAST_LETTERS_FOR_I_AND_L;
}
