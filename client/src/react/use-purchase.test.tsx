// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import type { Checkout } from '@tollgate/contract/billing/order';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { Buying } from '../buying.ts';
import { type Answer, succeed } from '../outcome.ts';
import { CreditsProvider } from './provider.tsx';
import './render.tsx';
import { prices } from './test-account.ts';
import { testCredits } from './testing.ts';
import { useCredits } from './use-credits.ts';
import { usePurchase } from './use-purchase.ts';

const bob = { userId: 'bob', isGuest: false };

/** A checkout that begins when the test says so. */
async function hook() {
  const begun: ((answer: Answer<Checkout>) => void)[] = [];
  const buying: Buying = {
    buyPack: () => new Promise((begin) => begun.push(begin)),
    subscribeToOrder: () => () => {},
    subscribeToOrders: () => () => {},
  };
  const opened: string[] = [];
  const tollgate = testCredits({ prices }, { buying });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <CreditsProvider tollgate={tollgate} openCheckout={(address) => opened.push(address)}>
      {children}
    </CreditsProvider>
  );
  const { result } = renderHook(() => ({ ...usePurchase(), ...useCredits({ history: 0 }) }), { wrapper });
  await act(async () => {});
  const lead = (index: number, checkoutUrl: string) =>
    act(async () => begun[index]?.(succeed({ orderId: `order-${index}`, status: 'open', checkoutUrl })));
  return { it: () => result.current, tollgate, begun, opened, lead };
}

describe('buying, when another user signs in', () => {
  it('does not show the next one where the one before was to pay', async () => {
    const { it: hooked, tollgate, lead } = await hook();
    act(() => void hooked().buy('creator'));
    await lead(0, 'https://pay.example.com/ada');
    expect(hooked().buying).toMatchObject({ status: 'leaving' });
    await act(async () => tollgate.change({ user: bob }));
    expect(hooked().buying).toEqual({ status: 'idle' });
  });

  it('tells nobody what came of a purchase whose buyer has gone', async () => {
    const { it: hooked, tollgate, lead } = await hook();
    act(() => void hooked().buy('creator'));
    await act(async () => tollgate.change({ user: bob }));
    await lead(0, 'https://pay.example.com/ada');
    expect(hooked().buying).toEqual({ status: 'idle' });
  });

  it('begins a purchase of their own, not that of the one before which is still beginning', async () => {
    const { it: hooked, tollgate, begun, lead } = await hook();
    act(() => void hooked().buy('creator'));
    await act(async () => tollgate.change({ user: bob }));
    let bought: unknown;
    act(() => {
      void hooked()
        .purchaseCredits('creator')
        .then((purchase) => {
          bought = purchase;
        });
    });
    expect(begun).toHaveLength(2);
    await lead(0, 'https://pay.example.com/ada');
    await lead(1, 'https://pay.example.com/bob');
    expect(bought).toMatchObject({ checkoutUrl: 'https://pay.example.com/bob' });
  });
});
