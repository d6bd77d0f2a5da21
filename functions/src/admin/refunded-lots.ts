import { type Activity, refundableMicro } from '@tollgate/contract/activity/activity';
import { type Micro, minMicro, subtractMicro } from '@tollgate/contract/common/money';
import { byBurnOrder, type Lot } from '@tollgate/contract/ledger/lots';
import { amountOf, split } from '../ledger/lots.ts';

/** Which lots a refund of an activity gives back to, and which the activity says were charged afterwards. */

/**
 * The lots to which so much of an activity's charge goes back, as if it had cost less: the last charged
 * first, which are those that live longest. What was refunded already is the end of the list.
 */
export function refundedLots(activity: Activity, amountMicro: Micro): Lot[] {
  const leftMicro = refundableMicro(activity);
  const { first: stillCharged } = split(activity.taken, leftMicro);
  return split(stillCharged, subtractMicro(leftMicro, amountMicro)).rest;
}

/**
 * The activity after a refund of it was undone, which took these lots. Of what was charged, they go before
 * what is refunded still: or the next refund would give back what the user has, and not what was taken again.
 */
export function refundUndone(activity: Activity, lots: readonly Lot[]): Activity {
  const { first: charged, rest: released } = split(activity.taken, activity.chargedMicro);
  const { first: stillCharged, rest: refunded } = split(charged, refundableMicro(activity));
  const again: Lot[] = [];
  let left = refunded;
  for (const { amountMicro, ...lot } of lots) {
    // A refund may have given it a later expiry.
    const isOf = (other: Lot) =>
      other.lotId === lot.lotId && other.source === lot.source && other.priority === lot.priority;
    const own = left.filter(isOf).sort((a, b) => distance(a, lot) - distance(b, lot));
    const { first, rest } = split(own, minMicro(amountMicro, amountOf(own)));
    again.push(...first);
    left = [...left.filter((other) => !isOf(other)), ...rest];
  }
  return {
    ...activity,
    taken: [...[...stillCharged, ...again].sort(byBurnOrder), ...left.sort(byBurnOrder), ...released],
    refundedMicro: subtractMicro(activity.refundedMicro, amountOf(lots)),
  };
}

const distance = (a: Pick<Lot, 'expiresAt'>, b: Pick<Lot, 'expiresAt'>): number =>
  Number(a.expiresAt !== b.expiresAt);
