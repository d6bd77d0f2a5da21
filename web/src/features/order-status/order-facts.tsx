import { Anchor } from '@mantine/core';
import type { PackOrder } from '@tollgate/client/buying';
import { useTranslation } from 'react-i18next';
import { creditsWithUnit, dateTime, money } from '../../shared/format.ts';
import { OrderBadge } from '../../shared/order-badge.tsx';
import classes from './order-status.module.css';

/** What was bought, for how much, and where the receipt is. */
export function OrderFacts({ order }: { order: PackOrder }) {
  const { t } = useTranslation('bought');
  const { label, creditsMicro, priceCents, status, paidAt, createdAt, receiptUrl, mode } = order;
  return (
    <dl className={classes.facts}>
      <dt>{t('facts.pack')}</dt>
      <dd>
        <bdi>{label}</bdi>
      </dd>
      <dt>{t('facts.credits')}</dt>
      <dd className="num">{creditsWithUnit(creditsMicro)}</dd>
      <dt>{t('facts.price')}</dt>
      <dd className="num">
        <bdi>{money(priceCents)}</bdi>
      </dd>
      <dt>{t('facts.status')}</dt>
      <dd>
        <OrderBadge status={status} label={t(`status.${status}`)} />
      </dd>
      <dt>{t(paidAt === null ? 'facts.begun' : 'facts.paid')}</dt>
      <dd className="num">{dateTime(paidAt ?? createdAt)}</dd>
      {receiptUrl && (
        <>
          <dt>{t('facts.receipt')}</dt>
          <dd>
            <Anchor size="sm" href={receiptUrl} target="_blank" rel="noreferrer">
              {t('openReceipt')}
            </Anchor>
          </dd>
        </>
      )}
      {mode !== 'live' && (
        <>
          <dt>{t('facts.mode')}</dt>
          <dd>{t(`mode.${mode}`)}</dd>
        </>
      )}
    </dl>
  );
}
