import { creditsWithUnit } from '../../shared/format.ts';
import type { Affordability } from './affordability.ts';
import type { NamedService } from './drafts.ts';
import classes from './price-line.module.css';
import { priceOf } from './service-select.tsx';

interface Props {
  price: Affordability;
  service: NamedService;
}

const afterwards = (price: Exclude<Affordability, { kind: 'unpriced' }>) => {
  if (price.kind === 'checking') return { label: 'Left afterwards', amount: '…' };
  return price.kind === 'affordable'
    ? { label: 'Left afterwards', amount: creditsWithUnit(price.afterMicro) }
    : { label: 'Missing', amount: creditsWithUnit(price.missingMicro) };
};

/** The price before the click, and what remains after it. */
export function PriceLine({ price, service }: Props) {
  if (price.kind === 'unpriced') return null;
  const isText = service.unit === 'token';
  const after = afterwards(price);
  return (
    <div className={classes.price} data-state={price.kind} data-testid="price">
      <dl>
        <div>
          <dt>{isText ? 'Costs at most' : 'Costs'}</dt>
          <dd className="num">{creditsWithUnit(price.costMicro)}</dd>
        </div>
        <div>
          <dt>{after.label}</dt>
          <dd className="num">{after.amount}</dd>
        </div>
      </dl>
      <p className={classes.note}>
        {priceOf(service)}. {isText ? 'You pay only for the tokens it writes.' : 'A failure costs nothing.'}
      </p>
    </div>
  );
}
