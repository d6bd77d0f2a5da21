import type { LiveActivity, Unit } from '@tollgate/client';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { TFunction } from 'i18next';
import { credits, number, processingTime, wholeSeconds } from '../../../shared/format.ts';
import { currentLanguage } from '../../../shared/language.ts';

/** What several parts of the live page say alike. */

export type Words = TFunction<'admin-live'>;

export const creditsText = (t: Words, amountMicro: number): string =>
  t('credits', { count: amountMicro / MICRO_PER_CREDIT, amount: credits(amountMicro) });

export const unitsText = (t: Words, count: number, unit: Unit): string =>
  t(`units.${unit}`, { count, shown: number(count) });

export const whoOf = (t: Words, { displayName, email, isGuest, userId }: LiveActivity): string =>
  displayName || email || (isGuest ? t('guest') : userId);

/** How long it took, or has been taking. */
export function tookOf({ processingTimeMs, startedAt, endedAt }: LiveActivity, nowMs: number): string {
  if (processingTimeMs !== null) return processingTime(processingTimeMs);
  if (startedAt === null || endedAt !== null) return '–';
  return wholeSeconds(nowMs - startedAt);
}

/** The name of a country; its two letters where there is none. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage().locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
