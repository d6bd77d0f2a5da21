import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { ar } from './words/ar.ts';
import { en } from './words/en.ts';
import type { Words } from './words/words.ts';

const SHIPPED: Record<string, Words> = { en, ar };
const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur', 'ckb', 'dv', 'ps', 'sd', 'ug', 'yi']);

const SECOND = 1_000;
type Options = Intl.NumberFormatOptions;

/** A language with its words, its direction and its formats. */
export interface Speech {
  /** For `lang` and `dir` of an element. */
  lang: string;
  dir: 'ltr' | 'rtl';
  words: Words;
  /** An amount alone: "1,250.5". */
  amount(amountMicro: number): string;
  /** An amount with its unit: "1,250.5 credits". */
  credits(amountMicro: number): string;
  number(value: number): string;
  /** US cents as dollars. */
  money(cents: number): string;
  /** What one credit costs, to the cent, or to a tenth of it where that says more. */
  moneyEach(cents: number): string;
  /** Of one, in whole per cent, never more than it is. */
  percent(part: number): string;
  date(atMs: number): string;
  /** Of one of usage's days, which are UTC days. */
  day(atMs: number): string;
  /** "1h 4m", "4m 10s", "9s", rounded up: what counts down reaches nothing when it is over. */
  duration(ms: number): string;
}

/**
 * A sum and its currency stay in their order inside a sentence from right to left, which would take them
 * apart.
 */
const isolated = (sum: string, dir: Speech['dir']): string =>
  dir === 'rtl' ? `\u2066${sum.replace(/[\u200e\u200f\u061c]/g, '')}\u2069` : sum;

/**
 * `locale` is a BCP 47 tag such as `en`, `ar` or `ar-u-nu-latn`; a language without words here speaks
 * English.
 */
export function speechOf(locale: string, ownWords?: Words): Speech {
  const { language } = new Intl.Locale(locale);
  const shipped = SHIPPED[language];
  const words = ownWords ?? shipped ?? en;
  // Words and numbers in two languages would be worse than both in English.
  const spoken = ownWords || shipped ? locale : 'en';
  const lang = new Intl.Locale(spoken).language;
  const dir = RIGHT_TO_LEFT.has(lang) ? 'rtl' : 'ltr';
  // Formats are dear to make, and a chart alone has sixty dates.
  const made = new Map<string, Intl.NumberFormat>();
  const number = (value: number, options: Options = {}) => {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.NumberFormat(spoken, options);
    made.set(key, format);
    return format.format(value);
  };
  const dates = new Map<string | undefined, Intl.DateTimeFormat>();
  const date = (atMs: number, timeZone?: string) => {
    const format =
      dates.get(timeZone) ??
      new Intl.DateTimeFormat(spoken, { day: 'numeric', month: 'short', ...(timeZone && { timeZone }) });
    dates.set(timeZone, format);
    return format.format(atMs);
  };
  const dollars = (cents: number, digits: number) =>
    isolated(
      number(cents / 100, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: digits,
      }),
      dir,
    );
  const amount = (micro: number) => number(micro / MICRO_PER_CREDIT, { maximumFractionDigits: 6 });
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    number(value, { style: 'unit', unit: name, unitDisplay: 'narrow' });
  return {
    lang,
    dir,
    words,
    amount,
    credits: (micro) => words.credits(micro / MICRO_PER_CREDIT, amount(micro)),
    number: (value) => number(value),
    money: (cents) => dollars(cents, 2),
    moneyEach: (cents) => dollars(cents, cents < 100 ? 3 : 2),
    percent: (part) => number(Math.floor(part * 100) / 100, { style: 'percent' }),
    date: (atMs) => date(atMs),
    day: (atMs) => date(atMs, 'UTC'),
    duration(ms) {
      const seconds = Math.max(0, Math.ceil(ms / SECOND));
      const minutes = Math.floor(seconds / 60);
      const parts =
        minutes >= 60
          ? [unit(Math.floor(minutes / 60), 'hour'), minutes % 60 ? unit(minutes % 60, 'minute') : '']
          : [
              minutes > 0 ? unit(minutes, 'minute') : '',
              seconds % 60 || minutes === 0 ? unit(seconds % 60, 'second') : '',
            ];
      return parts.filter(Boolean).join(' ');
    },
  };
}
