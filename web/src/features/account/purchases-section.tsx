import { Anchor, Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PackOrder } from '@tollgate/client/buying';
import { useOrders } from '@tollgate/client/react';
import { useTranslation } from 'react-i18next';
import { showOffers } from '../../shared/credits.tsx';
import { creditsWithUnit, dateTime, money } from '../../shared/format.ts';
import { Notice } from '../../shared/notice.tsx';
import { OrderBadge } from '../../shared/order-badge.tsx';
import classes from './account.module.css';
import { Section } from './section.tsx';

/** What was bought, the newest first, as the processor of payments tells it. */
export function PurchasesSection() {
  const { t } = useTranslation(['account', 'bought']);
  const { orders, hasMore, more, isLoading, isLastKnown, error, retry } = useOrders({ size: 5 });
  const isUnknown = !orders && !error && isLastKnown;
  return (
    <Section title={t('purchases.title')} testId="account-purchases" anchor="purchases" wide>
      {error && (
        <Notice tone="danger" alert>
          <p>
            {t('purchases.failed')}: {error.message}
          </p>
          <Button size="compact-sm" variant="default" mt="xs" onClick={retry}>
            {t('failure.again', { ns: 'common' })}
          </Button>
        </Notice>
      )}
      <div role="status">{isUnknown && <Notice tone="warning">{t('purchases.offline')}</Notice>}</div>
      {!orders && isLoading && !isUnknown && (
        <div role="status" aria-busy="true" aria-label={t('purchases.loading')}>
          <Skeleton h={44} mb="xs" radius="md" />
          <Skeleton h={44} radius="md" />
        </div>
      )}
      {orders?.length === 0 && (
        <>
          <p className={classes.hint}>{t('purchases.none')}</p>
          <Button size="xs" variant="default" onClick={showOffers}>
            {t('packs', { ns: 'bought' })}
          </Button>
        </>
      )}
      {orders && orders.length > 0 && (
        <ul className={classes.list}>
          {orders.map((order) => (
            <Purchase key={order.orderId} order={order} />
          ))}
        </ul>
      )}
      {hasMore && (
        <Button mt="md" size="xs" variant="default" loading={isLoading} onClick={more}>
          {t('purchases.older')}
        </Button>
      )}
    </Section>
  );
}

function Purchase({ order }: { order: PackOrder }) {
  const { t } = useTranslation(['account', 'bought']);
  const { orderId, label, creditsMicro, priceCents, status, createdAt, checkoutUrl, receiptUrl } = order;
  return (
    <li data-testid="order" data-order={orderId} data-status={status}>
      <div className={classes.between}>
        <Anchor
          className="break"
          renderRoot={(props) => (
            <Link to="/bought" search={{ order: orderId, back: '/account' }} {...props} />
          )}
        >
          <bdi>{label}</bdi>
        </Anchor>
        <OrderBadge status={status} label={t(`status.${status}`, { ns: 'bought' })} />
      </div>
      <div className={`${classes.sub} num`}>
        <bdi>{money(priceCents)}</bdi> · <bdi>{creditsWithUnit(creditsMicro)}</bdi> ·{' '}
        <bdi>
          <time>{dateTime(createdAt)}</time>
        </bdi>
      </div>
      {(checkoutUrl || receiptUrl) && (
        <div className={classes.links}>
          {checkoutUrl && (
            <Anchor size="sm" href={checkoutUrl} aria-label={t('purchases.continueThis', { label })}>
              {t('continue', { ns: 'bought' })}
            </Anchor>
          )}
          {receiptUrl && (
            <Anchor
              size="sm"
              href={receiptUrl}
              target="_blank"
              rel="noreferrer"
              aria-label={t('purchases.receiptOf', { label })}
            >
              {t('facts.receipt', { ns: 'bought' })}
            </Anchor>
          )}
        </div>
      )}
    </li>
  );
}
