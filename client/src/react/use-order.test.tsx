// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { CreditsProvider } from './provider.tsx';
import './render.tsx';
import { packOrder } from './test-account.ts';
import { type TestAccount, testCredits } from './testing.ts';
import { useOrder, useOrders } from './use-order.ts';

async function hook<T>(use: () => T, account: TestAccount) {
  const tollgate = testCredits(account);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <CreditsProvider tollgate={tollgate}>{children}</CreditsProvider>
    </StrictMode>
  );
  const view = renderHook(use, { wrapper });
  await act(async () => {});
  return { ...view, tollgate, seen: () => view.result.current };
}

describe('useOrder', () => {
  it('follows the order until it is paid, and after', async () => {
    const { seen, tollgate } = await hook(() => useOrder('ada.request-1'), { orders: [packOrder()] });
    expect(seen()).toMatchObject({ order: { status: 'open' }, isLoading: false, error: null });
    act(() => tollgate.change({ orders: [packOrder({ status: 'paid', checkoutUrl: null })] }));
    expect(seen().order?.status).toBe('paid');
  });

  it('says that an order is not there, and looks again when asked', async () => {
    const { seen, tollgate } = await hook(() => useOrder('ada.request-2'), { orders: [packOrder()] });
    expect(seen()).toMatchObject({ order: null, isLoading: false, error: { code: 'not_owner' } });
    act(() => tollgate.change({ orders: [packOrder({ orderId: 'ada.request-2' })] }));
    expect(seen().order).toBeNull();
    await act(async () => seen().retry());
    expect(seen()).toMatchObject({ order: { orderId: 'ada.request-2' }, error: null });
  });

  it('marks what no server has confirmed, waits where none answers, and follows nothing for nobody', async () => {
    const offline = await hook(() => useOrder('ada.request-1'), { orders: [packOrder()], isOffline: true });
    expect(offline.seen()).toMatchObject({ order: { status: 'open' }, isLastKnown: true });
    const waiting = await hook(() => useOrder('ada.request-1'), { isWaiting: true });
    expect(waiting.seen()).toMatchObject({ order: null, isLoading: true });
    const nobody = await hook(() => useOrder('ada.request-1'), { user: null });
    expect(nobody.seen()).toMatchObject({ order: null, isLoading: false });
    const none = await hook(() => useOrder(null), { orders: [packOrder()] });
    expect(none.seen()).toMatchObject({ order: null, isLoading: false, error: null });
  });

  it('forgets the order of who signed out, and leaves no listener behind', async () => {
    const { seen, tollgate, unmount } = await hook(() => useOrder('ada.request-1'), {
      orders: [packOrder()],
    });
    act(() => tollgate.change({ user: { userId: 'bob', isGuest: false }, isWaiting: true }));
    expect(seen().order).toBeNull();
    unmount();
    expect(tollgate.subscriptions).toBe(0);
  });
});

describe('useOrders', () => {
  const three = [3, 2, 1].map((one) => packOrder({ orderId: `ada.${one}`, createdAt: one }));
  const ids = (orders: { orderId: string }[] | null) => orders?.map(({ orderId }) => orderId);

  it('follows the newest by pages', async () => {
    const { seen, tollgate } = await hook(() => useOrders({ size: 2 }), { orders: three });
    expect(ids(seen().orders)).toEqual(['ada.3', 'ada.2']);
    expect(seen().hasMore).toBe(true);
    act(() => seen().more());
    expect(ids(seen().orders)).toEqual(['ada.3', 'ada.2', 'ada.1']);
    expect(seen().hasMore).toBe(false);
    act(() => tollgate.change({ orders: [packOrder({ orderId: 'ada.4' }), ...three] }));
    expect(ids(seen().orders)).toEqual(['ada.4', 'ada.3', 'ada.2', 'ada.1']);
  });

  it('tells none from not known yet and from failed', async () => {
    expect((await hook(() => useOrders(), {})).seen()).toMatchObject({ orders: [], isLoading: false });
    expect((await hook(() => useOrders(), { isWaiting: true })).seen()).toMatchObject({
      orders: null,
      isLoading: true,
    });
    // Nothing in the cache is not nothing bought.
    expect((await hook(() => useOrders(), { isOffline: true })).seen()).toMatchObject({
      orders: null,
      isLastKnown: true,
    });
    const kept = await hook(() => useOrders(), { isOffline: true, orders: three });
    expect(kept.seen()).toMatchObject({ orders: three, isLastKnown: true });
    const failure = { code: 'network', message: 'No answer.', details: {} } as const;
    const failed = await hook(() => useOrders(), { failure });
    expect(failed.seen()).toMatchObject({ orders: null, isLoading: false, error: { code: 'network' } });
  });
});
