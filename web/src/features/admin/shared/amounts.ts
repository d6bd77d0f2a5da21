import { inOrder } from '../../../shared/format.ts';
import { currentLanguage } from '../../../shared/language.ts';

/** Numbers as forms and diffs of the console show and read them: what a number is, its field's name tells. */

export type AmountKind = 'credits' | 'cents' | 'microUsd' | 'count';

/**
 * How many decimals stand behind the point of one unit that people read: a credit is a million microcredits.
 */
const DECIMALS: Record<AmountKind, number> = { credits: 6, cents: 2, microUsd: 6, count: 0 };

export function kindOfField(name: string): AmountKind {
  if (name.endsWith('MicroUsd')) return 'microUsd';
  if (name.endsWith('Micro')) return 'credits';
  return name.endsWith('Cents') ? 'cents' : 'count';
}

/**
 * Reads what a person typed, exactly: digits are moved, never a float multiplied. `null` for what is no such
 * number; a sign is read, so that a negative amount can be told from nonsense.
 */
export function readAmount(kind: AmountKind, text: string): number | null {
  const match = /^([-−+])?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match?.[2]) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > DECIMALS[kind]) return null;
  const value = Number(match[2].replaceAll(',', '') + fraction.padEnd(DECIMALS[kind], '0'));
  return match[1] === '-' || match[1] === '−' ? -value : value;
}

/** A number as it stands in its field: digits alone, with a point, in every language. */
export function fieldText(kind: AmountKind, value: number): string {
  const options = { maximumFractionDigits: DECIMALS[kind], useGrouping: false };
  return new Intl.NumberFormat('en', options).format(value / 10 ** DECIMALS[kind]);
}

/** A number for reading: "1,250.5", and "$4.99" of money. */
export function shownAmount(kind: AmountKind, value: number): string {
  const isMoney = kind === 'cents' || kind === 'microUsd';
  const money = isMoney ? { style: 'currency', currency: 'USD' } : {};
  const shown = new Intl.NumberFormat(currentLanguage().locale, {
    ...(money as Intl.NumberFormatOptions),
    maximumFractionDigits: Math.max(DECIMALS[kind], kind === 'cents' ? 2 : 0),
  }).format(value / 10 ** DECIMALS[kind]);
  return isMoney ? inOrder(shown) : shown;
}

export const shownShare = (share: number): string =>
  new Intl.NumberFormat(currentLanguage().locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(share);

/** The same with its sign, as a change: "+12.5", "−3". */
export function shownChange(kind: AmountKind, value: number): string {
  return new Intl.NumberFormat(currentLanguage().locale, {
    maximumFractionDigits: DECIMALS[kind],
    signDisplay: 'exceptZero',
  }).format(value / 10 ** DECIMALS[kind]);
}
