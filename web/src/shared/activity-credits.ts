import type { LiveActivity } from '@tollgate/client';
import { credits } from './format.ts';

const isOpen = ({ status }: LiveActivity) => status === 'pending' || status === 'processing';

/** "2 held" while it runs, "1.2 charged" when it has ended, "free" when it cost nothing. */
export function creditsOf(activity: LiveActivity): { amount: string; what: string } {
  if (isOpen(activity)) return { amount: credits(activity.heldMicro), what: 'held' };
  return activity.chargedMicro === 0
    ? { amount: '0', what: 'not charged' }
    : { amount: credits(activity.chargedMicro), what: 'charged' };
}
