/**
 * White space, controls, marks without a letter, and what shows nothing though it counts as a letter or
 * symbol.
 */
const SHOWS_NOTHING = /^[\s\p{C}\p{Z}\p{M}\p{DI}\u2800\u{1D159}]*$/u;

/**
 * Whether there is something to see: a name of zero-width characters or Hangul fillers is an empty line on
 * every page.
 */
export const isVisible = (text: string): boolean => !SHOWS_NOTHING.test(text);
