import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { creditsWithUnit, number } from '../../shared/format.ts';
import type { Affordability } from './affordability.ts';
import type { NamedService } from './drafts.ts';
import classes from './price-line.module.css';
import { priceOf } from './service-select.tsx';

interface Props {
  price: Affordability;
  service: NamedService;
}

function afterwards(t: TFunction<'studio'>, price: Exclude<Affordability, { kind: 'unpriced' }>) {
  if (price.kind === 'checking') return { label: t('price.left'), amount: '…' };
  if (price.kind === 'free') return { label: t('price.freeLeft'), amount: number(price.guest.left) };
  return price.kind === 'affordable'
    ? { label: t('price.left'), amount: creditsWithUnit(price.afterMicro) }
    : { label: t('price.missing'), amount: creditsWithUnit(price.missingMicro) };
}

function noteOf(t: TFunction<'studio'>, { price, service }: Props): string {
  const each = priceOf(t, service);
  if (price.kind === 'free') return t('price.guestNote', { price: each });
  return service.unit === 'token'
    ? t('price.tokensOnly', { price: each })
    : t('price.failureFree', { price: each });
}

/** The price before the click, and what remains after it. */
export function PriceLine({ price, service }: Props) {
  const { t } = useTranslation('studio');
  if (price.kind === 'unpriced') return null;
  const isText = service.unit === 'token';
  const after = afterwards(t, price);
  return (
    <div className={classes.price} data-state={price.kind} data-testid="price">
      <dl>
        <div>
          <dt>{isText && price.kind !== 'free' ? t('price.costsAtMost') : t('price.costs')}</dt>
          <dd className="num">
            {price.kind === 'free' ? t('price.free') : creditsWithUnit(price.costMicro)}
          </dd>
        </div>
        <div>
          <dt>{after.label}</dt>
          <dd className="num">{after.amount}</dd>
        </div>
      </dl>
      <p className={classes.note}>{noteOf(t, { price, service })}</p>
    </div>
  );
}
