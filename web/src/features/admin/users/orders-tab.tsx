import { Anchor } from '@mantine/core';
import { IconShoppingCart } from '@tabler/icons-react';
import type { Cursor, Found } from '@tollgate/client/admin';
import type { User } from '@tollgate/contract/account/user';
import type { Order } from '@tollgate/contract/billing/order';
import { useTranslation } from 'react-i18next';
import { creditsWithUnit, dateTime, money } from '../../../shared/format.ts';
import { OrderBadge } from '../../../shared/order-badge.tsx';
import { EmptyState } from '../../../shared/states.tsx';
import { admin } from '../shared/admin.ts';
import classes from './lists.module.css';
import { Paged } from './paged.tsx';
import { usePages } from './use-pages.ts';

interface Props {
  user: User;
  /** Changes when the user does: what is bought or goes back changes them. */
  version: string;
}

const PAGE = 25;

/** What a user bought, or began to, and what became of the money, newest first. */
export function OrdersTab({ user: { userId }, version }: Props) {
  const { t } = useTranslation('admin-users');
  const pages = usePages(userId, version, (after: Cursor | null) =>
    admin().page('ordersOfUser', { userId }, { size: PAGE, after }),
  );
  return (
    <Paged
      pages={pages}
      empty={
        <EmptyState icon={<IconShoppingCart size={24} stroke={1.5} />} title={t('orders.empty')}>
          {t('orders.emptyHow')}
        </EmptyState>
      }
    >
      {(orders) => (
        <div className={`surface ${classes.frame}`}>
          <table className={classes.table} aria-label={t('orders.table')}>
            <thead>
              <tr>
                <th scope="col">{t('orders.created')}</th>
                <th scope="col">{t('orders.what')}</th>
                <th scope="col">{t('orders.status')}</th>
                <th scope="col" className={classes.end}>
                  {t('orders.price')}
                </th>
              </tr>
            </thead>
            <tbody>
              {orders.map((order) => (
                <Row key={order.id} order={order} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Paged>
  );
}

function Row({ order }: { order: Found<Order> }) {
  const { t } = useTranslation('admin-users');
  const { id, label, packId, mode, status, problem, paymentId, receiptUrl, priceCents, refundedCents } =
    order;
  // An order of before generations could owe it has no `awaitedMicro`.
  const { creditsMicro, reversedMicro, unrecoveredMicro, awaitedMicro = 0, createdAt, paidAt } = order;
  return (
    <tr data-testid="user-order" data-order={id} data-status={status}>
      <td className={`${classes.when} num`}>{dateTime(createdAt)}</td>
      <td className={classes.wide}>
        <bdi className="break">{label}</bdi>
        <div className={`${classes.sub} break`}>
          {creditsWithUnit(creditsMicro)} · <bdi>{packId}</bdi>
          {mode !== 'live' && ` · ${t(`orders.mode.${mode}`)}`}
        </div>
        {paymentId && (
          <div className={`${classes.sub} break`}>
            {t('orders.payment')}: <bdi>{paymentId}</bdi>
          </div>
        )}
        {receiptUrl && (
          <Anchor
            size="xs"
            href={receiptUrl}
            target="_blank"
            rel="noreferrer"
            aria-label={t('orders.receiptOf', { label })}
          >
            {t('orders.receipt')}
          </Anchor>
        )}
      </td>
      <td className={classes.said}>
        <OrderBadge status={status} label={t(`orders.statuses.${status}`)} />
        {paidAt !== null && (
          <div className={`${classes.sub} num`}>{t('orders.paidAt', { time: dateTime(paidAt) })}</div>
        )}
        {problem && <div className={`${classes.sub} ${classes.bad}`}>{t(`orders.problem.${problem}`)}</div>}
        {Object.entries(order.disputes).map(([dispute, state]) => (
          <div key={dispute} className={classes.sub}>
            {t(`orders.dispute.${state}`)}
          </div>
        ))}
        {reversedMicro > 0 && (
          <div className={classes.sub}>{t('orders.taken', { amount: creditsWithUnit(reversedMicro) })}</div>
        )}
        {awaitedMicro > 0 && (
          <div className={classes.sub}>{t('orders.awaited', { amount: creditsWithUnit(awaitedMicro) })}</div>
        )}
        {unrecoveredMicro > 0 && (
          <div className={`${classes.sub} ${classes.bad}`}>
            {t('orders.lost', { amount: creditsWithUnit(unrecoveredMicro) })}
          </div>
        )}
      </td>
      <td className={`${classes.end} ${classes.amount} num`}>
        {money(priceCents)}
        {refundedCents > 0 && (
          <div className={classes.sub}>{t('orders.refunded', { amount: money(refundedCents) })}</div>
        )}
      </td>
    </tr>
  );
}
