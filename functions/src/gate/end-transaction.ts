import { isOpen } from '@tollgate/contract/activity/status';
import type { Order } from '@tollgate/contract/billing/order';
import type { Refusal } from '@tollgate/contract/refusals/refusals';
import { userLoad } from '../credits/store.ts';
import { ordersAwaiting } from '../orders/debts.ts';
import { orderLoad, unrecoveredLoad } from '../orders/order-documents.ts';
import { nowMs } from '../platform/clock.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { type ASK_FIRST, type Sparing, sparingLastAdmin } from '../staff/last-admin.ts';
import { activityLoad } from './activity-documents.ts';
import type { EndState } from './end-writes.ts';

/** It also needs these orders. */
interface Awaited {
  kind: 'awaited';
  orderIds: string[];
}

type DecideEnd<A> = (
  state: EndState,
  sparing: Sparing,
  now: number,
) => Decision<A | typeof ASK_FIRST> | Refusal;

/**
 * A transaction that may end an activity, and so suspend its user. Orders wait for the credits it gives back
 * only if a payment was reversed while it ran. So they are loaded only then, once the user's document says
 * so.
 */
export const transactEnd = <A>(
  activityId: string,
  userId: string,
  decide: DecideEnd<A>,
): Promise<A | Refusal> =>
  sparingLastAdmin<A | Refusal>(userId, async (sparing) => {
    const loads = { user: userLoad(userId), activity: activityLoad(activityId), ...sparing.loads };
    const decideWith =
      ({
        orders,
        record,
        orderIds: known,
      }: Pick<EndState, 'orders' | 'record'> & Pick<Awaited, 'orderIds'>) =>
      (state: Omit<EndState, 'orders' | 'record'>, now: number): ReturnType<DecideEnd<A | Awaited>> => {
        const { user, activity } = state;
        const orderIds = user && activity && isOpen(activity.status) ? ordersAwaiting(user, activity) : [];
        if (orderIds.some((orderId) => !known.includes(orderId)))
          return { kind: 'answer', answer: { kind: 'awaited', orderIds } };
        return decide({ ...state, orders, record }, sparing, now);
      };
    let outcome = await transact(loads, decideWith({ orders: [], record: null, orderIds: [] }));
    // Another payment may be reversed in between.
    while (isAwaited(outcome)) {
      const record = unrecoveredLoad(userId, nowMs());
      const { orderIds } = outcome;
      const orderLoads = Object.fromEntries(orderIds.map((orderId) => [orderId, orderLoad(orderId)]));
      outcome = await transact({ ...loads, record, ...orderLoads }, (state, now) => {
        const { user, activity, witness, witnessRole, record: known, ...loaded } = state;
        const orders = Object.values<Order | null>(loaded).filter((order) => order !== null);
        const rest = { orders, orderIds, record: { path: record.path, known } };
        return decideWith(rest)({ user, activity, witness, witnessRole }, now);
      });
    }
    return outcome;
  });

const isAwaited = (outcome: unknown): outcome is Awaited =>
  typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'awaited';
