import { Skeleton } from '@mantine/core';
import type { Found } from '@tollgate/client/admin';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { amountsBySource } from '@tollgate/contract/ledger/lots';
import { useTranslation } from 'react-i18next';
import { credits, dateTime, signedCredits } from '../../../shared/format.ts';
import { sourceAmounts } from '../../../shared/source-amounts.ts';
import { ErrorState } from '../../../shared/states.tsx';
import classes from './activity-drawer.module.css';
import type { Part } from './use-activity.ts';

interface Props {
  ledger: Part<Found<LedgerEntry>[]>;
  onRetry(): void;
}

/** Every movement of credits that this activity made. */
export function DrawerLedger({ ledger, onRetry }: Props) {
  const { t } = useTranslation('admin-live');
  return (
    <section aria-label={t('drawer.ledger')} data-testid="drawer-ledger">
      <h3 className={classes.heading}>{t('drawer.ledger')}</h3>
      {ledger.kind === 'loading' && <Skeleton h={28} />}
      {ledger.kind === 'failed' && (
        <ErrorState title={t('drawer.ledgerFailed')} why={ledger.why} onRetry={onRetry} />
      )}
      {ledger.kind === 'read' && ledger.value.length === 0 && (
        <p className={classes.none}>{t('drawer.ledgerEmpty')}</p>
      )}
      {ledger.kind === 'read' && ledger.value.length > 0 && (
        <ol className={`${classes.entries} num`}>
          {ledger.value.map((entry) => (
            <li key={entry.id}>
              <span>
                {t(`ledgerType.${entry.type}`, { ns: 'common' })}
                <small className="break">
                  {sourceAmounts(amountsBySource(entry), (source) => t(`source.${source}`))}
                </small>
                <small className="break">
                  {dateTime(entry.createdAt)} · {entry.reason}
                </small>
              </span>
              <span className={classes.amount} data-sign={entry.amountMicro < 0 ? 'minus' : 'plus'}>
                <bdi>{signedCredits(entry.amountMicro)}</bdi>
                <small>{t('drawer.balanceAfter', { amount: credits(entry.balanceAfterMicro) })}</small>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
