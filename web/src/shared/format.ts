import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import i18next from 'i18next';
import { currentLanguage } from './language.ts';

const amounts = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/**
 * Amounts as people read them: up to six decimals, exactly; as `formatCredits` of the SDK, whose format is
 * made anew for each.
 */
export const credits = (amountMicro: number): string => amounts.format(amountMicro / MICRO_PER_CREDIT);

/** "1 credit", "12.5 credits". */
export const creditsWithUnit = (amountMicro: number): string =>
  i18next.t('credits', { count: Math.abs(amountMicro) / MICRO_PER_CREDIT, shown: credits(amountMicro) });

export const signedCredits = (amountMicro: number): string =>
  amountMicro > 0 ? `+${credits(amountMicro)}` : credits(amountMicro).replace('-', '−');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const made = new Map<string, Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.DateTimeFormat>();

/** Formats are dear to make and used for every row, so each is made once for a language. */
function once<T extends Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.DateTimeFormat>(
  Format: new (locale: string, options: object) => T,
  options: object,
): T {
  const { locale } = currentLanguage();
  const key = `${Format.name} ${locale} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known instanceof Format) return known;
  const format = new Format(locale, options);
  made.set(key, format);
  return format;
}

export const number = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  once(Intl.NumberFormat, options).format(value);

/**
 * In Arabic "US$" would come apart, since its letters and its sign run in two directions: as in the SDK, a
 * sum stays in its order.
 */
export const inOrder = (sum: string): string =>
  currentLanguage().direction === 'rtl' ? `\u2066${sum.replace(/[\u200e\u200f\u061c]/g, '')}\u2069` : sum;

/** US cents as people read them: "$4.99". */
export const money = (cents: number): string =>
  inOrder(number(cents / 100, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' }));

/** Of one: 0.125 is "12.5%". */
export const percent = (part: number): string => number(part, { style: 'percent', maximumFractionDigits: 1 });

const unit = (value: number, name: 'second' | 'minute' | 'hour', digits = 0): string =>
  number(value, {
    style: 'unit',
    unit: name,
    unitDisplay: 'narrow',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** Processing times are short and compared: "0.42s", "12.3s", "1m 20s", "2h 5m". */
export function processingTime(ms: number): string {
  if (ms < MINUTE) return unit(ms / SECOND, 'second', ms < 10 * SECOND ? 2 : 1);
  return wholeSeconds(ms);
}

/** How long something has been going on: "4s", "1m 20s", "2h". */
export function wholeSeconds(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND);
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  const [whole, rest] =
    minutes < 60
      ? [unit(minutes, 'minute'), seconds % 60 && unit(seconds % 60, 'second')]
      : [unit(Math.floor(minutes / 60), 'hour'), minutes % 60 && unit(minutes % 60, 'minute')];
  return rest ? `${whole} ${rest}` : whole;
}

/**
 * How long is still to be waited, in a sentence: "4 sec", "1 min 20 sec", "2 hr 5 min"; rounded up, so that
 * it ends when it says so.
 */
export function duration(ms: number): string {
  const whole = Math.ceil(Math.max(0, ms) / SECOND) * SECOND;
  const parts = [
    { name: 'day', value: Math.floor(whole / DAY) },
    { name: 'hour', value: Math.floor((whole % DAY) / HOUR) },
    { name: 'minute', value: Math.floor((whole % HOUR) / MINUTE) },
    { name: 'second', value: Math.floor((whole % MINUTE) / SECOND) },
  ];
  const first = parts.findIndex(({ value }) => value > 0);
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(({ value }, index) => index === 0 || value > 0)
    .map(({ name, value }) => number(value, { style: 'unit', unit: name, unitDisplay: 'short' }))
    .join(' ');
}

/** "now", "12s ago", "5m ago", then the time of day, then the date. */
export function ago(atMs: number, nowMs: number): string {
  const age = nowMs - atMs;
  const relative = once(Intl.RelativeTimeFormat, { numeric: 'auto', style: 'narrow' });
  if (age < 3 * SECOND) return relative.format(0, 'second');
  if (age < MINUTE) return relative.format(-Math.floor(age / SECOND), 'second');
  if (age < HOUR) return relative.format(-Math.floor(age / MINUTE), 'minute');
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  const date = sameDay ? {} : { day: 'numeric', month: 'short' };
  return once(Intl.DateTimeFormat, { ...date, hour: '2-digit', minute: '2-digit', hour12: false }).format(
    atMs,
  );
}

export const dateTime = (atMs: number): string =>
  once(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(atMs);

/** The time of day, to the second. */
export const clockTime = (atMs: number): string =>
  once(Intl.DateTimeFormat, { timeStyle: 'medium', hour12: false }).format(atMs);

export const date = (atMs: number): string => once(Intl.DateTimeFormat, { dateStyle: 'medium' }).format(atMs);
