import type { PackOrder } from '@tollgate/client/buying';
import type { TFunction } from 'i18next';
import { creditsWithUnit, money } from '../../shared/format.ts';

export interface OrderSummary {
  title: string;
  lines: string[];
  tone: 'waiting' | 'good' | 'warning' | 'danger';
  /** Whether choosing a pack again is the way on. */
  offersPacks: boolean;
  /** Whether this very checkout can be gone on with, while it has an address. */
  offersCheckout: boolean;
}

type Words = TFunction<'bought'>;

/**
 * What became of a purchase, in sentences. `isCancelled`: the buyer says that they left the page for paying.
 */
export function summarizeOrder(
  t: Words,
  order: PackOrder,
  { isCancelled, balance }: { isCancelled: boolean; balance: string | null },
): OrderSummary {
  const amount = creditsWithUnit(order.creditsMicro);
  const none = { offersPacks: false, offersCheckout: false };
  const spent =
    order.unrecoveredMicro > 0 ? [t('spent', { amount: creditsWithUnit(order.unrecoveredMicro) })] : [];
  const held = order.awaitedMicro > 0 ? [t('held', { amount: creditsWithUnit(order.awaitedMicro) })] : [];
  const took = order.reversedMicro > 0 ? [t('taken', { amount: creditsWithUnit(order.reversedMicro) })] : [];
  const refund = [t('refund', { money: money(order.refundedCents) }), ...took, ...held, ...spent];
  switch (order.status) {
    case 'open':
      return isCancelled
        ? {
            tone: 'warning',
            title: t('cancelled.title'),
            lines: [t('cancelled.text')],
            offersPacks: true,
            offersCheckout: true,
          }
        : {
            tone: 'waiting',
            title: t('waiting.title'),
            lines: [t('waiting.text'), t('waiting.leave')],
            offersPacks: false,
            offersCheckout: true,
          };
    case 'paid':
      return {
        ...none,
        tone: 'good',
        title: t('paid.title', { amount }),
        lines: [t('paid.text'), ...(balance === null ? [] : [t('paid.balance', { amount: balance })])],
      };
    case 'expired':
      return {
        ...none,
        tone: 'warning',
        title: t('expired.title'),
        lines: [t('expired.text')],
        offersPacks: true,
      };
    case 'failed':
      return order.problem === null || order.problem === 'declined'
        ? {
            ...none,
            tone: 'danger',
            title: t('declined.title'),
            lines: [t('declined.text')],
            offersPacks: true,
          }
        : {
            ...none,
            tone: 'danger',
            title: t('undelivered.title'),
            lines: [t(`undelivered.${order.problem}`), t('undelivered.text')],
          };
    case 'partly_refunded':
      return { ...none, tone: 'warning', title: t('partly.title'), lines: refund };
    case 'refunded':
      return { ...none, tone: 'warning', title: t('refunded.title'), lines: refund };
    case 'disputed':
      return {
        ...none,
        tone: 'warning',
        title: t('disputed.title'),
        lines: [t('disputed.text'), ...took, ...held, ...spent],
      };
  }
}
