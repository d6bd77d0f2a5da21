import type { LiveActivity } from '@tollgate/client';
import i18next from 'i18next';
import { credits } from './format.ts';

/** Whether it still runs, or waits to. */
export const isOpen = ({ status }: Pick<LiveActivity, 'status'>) =>
  status === 'pending' || status === 'processing';

/** As much of an activity as says what it costs. */
export type Costing = Pick<LiveActivity, 'status' | 'heldMicro' | 'chargedMicro'>;

/**
 * "2 held" while it runs, "1.2 charged" when it has ended, and "no charge", without a number, when it cost
 * nothing.
 */
export function creditsOf(activity: Costing): { amount: string; what: string } {
  if (isOpen(activity)) return { amount: credits(activity.heldMicro), what: i18next.t('activity.held') };
  return activity.chargedMicro === 0
    ? { amount: '', what: i18next.t('activity.notCharged') }
    : { amount: credits(activity.chargedMicro), what: i18next.t('activity.charged') };
}
