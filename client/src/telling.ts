import { DAY_MS, HOUR_MS } from '@tollgate/contract/common/calendar';
import { wholeUnits } from '@tollgate/contract/common/waits';
import type { Told } from './outcome.ts';
import type { Facts, Messages } from './words.ts';

/** A result tells what was charged, too. */
type Failed = Told & { creditsUsed?: number };

/** Failures in the language of the person who reads them; loaded where that is not plain English. */

interface Language {
  locale: string;
  messages: Messages;
}

/** The longest unit first. */
const UNITS = [
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** "in 3 minutes", in the words of the locale, which also knows its plurals. */
function waitIn(ms: number, locale: string): string {
  const { unit, ms: unitMs } = UNITS.find((one) => ms >= one.ms * 2) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(locale).format(wholeUnits(ms, unitMs), unit);
}

function factsOf(
  { message, required, available, retryAfterMs, details, creditsUsed }: Failed,
  locale: string,
): Facts {
  const numerals = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const credits = (amount: number | null) => (amount === null ? null : numerals.format(amount));
  const { categories = [], limitOf } = details;
  return {
    required: credits(required),
    available: credits(available),
    missing: required === null || available === null ? null : credits(required - available),
    wait: retryAfterMs === null ? null : waitIn(retryAfterMs, locale),
    charged: credits(creditsUsed || null),
    categories: categories.length === 0 ? null : categories.join(', '),
    ofAddress: limitOf === 'address',
    original: message,
  };
}

/**
 * What to tell the person. What no language has a sentence for stays as it is: an English one that says which
 * field is wrong helps more than none. A message with an address in it, which leads to what is missing, is
 * worth more than a translation without.
 */
function sentenceFor(failure: Told, languages: readonly Language[]): string {
  if (failure.message.includes('https://')) return failure.message;
  for (const { locale, messages } of languages) {
    const sentence = messages[failure.code];
    if (sentence !== undefined)
      return typeof sentence === 'string' ? sentence : sentence(factsOf(failure, locale));
  }
  return failure.message;
}

const isLocale = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
};

/**
 * What tells failures in a locale such as `ar-EG`: the app's own sentences first, then what is shipped in it.
 */
export async function tellerFor(
  locale: string,
  own: Messages | undefined,
): Promise<(failure: Failed) => string> {
  const known = isLocale(locale) ? locale : 'en';
  const languages: Language[] = own ? [{ locale: known, messages: own }] : [];
  if (new Intl.Locale(known).language === 'ar') {
    const { ar } = await import('./locales/ar.ts');
    languages.push({ locale: known, messages: ar });
  }
  return (failure) => sentenceFor(failure, languages);
}
