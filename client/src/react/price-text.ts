import type { PricedService } from '@tollgate/contract/pricing/prices';
import type { Speech } from './locale.ts';

const SMALL_MICRO = 10_000;

/**
 * "1 credit per image", "2 credits per minute", "1 credit per 1,000 tokens": no price of a thousandth of a
 * credit.
 */
export function priceText(
  { priceMicro, per, unit }: Pick<PricedService, 'priceMicro' | 'per' | 'unit'>,
  { credits, number, words }: Speech,
): string {
  const times = priceMicro < SMALL_MICRO ? 1_000 : 1;
  const count = per * times;
  const isMinutes = unit === 'second' && count % 60 === 0;
  const [shownUnit, shownCount] = isMinutes ? (['minute', count / 60] as const) : ([unit, count] as const);
  return `${credits(priceMicro * times)} ${words.per(shownUnit, shownCount, number(shownCount))}`;
}
