import type { User } from '@tollgate/contract/account/user';
import { formatCredits, type Micro } from '@tollgate/contract/common/money';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { spentNow } from './personal-usage.ts';

const PERIODS = ['day', 'month'] as const;

/** The start of the next UTC day or month. */
function endOf(period: (typeof PERIODS)[number], nowMs: number): number {
  const now = new Date(nowMs);
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === 'day' ? Date.UTC(year, month, date + 1) : Date.UTC(year, month + 1, 1);
}

/**
 * Refuses what would exceed the limit that users set for themselves. Held credits count as spent: a charge is
 * never above its hold, so no day or month ends above the limit that was in force at its last hold.
 */
export function refuseBySpendingLimit(user: User, costMicro: Micro, nowMs: number): Refusal | null {
  const { spendingLimit, heldMicro } = user;
  const spent = spentNow(user, nowMs);
  const checks = PERIODS.map((period) => {
    const limitMicro = period === 'day' ? spendingLimit.dayMicro : spendingLimit.monthMicro;
    const spentMicro = period === 'day' ? spent.dayMicro : spent.monthMicro;
    return { period, limitMicro, leftMicro: (limitMicro ?? 0) - spentMicro - heldMicro };
  });
  const isBelowCost = ({ limitMicro }: (typeof checks)[number]) =>
    limitMicro !== null && limitMicro < costMicro;
  // A limit below the price first, since no wait helps; then the longer one, since waiting for the shorter
  // would not help.
  const over =
    checks.findLast(isBelowCost) ??
    checks.findLast(({ limitMicro, leftMicro }) => limitMicro !== null && leftMicro < costMicro);
  if (!over) return null;
  const { period, limitMicro } = over;
  const availableMicro = Math.max(0, over.leftMicro);
  const limit = `your own limit of ${formatCredits(limitMicro ?? 0)} credits a ${period}`;
  const left = `${formatCredits(availableMicro)} are left of it`;
  const canWait = !isBelowCost(over);
  const how = canWait
    ? 'Change the limit in your account, or wait.'
    : 'Ask for less, or change the limit in your account.';
  const message = `This costs ${formatCredits(costMicro)} credits, which goes beyond ${limit}: ${left}. ${how}`;
  return refuse('spending_limit', message, {
    period,
    requiredMicro: costMicro,
    availableMicro,
    ...(canWait && { retryAfterMs: endOf(period, nowMs) - nowMs }),
  });
}
