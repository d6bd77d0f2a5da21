import { KIND, kindOf, lowerCaseOf, normalForm, symbolForm } from './normal-form.ts';

/**
 * What a banned term, or an allowed phrase, comes to: what of it counts when a prompt is searched. Not what
 * was written is measured when the configuration is saved, but this; and the console shows it.
 */
export interface TermForm {
  /** What is searched for, without stars at its ends. */
  core: string;
  isOpenAtStart: boolean;
  isOpenAtEnd: boolean;
  /**
   * Symbols belong to it, as in `18+`, `c#` or 🔥: it is searched for as it is typed, and no disguise of it
   * is.
   */
  hasSymbols: boolean;
  /** As people are shown it: in small letters, without what doesn't count. */
  shown: string;
  /** How many letters, digits and symbols that is. */
  length: number;
  /** An emoji is among them. */
  hasPicture: boolean;
}

/** Emoji and pictures, which need no letter beside them. */
const IS_PICTURE = /[\p{So}\p{Co}]|(?=\P{ASCII})\p{Extended_Pictographic}/u;
/** + = < > ~ | ¢ $ € and the like: beside a letter or digit they make another thing of it. */
const IS_SIGN = /[\p{Sm}\p{Sc}^@#%]/u;
/** A dot or slash in front of a word: `.net`, `/imagine`. Elsewhere it ends a sentence, or joins words. */
const BEGINS_WORD = /[./\\]/;
/** Inside a word only, where it stands for a letter: "v!olence". */
const WITHIN_WORD = /!/;

const isReadable = (kind: number): boolean => kind >= KIND.letter;

interface Around {
  /** Behind a space, or the first of all. */
  isAtStart: boolean;
  /** Directly behind something that counts. */
  isInside: boolean;
  /** What follows. */
  next: number;
}

/** Whether a symbol counts where a text is read as it is typed. */
export function symbolCounts(code: number, { isAtStart, isInside, next }: Around): boolean {
  const symbol = String.fromCodePoint(code);
  if (IS_PICTURE.test(symbol) || IS_SIGN.test(symbol)) return true;
  if (BEGINS_WORD.test(symbol)) return isAtStart && isReadable(kindOf(next));
  return WITHIN_WORD.test(symbol) && isInside && isReadable(kindOf(next));
}

export function termForm(term: string): TermForm {
  const emoji = new Map<string, string>();
  const normal = symbolForm(normalForm(term), emoji).trim();
  const core = normal.replace(/^[\s*]+|[\s*]+$/g, '');
  const words = core.split(/\s+/).map(readWord);
  const hasSymbols = words.some((word) => word.hasSymbols);
  // A symbol between words, as in "rock & roll", only joins them.
  const counting = words.flatMap(({ typed, letters }) => (hasSymbols ? typed : letters) || []).join(' ');
  const shown = [...counting].map((character) => drawn(emoji.get(character) ?? character)).join('');
  const [isOpenAtStart, isOpenAtEnd] = [normal.startsWith('*'), normal.endsWith('*')];
  return {
    ...{ core, isOpenAtStart, isOpenAtEnd, hasSymbols },
    shown: shown && `${isOpenAtStart ? '*' : ''}${shown}${isOpenAtEnd ? '*' : ''}`,
    length: [...counting].filter((character) => character !== ' ').length,
    hasPicture: words.some((word) => word.hasPicture),
  };
}

/** A keycap is drawn as one with the mark that the normal form left out. */
const drawn = (character: string): string => character.replace(/^(.)\u20E3$/, '$1\uFE0F\u20E3');

function readWord(word: string): {
  letters: string;
  typed: string;
  hasSymbols: boolean;
  hasPicture: boolean;
} {
  const characters = [...word].filter((one) => kindOf(one.codePointAt(0) ?? 0) !== KIND.invisible);
  let [letters, typed, signs, hasPicture, isInside] = ['', '', 0, false, false];
  for (const [index, character] of characters.entries()) {
    const code = character.codePointAt(0) ?? 0;
    const next = characters[index + 1]?.codePointAt(0) ?? SPACE;
    if (isReadable(kindOf(code))) {
      const small = String.fromCodePoint(lowerCaseOf(code));
      [letters, typed, isInside] = [letters + small, typed + small, true];
    } else if (symbolCounts(code, { isAtStart: typed === '', isInside, next })) {
      [typed, isInside] = [typed + character, true];
      if (IS_PICTURE.test(character)) hasPicture = true;
      else signs += 1;
    } else isInside = false;
  }
  return { letters, typed, hasPicture, hasSymbols: hasPicture || (signs > 0 && letters !== '') };
}

const SPACE = 0x20;

/**
 * Why a term is not saved: nothing of it counts; it is one letter or digit, of which ordinary prompts are
 * full; one or two digits and nothing beside; a star beside so few letters that it stands for ordinary words.
 */
export const TERM_FAULTS = ['nothing', 'short', 'number', 'wide'] as const;
export type TermFault = (typeof TERM_FAULTS)[number];

const MIN_LETTERS = 2;
const MIN_DIGITS = 3;
const MIN_BESIDE_STAR = 3;

/** One Chinese character is a word. */
const IS_WORD_ALONE = /\p{Script=Han}/u;

/**
 * What is wrong with a banned term, measured as what it comes to; of an allowed phrase only the first two
 * are.
 */
export function termFault(term: string, use: 'banned' | 'allowed' = 'banned'): TermFault | null {
  const { shown, length, hasSymbols, hasPicture, isOpenAtStart, isOpenAtEnd } = termForm(term);
  if (length === 0) return 'nothing';
  if (hasPicture || IS_WORD_ALONE.test(shown)) return null;
  const isWide = (isOpenAtStart || isOpenAtEnd) && length < MIN_BESIDE_STAR;
  if (use === 'banned' && isWide) return 'wide';
  if (length < MIN_LETTERS) return 'short';
  if (use === 'allowed') return null;
  return !hasSymbols && length < MIN_DIGITS && /^\p{N}+$/u.test(shown) ? 'number' : null;
}

/** The sentence for it. */
export function termFaultMessage(term: string, fault: TermFault): string {
  const { shown } = termForm(term);
  const becomes = `“${term}” becomes “${shown}”`;
  return {
    nothing: `“${term}” has no letter, no digit and no emoji that counts, so nothing would ever match it`,
    short: `${becomes}, which ordinary prompts are full of: use at least ${MIN_LETTERS} letters`,
    number: `${becomes}, a number of ordinary prompts: use at least ${MIN_DIGITS} digits, or a sign beside them`,
    wide: `${becomes}, which ordinary words match: use at least ${MIN_BESIDE_STAR} letters beside a star`,
  }[fault];
}
