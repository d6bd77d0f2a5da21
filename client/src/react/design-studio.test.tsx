// @vitest-environment jsdom

import { act, fireEvent, screen, within } from '@testing-library/react';
import { designStudio } from '@tollgate/contract/config/presets/design-studio';
import { publicPrices } from '@tollgate/contract/pricing/prices';
import { beforeEach, expect, it, vi } from 'vitest';
import { CreditPacksModal } from './credit-packs-modal.tsx';
import { ModelRecommendation } from './model-recommendation.tsx';
import { show } from './render.tsx';
import { lot } from './test-account.ts';

/** The preset `design-studio` as everybody may read it, in the components that sell and recommend. */

const prices = publicPrices({ ...designStudio.credit_config, version: 1 });

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

it('offers its packs with bonus, saving and the one that is marked, and what each model costs', async () => {
  await show(<CreditPacksModal isOpen onClose={() => {}} />, {
    prices,
    grants: [lot(8)],
  });
  const dialog = screen.getByRole('dialog');
  const offers = [...dialog.querySelectorAll('.tg-offers > li')].map((item) => item.textContent);
  expect(offers).toEqual([
    'Starter25 credits$0.20 a creditBuy for $4.99',
    'CreatorBest value110 credits$0.136 a credit10 bonus includedSave 31%Buy for $14.99',
    'Pro300 credits$0.10 a credit50 bonus includedSave 49%Buy for $29.99',
    'Enterprise650 credits$0.077 a credit150 bonus includedSave 61%Buy for $49.99',
  ]);
  const rows = within(dialog)
    .getAllByRole('row')
    .map((row) => row.textContent);
  expect(rows).toContain('Nano Banana0.5 credits per image16 ×');
  expect(rows).toContain('Nano Banana Pro2 credits per image4 ×');
});

it('leads to the checkout of the pack that is chosen', async () => {
  const openCheckout = vi.fn();
  const modal = <CreditPacksModal isOpen onClose={() => {}} />;
  const { tollgate } = await show(modal, { prices, grants: [lot(8)] }, { openCheckout });
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Buy for $4.99 Starter' })));
  expect(tollgate.asked).toContain('buyPack');
  expect(openCheckout).toHaveBeenCalledTimes(1);
});

it('recommends by balance, and disables what is too dear', async () => {
  await show(<ModelRecommendation aiType="image" value="flux-dev" onSelect={() => {}} />, {
    prices,
    grants: [lot(1)],
  });
  const disabled = screen.getAllByRole<HTMLInputElement>('radio').filter(({ disabled: is }) => is);
  expect(disabled.map(({ value }) => value)).toEqual(['nano-banana-pro']);
});
