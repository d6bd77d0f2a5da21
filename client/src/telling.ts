import { formatCredits } from '@tollgate/contract/money';
import { type Failure, type Told, told } from './outcome.ts';
import type { Facts, Messages } from './words.ts';

/** Failures in the language of the person who reads them; loaded where that is not plain English. */

interface Language {
  locale: string;
  messages: Messages;
}

/** The longest unit first; a wait is rounded up to whole ones, so that nobody comes back too early. */
const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** "in 3 minutes", in the words of the locale, which also knows its plurals. */
export function waitIn(ms: number, locale: string): string {
  const { unit, ms: unitMs } = UNITS.find((one) => ms >= one.ms * 2) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(locale).format(Math.max(1, Math.ceil(ms / unitMs)), unit);
}

function factsOf({ message, details }: Failure, locale: string): Facts {
  const { requiredMicro, availableMicro, retryAfterMs, categories = [], limitOf } = details;
  const credits = (amount: number | undefined) =>
    amount === undefined ? null : formatCredits(amount, locale);
  const isKnown = requiredMicro !== undefined && availableMicro !== undefined;
  return {
    required: credits(requiredMicro),
    available: credits(availableMicro),
    missing: isKnown ? credits(requiredMicro - availableMicro) : null,
    wait: retryAfterMs === undefined ? null : waitIn(retryAfterMs, locale),
    categories: categories.length === 0 ? null : categories.join(', '),
    ofAddress: limitOf === 'address',
    original: message,
  };
}

/**
 * A failure as the person is told it. What an app's own `run` threw stays in its words, and so does what no language
 * has a sentence for: an English one that says which field is wrong helps more than none.
 */
function tell(failure: Failure, languages: readonly Language[]): Told {
  const language =
    failure.code === 'run_failed'
      ? undefined
      : languages.find(({ messages }) => messages[failure.code] !== undefined);
  const sentence = language?.messages[failure.code];
  if (!language || sentence === undefined) return told(failure);
  const message = typeof sentence === 'string' ? sentence : sentence(factsOf(failure, language.locale));
  return told({ ...failure, message });
}

const isLocale = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
};

/** What tells failures in a locale such as `ar-EG`: the app's own sentences first, then what is shipped in it. */
export async function tellerFor(
  locale: string,
  own: Messages | undefined,
): Promise<(failure: Failure) => Told> {
  const known = isLocale(locale) ? locale : 'en';
  const languages: Language[] = own ? [{ locale: known, messages: own }] : [];
  if (new Intl.Locale(known).language === 'ar') {
    const { ar } = await import('./locales/ar.ts');
    languages.push({ locale: known, messages: ar });
  }
  return (failure) => tell(failure, languages);
}
