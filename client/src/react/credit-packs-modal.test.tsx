// @vitest-environment jsdom
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { Checkout } from '@tollgate/contract/billing/order';
import { StrictMode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Buying } from '../buying.ts';
import { type Answer, fail, succeed } from '../outcome.ts';
import { CreditPacksModal } from './credit-packs-modal.tsx';
import { CreditsProvider } from './provider.tsx';
import type { Order, PurchaseOutcome } from './purchase.ts';
import { show } from './render.tsx';
import { CREDIT, lot, prices } from './test-account.ts';
import { emptyPrices, testCredits } from './testing.ts';

beforeEach(() => {
  // jsdom has the element, not what opens it.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  // Browsers tell that it was closed in a turn of its own.
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    queueMicrotask(() => this.dispatchEvent(new Event('close')));
  };
});

const buyingBy = (buyPack: Buying['buyPack']): Buying => ({
  buyPack,
  subscribeToOrder: () => () => {},
  subscribeToOrders: () => () => {},
});

const offers = () =>
  within(screen.getByRole('dialog').querySelector('.tg-offers') ?? document.body)
    .getAllByRole('listitem')
    .map((item) => item.textContent);

describe('CreditPacksModal', () => {
  it('is not there while it is closed', async () => {
    await show(<CreditPacksModal isOpen={false} onClose={() => {}} />);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('shows the packs with bonus, saving and the best value, and what credits buy', async () => {
    await show(<CreditPacksModal isOpen onClose={() => {}} />, { grants: [lot(3)] });
    expect(offers()).toEqual([
      'Starter25 credits$0.20 a creditBuy for $4.99',
      'Creator110 credits$0.136 a credit10 bonus includedSave 31%Buy for $14.99',
      'ProBest value300 credits$0.10 a credit50 bonus includedSave 49%Buy for $29.99',
    ]);
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('Pro2 credits per image1 ×');
    expect(rows).toContain('Gemini1 credit per 1,000 tokens6 ×');
    expect(screen.getByRole('dialog', { name: 'Buy credits' }).textContent).toContain('You have 3 credits.');
  });

  it('tells the plans, the cheapest first', async () => {
    const plan = (label: string, credits: number, priceCents: number) =>
      ({ label, tier: 'basic', monthlyMicro: credits * CREDIT, priceCents }) as const;
    const plans = { premium: plan('Premium', 500, 3_999), basic: plan('Basic', 100, 999) };
    await show(<CreditPacksModal isOpen onClose={() => {}} />, { prices: { ...prices, plans } });
    const table = screen.getByRole('heading', { name: 'Plans' }).parentElement ?? document.body;
    const rows = within(table)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(rows.slice(1)).toEqual(['Basic100 credits$9.99', 'Premium500 credits$39.99']);
  });

  it('stays open in strict mode, which takes every effect back once', async () => {
    const onClose = vi.fn();
    // All of it: React takes back only what was mounted inside of strict mode.
    render(
      <StrictMode>
        <CreditsProvider tollgate={testCredits({ prices })}>
          <CreditPacksModal isOpen onClose={onClose} />
        </CreditsProvider>
      </StrictMode>,
    );
    await act(async () => {});
    expect(onClose).not.toHaveBeenCalled();
    act(() => screen.getByRole<HTMLDialogElement>('dialog').close());
    await act(async () => {});
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('marks the pack that the app names', async () => {
    await show(<CreditPacksModal isOpen onClose={() => {}} bestValue="creator" />);
    expect(offers().map((text) => text?.includes('Best value'))).toEqual([false, true, false]);
  });

  it('buys: says that it is busy, then thanks', async () => {
    let finish = (_outcome: PurchaseOutcome) => {};
    const orders: Order[] = [];
    const onPurchase = (order: Order) => {
      orders.push(order);
      return new Promise<PurchaseOutcome>((resolve) => {
        finish = resolve;
      });
    };
    await show(<CreditPacksModal isOpen onClose={() => {}} />, {}, { onPurchase });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Buy for $14.99 Creator' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(button.textContent).toBe('One moment …');
    expect(orders).toMatchObject([{ packId: 'creator', pack: prices.packs.creator, userId: 'ada' }]);
    await act(async () => finish({ success: true }));
    expect(screen.getByRole('dialog').textContent).toContain(
      'Thank you. 110 credits will be in your balance',
    );
    expect(button.disabled).toBe(false);
  });

  it.each([
    [
      'a checkout that refuses',
      () => ({ success: false as const, error: 'Your card was declined.' }),
      'Your card was declined.',
    ],
    ['a checkout that breaks', () => Promise.reject(new Error('secret')), 'The purchase did not go through'],
  ])('%s: says so', async (_name, onPurchase, sentence) => {
    await show(<CreditPacksModal isOpen onClose={() => {}} />, {}, { onPurchase });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Buy for $29.99 Pro' })));
    expect(screen.getByText(new RegExp(sentence)).closest('[role=alert]')).not.toBeNull();
    expect(document.body.textContent).not.toContain('secret');
  });

  it('shows what packs would cost where none are sold, and says whom to ask', async () => {
    await show(<CreditPacksModal isOpen onClose={() => {}} />, { prices: { ...prices, sellsPacks: false } });
    expect(screen.getByText('This app does not sell credits yet. Ask whoever runs it.')).toBeTruthy();
    expect(offers()[0]).toBe('Starter25 credits$0.20 a credit$4.99');
    expect(screen.queryByRole('button', { name: /Buy/ })).toBeNull();
  });

  it('goes to the checkout: once for two clicks, and nothing can be clicked on the way', async () => {
    const openCheckout = vi.fn();
    let answer = () => {};
    const buyPack = vi.fn(
      () =>
        new Promise<Answer<Checkout>>((resolve) => {
          answer = () =>
            resolve(succeed({ orderId: 'ada.1', status: 'open', checkoutUrl: 'https://pay.example.com/1' }));
        }),
    );
    await show(
      <CreditPacksModal isOpen onClose={() => {}} />,
      {},
      { openCheckout, returnUrl: 'https://app.example.com/bought', own: { buying: buyingBy(buyPack) } },
    );
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Buy for $14.99 Creator' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(button.textContent).toBe('One moment …');
    await act(async () => answer());
    expect(buyPack).toHaveBeenCalledTimes(1);
    expect(buyPack).toHaveBeenCalledWith(
      'creator',
      expect.objectContaining({ returnUrl: 'https://app.example.com/bought' }),
    );
    expect(openCheckout).toHaveBeenCalledExactlyOnceWith('https://pay.example.com/1');
    expect(screen.getByRole('status').textContent).toContain('The page for paying is opening.');
    const link = screen.getByRole('link', { name: 'Go there' });
    expect(link.getAttribute('href')).toBe('https://pay.example.com/1');
    expect(button.disabled).toBe(true);
    // Whoever goes back finds the page as it was left: from the browser's memory.
    act(() => {
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    });
    expect(button.disabled).toBe(false);
    expect(screen.getByRole('status', { hidden: true }).textContent).toBe('');
  });

  it('says why the checkout did not begin, and tries again as the same purchase', async () => {
    const failure = {
      code: 'payment_unavailable',
      message: 'Paying is not possible now.',
      details: {},
    } as const;
    const asked: (string | undefined)[] = [];
    const buyPack: Buying['buyPack'] = async (_packId, { requestId } = {}) => {
      asked.push(requestId);
      return asked.length === 1
        ? fail(failure)
        : succeed({ orderId: 'ada.1', status: 'open', checkoutUrl: 'https://pay.example.com/1' });
    };
    const openCheckout = vi.fn();
    await show(
      <CreditPacksModal isOpen onClose={() => {}} />,
      {},
      { openCheckout, own: { buying: buyingBy(buyPack) } },
    );
    const button = screen.getByRole('button', { name: 'Buy for $14.99 Creator' });
    await act(async () => fireEvent.click(button));
    expect(screen.getByRole('alert').textContent).toBe('Paying is not possible now.');
    expect(openCheckout).not.toHaveBeenCalled();
    await act(async () => fireEvent.click(button));
    expect(openCheckout).toHaveBeenCalledTimes(1);
    expect(asked[0]).toBeTruthy();
    expect(asked[1]).toBe(asked[0]);
  });

  it('begins another purchase where the one before has been paid', async () => {
    const asked: (string | undefined)[] = [];
    const buyPack: Buying['buyPack'] = async (_packId, { requestId } = {}) => {
      asked.push(requestId);
      const isPaid = asked.length === 2;
      return succeed({
        orderId: `ada.${requestId}`,
        status: isPaid ? 'paid' : 'open',
        checkoutUrl: isPaid ? null : `https://pay.example.com/${asked.length}`,
      });
    };
    const openCheckout = vi.fn();
    const buying = buyingBy(buyPack);
    const modal = <CreditPacksModal isOpen onClose={() => {}} />;
    await show(modal, {}, { openCheckout, own: { buying } });
    const button = screen.getByRole('button', { name: 'Buy for $4.99 Starter' });
    await act(async () => fireEvent.click(button));
    act(() => {
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    });
    await act(async () => fireEvent.click(button));
    expect(asked[1]).toBe(asked[0]);
    expect(asked[2]).not.toBe(asked[0]);
    expect(openCheckout).toHaveBeenLastCalledWith('https://pay.example.com/3');
  });

  it('asks a guest to sign up first', async () => {
    const onSignUp = vi.fn();
    const user = { userId: 'guest', isGuest: true };
    await show(<CreditPacksModal isOpen onClose={() => {}} onSignUp={onSignUp} />, { user });
    expect(screen.getByText(/^Sign up first/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Sign up' }));
    expect(onSignUp).toHaveBeenCalledTimes(1);
  });

  it('speaks Arabic on the way to the checkout', async () => {
    await show(<CreditPacksModal isOpen onClose={() => {}} />, {}, { locale: 'ar', openCheckout: () => {} });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: /Creator/ })));
    expect(screen.getByRole('link', { name: 'انتقل إليها' })).toBeTruthy();
  });

  it('closes by its button, by Escape and by a click beside it', async () => {
    const onClose = vi.fn();
    await show(<CreditPacksModal isOpen onClose={onClose} />);
    const dialog = screen.getByRole<HTMLDialogElement>('dialog');
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await act(async () => dialog.close());
    dialog.showModal();
    fireEvent.click(dialog);
    expect(onClose).toHaveBeenCalledTimes(3);
    fireEvent.click(screen.getByRole('heading', { name: 'Buy credits' }));
    expect(onClose).toHaveBeenCalledTimes(3);
  });

  it('says when nothing is for sale, and when it does not know yet', async () => {
    const view = await show(<CreditPacksModal isOpen onClose={() => {}} />, { prices: emptyPrices });
    expect(screen.getByText(/^No packs are for sale at the moment\./).textContent).toContain(
      'Ask whoever runs it.',
    );
    view.unmount();
    await show(<CreditPacksModal isOpen onClose={() => {}} />, { isWaiting: true });
    expect(screen.getByText('Loading the packs')).toBeTruthy();
  });
});
