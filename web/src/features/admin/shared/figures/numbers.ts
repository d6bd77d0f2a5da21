import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { inOrder } from '../../../../shared/format.ts';
import { currentLanguage } from '../../../../shared/language.ts';
import type { Value, ValueKind } from './table.ts';

/** Figures in the language of the page. */

const formats = new Map<string, Intl.NumberFormat>();

/** Formats are dear to make, and a table needs one for every cell. */
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { locale } = currentLanguage();
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

export const count = (value: number): string => format({ maximumFractionDigits: 1 }).format(value);

/** "12.3K": for axes and other narrow places. */
const short = (value: number): string =>
  format({ notation: 'compact', maximumFractionDigits: 1 }).format(value);

export const share = (part: number): string =>
  format({ style: 'percent', maximumFractionDigits: 1 }).format(part);

/** Credits to two decimals, less than one to three digits. The file that is downloaded has them exactly. */
export const creditsOf = (micro: number): string =>
  format(
    Math.abs(micro) >= MICRO_PER_CREDIT ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 3 },
  ).format(micro / MICRO_PER_CREDIT);

const DOLLARS = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;

export const usd = (microUsd: number): string => inOrder(format(DOLLARS).format(microUsd / 1_000_000));

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const inUnit = (value: number, unit: string, unitDisplay: 'short' | 'narrow'): string =>
  format({ style: 'unit', unit, unitDisplay, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);

/** A time in the unit that suits it: "42 ms", "1.2 sec", "3 min". */
export function span(ms: number, display: 'short' | 'narrow' = 'short'): string {
  if (ms < SECOND) return inUnit(Math.round(ms), 'millisecond', display);
  if (ms < MINUTE) return inUnit(ms / SECOND, 'second', display);
  if (ms < HOUR) return inUnit(ms / MINUTE, 'minute', display);
  return ms < DAY ? inUnit(ms / HOUR, 'hour', display) : inUnit(ms / DAY, 'day', display);
}

/** A UTC day, `YYYY-MM-DD`, as "5 Jan". */
export const dayName = (day: string): string =>
  new Intl.DateTimeFormat(currentLanguage().locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));

export const timeOfDay = (atMs: number): string =>
  new Intl.DateTimeFormat(currentLanguage().locale, { timeStyle: 'short', hour12: false }).format(atMs);

/** "12 minutes ago", "in 3 days". */
export function ago(atMs: number, nowMs: number): string {
  const passed = nowMs - atMs;
  const words = new Intl.RelativeTimeFormat(currentLanguage().locale, { numeric: 'auto' });
  const step = (unit: Intl.RelativeTimeFormatUnit, size: number) =>
    words.format(-Math.trunc(passed / size), unit);
  if (passed < MINUTE) return step('second', SECOND);
  if (passed < HOUR) return step('minute', MINUTE);
  return passed < DAY ? step('hour', HOUR) : step('day', DAY);
}

const WRITTEN: Record<Exclude<ValueKind, 'text' | 'day'>, (value: number) => string> = {
  count,
  credits: creditsOf,
  usd,
  share,
  ms: (ms) => span(ms),
};

/** A value of a table as people read it; a dash where there is nothing to tell. */
export function written(value: Value, kind: ValueKind): string {
  if (value === null) return '–';
  if (typeof value === 'string') return kind === 'day' ? dayName(value) : value;
  return kind === 'text' || kind === 'day' ? String(value) : WRITTEN[kind](value);
}

/** The same for an axis, where there is little room. */
export function axis(value: number, kind: ValueKind): string {
  if (kind === 'credits') return short(value / MICRO_PER_CREDIT);
  if (kind === 'count') return short(value);
  if (kind === 'ms') return span(value, 'narrow');
  return kind === 'usd'
    ? format({ ...DOLLARS, notation: 'compact' }).format(value / 1_000_000)
    : written(value, kind);
}
