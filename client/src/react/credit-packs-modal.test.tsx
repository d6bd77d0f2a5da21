// @vitest-environment jsdom
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { StrictMode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
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
    ['no checkout', undefined, 'This app does not sell credits yet.'],
    [
      'a checkout that refuses',
      () => ({ success: false as const, error: 'Your card was declined.' }),
      'Your card was declined.',
    ],
    ['a checkout that breaks', () => Promise.reject(new Error('secret')), 'The purchase did not go through'],
  ])('%s: says so', async (_name, onPurchase, sentence) => {
    await show(<CreditPacksModal isOpen onClose={() => {}} />, {}, onPurchase ? { onPurchase } : {});
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Buy for $29.99 Pro' })));
    expect(screen.getByText(new RegExp(sentence)).closest('[role=alert]')).not.toBeNull();
    expect(document.body.textContent).not.toContain('secret');
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
