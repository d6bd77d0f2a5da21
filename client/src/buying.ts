import type { Checkout } from '@tollgate/contract/billing/order';
import { collection, doc, limit as firstOf, onSnapshot, orderBy, query, where } from 'firebase/firestore';
import type { SdkParts, Tollgate } from './api.ts';
import { type PackOrder, readOrder } from './order.ts';
import type { Answer, ErrorCallback, Unsubscribe } from './outcome.ts';
import { toFailure } from './watch.ts';

/** Buying packs of credits: an entry of its own, for apps that sell them. */
export type { Checkout, OrderProblem, OrderStatus, PaymentMode } from '@tollgate/contract/billing/order';
export type { SdkParts } from './api.ts';
export type { CheckoutRequest, PackOrder } from './order.ts';

/** How a pack is to be bought. */
export interface BuyOptions {
  /**
   * The page that the buyer comes back to, with `order` (the order's id) and `checkout` (`done` or
   * `cancelled`) added to its address; the page they are on when left out. Coming back proves nothing: follow
   * the order.
   */
  returnUrl?: string | undefined;
  /** Made for you. The same id again gets the same checkout, never a second order: keep it for a retry. */
  requestId?: string | undefined;
}

/** Somebody's orders, the newest first. */
export interface OrderList {
  orders: PackOrder[];
  /** There are older ones: ask with a higher limit. */
  hasMore: boolean;
  /**
   * Not confirmed by the server: the connection is lost, or not there yet. An empty list is then not known to
   * be empty.
   */
  fromCache: boolean;
}

/** How many orders to follow, and whose. */
export interface OrderListOptions {
  limit?: number | undefined;
  /** Somebody else's, for staff. */
  userId?: string | undefined;
}

/** What an app that sells packs needs beside the rest of the SDK. */
export interface Buying {
  /**
   * Begins to buy a pack of the price book. Repeats by itself when the line was bad, under the same request
   * id.
   */
  buyPack(packId: string, options?: BuyOptions): Promise<Answer<Checkout>>;
  /**
   * Follows an order, until it is paid and after. `fromCache`: not confirmed by the server. An order that is
   * not there, or is somebody else's, ends it with `not_owner`.
   */
  subscribeToOrder(
    orderId: string,
    onChange: (order: PackOrder, info: { fromCache: boolean }) => void,
    onError?: ErrorCallback,
  ): Unsubscribe;
  /** Follows the newest orders of whoever is signed in, 20 when no limit is given. */
  subscribeToOrders(
    onChange: (list: OrderList) => void,
    options?: OrderListOptions,
    onError?: ErrorCallback,
  ): Unsubscribe;
}

const NEWEST = 20;
const ignore = () => undefined;

const buyingWith = ({ firestore, newRequestId, call, asUser }: SdkParts): Buying => ({
  buyPack: (packId, { returnUrl = location.href, requestId = newRequestId() } = {}) =>
    call('billing/createCheckout', { requestId, packId, returnUrl }),

  subscribeToOrder: (orderId, onChange, onError = ignore) =>
    asUser(onChange, onError, (userId, tell, onFailure) => {
      let mayRead = false;
      return onSnapshot(
        doc(firestore, 'orders', orderId),
        { includeMetadataChanges: true },
        (snapshot) => {
          const order = readOrder(snapshot.id, snapshot.data());
          const { fromCache } = snapshot.metadata;
          // Of somebody else's the server says whether it may be seen, not a cache in which another user left
          // it.
          mayRead ||= !fromCache || order?.userId === userId;
          if (order && mayRead) tell(order, { fromCache });
        },
        (error) => onFailure(toFailure(error)),
      );
    }),

  subscribeToOrders: (onChange, options = {}, onError = ignore) =>
    asUser(onChange, onError, (userId, tell, onFailure) => {
      const { limit = NEWEST, userId: wanted = userId } = options;
      let mayRead = wanted === userId;
      const asked = query(
        collection(firestore, 'orders'),
        where('userId', '==', wanted),
        orderBy('createdAt', 'desc'),
        // One more than is shown, to know whether there is another.
        firstOf(limit + 1),
      );
      return onSnapshot(
        asked,
        { includeMetadataChanges: true },
        ({ docs, metadata: { fromCache } }) => {
          const orders = docs.slice(0, limit).flatMap((found) => readOrder(found.id, found.data()) ?? []);
          mayRead ||= !fromCache;
          if (mayRead) tell({ orders, hasMore: docs.length > limit, fromCache });
        },
        (error) => onFailure(toFailure(error)),
      );
    }),
});

/** Selling packs, with the SDK that is there already. Make one and keep it. */
export const buyingOf = (tollgate: Pick<Tollgate, 'extend'>): Buying => tollgate.extend(buyingWith);
