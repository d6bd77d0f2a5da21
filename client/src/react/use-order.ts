import { useCallback, useEffect, useState } from 'react';
import type { OrderList } from '../buying.ts';
import type { PackOrder } from '../order.ts';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { CreditsFailure } from './store.ts';

interface Seen<T> {
  /** Of whom and what it is. */
  key: string;
  value: T | null;
  fromCache: boolean;
  error: CreditsFailure | null;
}

/** Follows something of whoever is signed in; what another key or another user has seen is not shown. */
function useFollowed<T>(
  key: string | null,
  listen: (
    onChange: (value: T, fromCache: boolean) => void,
    onError: (failure: CreditsFailure) => void,
  ) => () => void,
) {
  const [seen, setSeen] = useState<Seen<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === null) return;
    return listen(
      (value, fromCache) => setSeen({ key, value, fromCache, error: null }),
      ({ code, message }) =>
        setSeen((before) => ({
          key,
          value: before?.key === key ? before.value : null,
          fromCache: true,
          error: { code, message },
        })),
    );
  }, [key, listen, attempt]);
  const retry = useCallback(() => {
    setSeen((before) => before && { ...before, error: null });
    setAttempt((before) => before + 1);
  }, []);
  return { current: seen?.key === key ? seen : null, retry };
}

/** An order as it is now. */
export interface FollowedOrder {
  /** `null` until it has come, and when it can't be read. */
  order: PackOrder | null;
  isLoading: boolean;
  /** Not confirmed by the server: the connection is lost, or not there yet. */
  isLastKnown: boolean;
  /** `not_owner`: it is not there, or somebody else's. */
  error: CreditsFailure | null;
  /** Looks again. */
  retry(): void;
}

/**
 * Follows an order, for the page that a buyer comes back to: it is paid when the processor of payments has
 * said so, whatever the address of the page says. `null` follows nothing.
 */
export function useOrder(orderId: string | null): FollowedOrder {
  const { shop } = useCreditsContext();
  const { userId } = useCreditsState();
  const { buying } = shop;
  const key = buying && userId && orderId ? `${userId} ${orderId}` : null;
  const listen = useCallback(
    (onChange: (order: PackOrder, fromCache: boolean) => void, onError: (failure: CreditsFailure) => void) =>
      buying && orderId
        ? buying.subscribeToOrder(orderId, (order, info) => onChange(order, info.fromCache), onError)
        : () => {},
    [buying, orderId],
  );
  const { current, retry } = useFollowed<PackOrder>(key, listen);
  const isAwaited = orderId !== null && buying !== null && userId !== null;
  return {
    order: current?.value ?? null,
    isLoading: isAwaited && !current?.value && !current?.error,
    isLastKnown: current?.fromCache ?? false,
    error: current?.error ?? null,
    retry,
  };
}

/** Somebody's own orders, live. */
export interface FollowedOrders {
  /** The newest first; `null` until they have come. */
  orders: PackOrder[] | null;
  hasMore: boolean;
  /** Follows as many again. */
  more(): void;
  isLoading: boolean;
  /**
   * Not confirmed by the server. With no `orders`, the connection was lost before any came; they come when it
   * is back.
   */
  isLastKnown: boolean;
  error: CreditsFailure | null;
  /** Looks again. */
  retry(): void;
}

/** Follows the orders of whoever is signed in, by pages of `size`. */
export function useOrders({ size = 10 }: { size?: number } = {}): FollowedOrders {
  const { shop } = useCreditsContext();
  const { userId } = useCreditsState();
  const { buying } = shop;
  const [pages, setPages] = useState(1);
  const limit = size * pages;
  const listen = useCallback(
    (onChange: (list: OrderList, fromCache: boolean) => void, onError: (failure: CreditsFailure) => void) =>
      buying
        ? buying.subscribeToOrders((list) => onChange(list, list.fromCache), { limit }, onError)
        : () => {},
    [buying, limit],
  );
  const { current, retry } = useFollowed<OrderList>(buying && userId ? userId : null, listen);
  const seen = current?.value ?? null;
  // Without a connection an empty list is not known to be empty.
  const list = seen?.fromCache && seen.orders.length === 0 ? null : seen;
  const isBehind = list?.hasMore === true && list.orders.length < limit;
  return {
    orders: list?.orders ?? null,
    hasMore: list?.hasMore ?? false,
    more: useCallback(() => setPages((before) => before + 1), []),
    isLoading: Boolean(buying && userId) && !current?.error && (list === null || isBehind),
    isLastKnown: current?.fromCache ?? false,
    error: current?.error ?? null,
    retry,
  };
}
