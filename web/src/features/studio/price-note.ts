import type { PricedService } from '@tollgate/client';
import type { TFunction } from 'i18next';
import { creditsWithUnit } from '../../shared/format.ts';
import { countOf } from '../../shared/kinds.ts';

/** "1 credit per image", "2 credits for 60 seconds". */
function priceOf(t: TFunction<'studio'>, { priceMicro, per, unit }: PricedService): string {
  const price = creditsWithUnit(priceMicro);
  return per === 1
    ? t(`price.each.${unit}`, { price })
    : t('price.for', { price, amount: countOf(per, unit) });
}

/** What stands under the price: what it is made of, and when it is not paid. */
export function priceNote(t: TFunction<'studio'>, service: PricedService, isFree: boolean): string {
  const price = priceOf(t, service);
  if (isFree) return t('price.guestNote', { price });
  return service.unit === 'token' ? t('price.tokensOnly', { price }) : t('price.deliveredOnly', { price });
}
