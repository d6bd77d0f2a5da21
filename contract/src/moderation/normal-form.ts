/**
 * How moderation reads text, here because the console shows what a term becomes. The first step for prompts
 * and terms alike: what only decorates letters goes, what remains has one form. Every expression here is one
 * character class, so its time grows with the text and with nothing else.
 */

/**
 * Marks that decorate a letter: accents, strokes laid over letters, vowel points. Thai, Hindi and others
 * write vowels with marks of their own, and kana their voiced sounds: without those it would be another word.
 * The frame of a keycap makes another sign of a digit, which `symbolForm` reads.
 */
const DECORATION =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]]--[\u3099\u309A\u20E3]]/gv;

/**
 * Each of these is a word or a phrase in one character, of up to 18 letters. No term is written with them.
 */
const SQUEEZED = /[\u3300-\u33FF\uFDF0-\uFDFF]/g;

export const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/** Accents, width and letter styles folded; case is left, because Η looks like H and η like n. */
export function normalForm(text: string): string {
  if (isAscii(text)) return text;
  const bare = text.replace(SQUEEZED, ' ').normalize('NFKD').replace(DECORATION, '').normalize('NFC');
  return bare.replace(/[ßẞ]/g, 'ss').replace(/ς/g, 'σ');
}

export const KIND = {
  /**
   * Shows nothing: zero-width, direction and control characters, the stroke that stretches Arabic letters.
   */
  invisible: 1,
  space: 2,
  /** Punctuation, symbols, emoji: what may stand between the letters of one word. */
  joiner: 3,
  letter: 4,
  digit: 5,
  /** A letter of a script that puts no spaces between words. */
  unspaced: 6,
  /** A run of katakana is a word, although no space ends it. */
  katakana: 7,
  /** Particles are put behind a Korean word without a space. */
  hangul: 8,
} as const;
type Kind = (typeof KIND)[keyof typeof KIND];

const IS_INVISIBLE = /\u20E3|[\p{DI}\p{Cf}\p{Emoji_Modifier}\u0640\u3099\u309A]/u;
const IS_LETTER = /[\p{L}\p{M}\p{Nl}]/u;
const IS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const IS_KATAKANA = /[\p{Script=Katakana}\u30FC]/u;

function classify(character: string): Kind {
  if (IS_INVISIBLE.test(character)) return KIND.invisible;
  if (/\s/.test(character)) return KIND.space;
  if (/[\p{Cc}\p{Cs}]/u.test(character)) return KIND.invisible;
  if (/\p{N}/u.test(character) && !/\p{Nl}/u.test(character)) return KIND.digit;
  if (!IS_LETTER.test(character)) return KIND.joiner;
  if (IS_UNSPACED.test(character)) return KIND.unspaced;
  if (IS_KATAKANA.test(character)) return KIND.katakana;
  return /\p{Script=Hangul}/u.test(character) ? KIND.hangul : KIND.letter;
}

const UNKNOWN = -1;

/**
 * A prompt asks ten thousand times. There are no more code points than Unicode has, so what is remembered
 * stays small.
 */
export function rememberedByCode(compute: (code: number) => number): (code: number) => number {
  const common = new Int32Array(0x10000).fill(UNKNOWN);
  const rare = new Map<number, number>();
  return (code) => {
    const known = code < common.length ? common[code] : rare.get(code);
    if (known !== undefined && known !== UNKNOWN) return known;
    const computed = compute(code);
    if (code < common.length) common[code] = computed;
    else rare.set(code, computed);
    return computed;
  };
}

export const lowerCaseOf: (code: number) => number = rememberedByCode(
  (code) => String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? code,
);

/** What a code point is to a reader: one of `KIND`. */
export const kindOf: (code: number) => number = rememberedByCode((code) =>
  classify(String.fromCodePoint(code)),
);

/** A flag is a pair of these, and a letter when it stands alone. */
const FLAG = /[\u{1F1E6}-\u{1F1FF}]{2}/gu;
const KEYCAP = /[#*0-9]\uFE0F?\u20E3/g;
/** A flag of a part of a country: a black flag with letters that show nothing. */
const TAGGED = /\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}/gu;

/** Where no character is: each flag and keycap has a place of its own. */
const PRIVATE = { flags: 0xf0000, keycaps: 0xf1000, tagged: 0xf2000 };
const MAX_TAGGED = 0xd000;
const FILLER = '\u2060';

/**
 * The normal form with each emoji that takes several characters as one of them: 🇩🇪 is neither two letters nor
 * the end of one flag and the beginning of the next. `seen` learns which stands for which. As long as it was,
 * so that places in it are places in the normal form.
 */
export function symbolForm(normal: string, seen?: Map<string, string>): string {
  if (isAscii(normal)) return normal;
  const one = (found: string, code: number): string => {
    const symbol = String.fromCodePoint(code);
    seen?.set(symbol, found);
    return symbol + FILLER.repeat(found.length - symbol.length);
  };
  return normal
    .replace(FLAG, (found) => one(found, PRIVATE.flags + flagOf(found)))
    .replace(KEYCAP, (found) => one(found, PRIVATE.keycaps + found.charCodeAt(0)))
    .replace(TAGGED, (found) => one(found, PRIVATE.tagged + tagOf(found)));
}

const FIRST_FLAG_LETTER = 0x1f1e6;
const flagOf = (found: string): number => {
  const [first = 0, second = 0] = [...found].map(
    (letter) => (letter.codePointAt(0) ?? 0) - FIRST_FLAG_LETTER,
  );
  return first * 26 + second;
};

const tagOf = (found: string): number =>
  [...found].reduce((sum, tag) => (sum * 31 + (tag.codePointAt(0) ?? 0)) % MAX_TAGGED, 0);

/** Flags, where nobody spells with them: alone, beside neither a letter nor a third one. */
const FLAG_ALONE =
  /(?<![\p{L}\p{N}\u{1F1E6}-\u{1F1FF}])[\u{1F1E6}-\u{1F1FF}]{2}(?![\p{L}\p{N}\u{1F1E6}-\u{1F1FF}])/gu;
const TWO_WHITE_FLAGS = '\u{1F3F3}\u{1F3F3}';

/** The normal form in which 🇩🇪 is no "de"; as long as it was. */
export const withoutFlags = (normal: string): string =>
  isAscii(normal) ? normal : normal.replace(FLAG_ALONE, TWO_WHITE_FLAGS);
