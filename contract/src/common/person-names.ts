/**
 * Names and addresses of people come from ID tokens, from Authentication and from people themselves. Nothing
 * there bounds them: an Admin SDK or another provider may have stored half a surrogate pair, control
 * characters or a megabyte. Firestore takes no malformed text and no document of more than a mebibyte, so a
 * name like that would put its account out of reach. Hence each is made fit to store wherever it enters, and
 * wherever a stored one is read.
 */

export const MAX_NAME_CHARS = 80;
/** The longest address that mail can reach is shorter: 64 characters, `@`, 255. */
export const MAX_EMAIL_CHARS = 320;

/** A name as it is stored; `null` where nothing is left to see. */
export const storableName = (text: string | null | undefined): string | null => fit(text, MAX_NAME_CHARS);

/** An email address as it is stored; `null` where there is none. */
export const storableEmail = (text: string | null | undefined): string | null => fit(text, MAX_EMAIL_CHARS);

/** Control characters, line breaks among them, are spaces; what is cut is not cut through a character. */
function fit(text: string | null | undefined, maxChars: number): string | null {
  // Cut first, so that a megabyte of text costs nothing.
  const cut = (text ?? '').slice(0, 2 * maxChars).toWellFormed();
  const spaced = cut.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  const fitting = withoutHalf(spaced.slice(0, maxChars)).trim();
  return IS_INVISIBLE.test(fitting) ? null : fitting;
}

/** Without the first half of a pair whose second was cut off. */
const withoutHalf = (text: string): string => (text.isWellFormed() ? text : text.slice(0, -1));

const IS_INVISIBLE = /^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]*$/u;
