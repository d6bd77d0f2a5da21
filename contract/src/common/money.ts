/**
 * Money. People see credits; the system stores and computes integers of microcredits, so that no float ever
 * touches a balance. Every field and variable that holds such an amount ends in `Micro`.
 */

declare const micro: unique symbol;

/**
 * An integer amount of microcredits, safe to add: `Number.isSafeInteger` holds. May be negative in a ledger
 * entry.
 */
export type Micro = number & { readonly [micro]: true };

/** 1 credit is 1,000,000 microcredits. */
export const MICRO_PER_CREDIT = 1_000_000;

/** The largest amount that one call may move: 1,000,000,000 credits. Keeps every sum far below 2^53. */
export const MAX_AMOUNT_MICRO = 1_000_000_000 * MICRO_PER_CREDIT;

/** The most that one user may own: far enough below 2^53 that no sum on the way overflows. */
export const MAX_BALANCE_MICRO = 5 * MAX_AMOUNT_MICRO;

export const ZERO_MICRO = 0 as Micro;

export const isMicro = (value: unknown): value is Micro => Number.isSafeInteger(value);

/**
 * Brands an integer of microcredits. Throws on anything that is not a safe integer: that is a bug, not a
 * refusal.
 */
export function toMicro(value: number): Micro {
  if (!isMicro(value)) throw new RangeError(`not an integer of microcredits: ${value}`);
  // Never -0.
  return (value + 0) as Micro;
}

export const addMicro = (a: Micro, b: Micro): Micro => toMicro(a + b);

export const subtractMicro = (a: Micro, b: Micro): Micro => toMicro(a - b);

export const minMicro = (a: Micro, b: Micro): Micro => (a < b ? a : b);

export const sumMicro = (amounts: Iterable<Micro>): Micro => {
  let total = ZERO_MICRO;
  for (const amount of amounts) total = addMicro(total, amount);
  return total;
};

/**
 * Parses credits as a person writes them ("10", "0.001", "1,250.5") into microcredits, exactly: digits are
 * read, never a float. At most six decimals. Returns `undefined` for anything else, a negative amount
 * included.
 */
export function parseCredits(text: string): Micro | undefined {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match?.[1]) return undefined;
  const whole = Number(match[1].replaceAll(',', ''));
  const value = whole * MICRO_PER_CREDIT + Number((match[2] ?? '').padEnd(6, '0'));
  return value <= MAX_AMOUNT_MICRO ? toMicro(value) : undefined;
}

/**
 * Microcredits as credits in the reader's own numerals, exactly: "0.001", "1,250.5". The inverse of
 * {@link parseCredits} in the locale `en`.
 */
export function formatCredits(amountMicro: number, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(amountMicro / MICRO_PER_CREDIT);
}
