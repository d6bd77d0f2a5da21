import { KIND, kindOf, lowerCaseOf, rememberedByCode } from '@tollgate/contract/moderation/normal-form';
import { resolveConfusablesTransformer, resolveLeetSpeakTransformer } from 'obscenity';

const confusables = resolveConfusablesTransformer();
const leetSpeak = resolveLeetSpeakTransformer();

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

/** What the tables of obscenity lack, or read as another letter than a reader does. */
const READ_AS = new Map(
  Object.entries({
    ...{
      '8': 'b',
      '9': 'g',
      '£': 'l',
      ι: 'i',
      ɩ: 'i',
      ı: 'i',
      ʋ: 'u',
      μ: 'u',
      ƨ: 's',
      ɹ: 'r',
      ð: 'd',
      þ: 'p',
    },
    ...{ б: 'b', з: 'e', л: 'l', ф: 'o', φ: 'o', ж: 'x', ѕ: 's', ԍ: 'g', ց: 'g', ɡ: 'g', ᵹ: 'g', ɐ: 'a' },
  }).map(([from, to]) => [codeOf(from), codeOf(to)]),
);

/**
 * Symbols that stand for a letter at the ends of a word too: @, $, € and letters in squares, circles and
 * flags. Others do so only inside: in "nude!" nothing is hidden.
 */
const LETTER_SYMBOLS = new Set([...'@$€'].map(codeOf));
const isFramedLetter = (code: number): boolean => code >= 0x1f130 && code <= 0x1f1ff;
/** obscenity reads these as letters, but they stand between words far more often. */
const NEVER_LETTERS = new Set([...'()[]{}<>/\\'].map(codeOf));

const [I, L] = [codeOf('i'), codeOf('l')];

/** Scripts in which a Latin letter is never hidden: their letters stay what they are. */
const isFarFromLatin = (code: number): boolean => {
  const kind = kindOf(code);
  return kind === KIND.unspaced || kind === KIND.katakana || kind === KIND.hangul;
};

/**
 * Cyrillic capitals look like their small letters; Greek, Armenian and Cherokee ones like other Latin
 * letters.
 */
const isCyrillic = (code: number): boolean => code >= 0x400 && code <= 0x52f;

function look(code: number): number {
  if (NEVER_LETTERS.has(code) || isFarFromLatin(code)) return code;
  const lower = lowerCaseOf(code);
  const candidates = isCyrillic(code) ? [lower] : [code, lower];
  for (const candidate of candidates) {
    const confusable = READ_AS.get(candidate) ?? confusables.transform(candidate) ?? candidate;
    const read = READ_AS.get(confusable) ?? leetSpeak.transform(confusable) ?? confusable;
    if (read !== candidate) return lowerCaseOf(read);
  }
  return lower;
}

/** The Latin letter that a reader takes this character for, or the character itself in lower case. */
export const looksLike: (code: number) => number = rememberedByCode(look);

/** i and l can't be told apart by their look, nor what stands for either: 1, | and !. */
export const shapeOf = (looked: number): number => (looked === L ? I : looked);

export const isLetterSymbol = (code: number): boolean =>
  LETTER_SYMBOLS.has(code) || (isFramedLetter(code) && canBeLetter(code));

/** Whether a symbol, which is no letter by itself, can be read as one. */
export const canBeLetter = (code: number): boolean => {
  const looked = looksLike(code);
  return looked !== code && kindOf(looked) === KIND.letter;
};

const FAMILIES = [/[а-яієґ]/u, /[α-ω]/u, /[\p{Script=Arabic}\p{Script=Hebrew}]/u];

/**
 * The writing to which this letter belongs in everyday use; 0 for none. A word all of one writing, in a
 * prompt mostly of that writing, hides nothing: "соке" is Russian there, not "coke".
 */
export const familyOf = (code: number): number => (code < 0x370 ? 0 : families(lowerCaseOf(code)));
const families = rememberedByCode(
  (code) => 1 + FAMILIES.findIndex((family) => family.test(String.fromCodePoint(code))),
);
