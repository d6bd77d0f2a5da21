/** White space, controls, marks without a letter, and letters or symbols that are invisible. */
const SHOWS_NOTHING = /^[\s\p{C}\p{Z}\p{M}\p{DI}\u2800\u{1D159}]*$/u;

/**
 * Whether a text is visible. A name of zero-width characters or Hangul fillers would be an empty line on
 * every page.
 */
export const isVisible = (text: string): boolean => !SHOWS_NOTHING.test(text);
