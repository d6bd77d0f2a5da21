import { randomUUID } from 'node:crypto';
import type { orderSchema } from '@tollgate/contract/billing/order.schema';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { sell } from '../flows/payments.ts';
import { credits, db, must, signUpAs, signUp as signUpByCall } from '../flows/support.ts';
import { accessibilityFaults, launch, overflowOf, signIn, takePicture, visit } from './browser.ts';
import { makeStaff } from './operator.ts';

/** Purchases in every state that a payment can come to, as buyers and as staff see them. */

const PACK = { label: 'Small', creditsMicro: credits(25), bonusMicro: 0, priceCents: 499, bestValue: false };
const suffix = randomUUID().slice(0, 6);
const email = `cleo-${suffix}@example.com`;
const adminEmail = `rita-${suffix}@example.com`;

type Order = z.input<typeof orderSchema>;

let browser: Browser;
let putBack: () => Promise<void>;
let userId = '';

const NOW = Date.now();
const back = { refundedCents: 499, reversedMicro: credits(20), unrecoveredMicro: credits(5) };
const checkout = { sessionId: 'cs_1', url: 'http://127.0.0.1:1/pay', expiresAt: NOW + 3_600_000 };
const paid = { paidAt: NOW, receiptUrl: 'http://127.0.0.1:1/receipt', paymentId: 'pi_1', entryId: 'x' };

const STATES: Record<string, Partial<Order>> = {
  open: { checkout },
  paid,
  expired: { status: 'expired' },
  declined: { status: 'failed', problem: 'declined' },
  undelivered: { ...paid, status: 'failed', problem: 'balance_full', entryId: null },
  partly: { ...paid, status: 'partly_refunded', refundedCents: 200, reversedMicro: credits(10) },
  refunded: { ...paid, status: 'refunded', ...back },
  disputed: { ...paid, status: 'disputed', ...back, refundedCents: 0, disputes: { dp_1: 'open' } },
};

const idOf = (state: string) => `${userId}.${state}-${suffix}`;

/** As the functions would have written it. They are taken away again: nothing was bought. */
const orderIn = (state: string, index: number): Order => ({
  ...{ userId, requestId: `${state}-${suffix}`, payloadHash: 'x', packId: 'small', priceVersion: 1 },
  ...PACK,
  ...{ creditsMicro: credits(25), bonusMicro: credits(0), mode: 'test' },
  ...{
    status: state === 'open' ? 'open' : 'paid',
    checkout: null,
    paymentId: null,
    problem: null,
    disputes: {},
  },
  ...{
    entryId: null,
    receiptUrl: null,
    refundedCents: 0,
    reversedMicro: credits(0),
    unrecoveredMicro: credits(0),
  },
  ...{ createdAt: NOW - index * 60_000, paidAt: null, updatedAt: NOW },
  ...STATES[state],
});

beforeAll(async () => {
  browser = await launch();
  const watcher = await signUpByCall();
  const found = (await db.doc('system_config/credit_config').get()).data() ?? {};
  putBack = () => sell(watcher, () => ({ sellsPacks: found.sellsPacks, packs: found.packs }));
  await sell(watcher, () => ({ sellsPacks: true, packs: { small: PACK } }));
  const buyer = await signUpAs(email);
  userId = buyer.userId;
  await must('ensureUser', {}, buyer);
  await makeStaff(adminEmail);
  await Promise.all(
    Object.keys(STATES).map((state, index) =>
      db.doc(`orders/${idOf(state)}`).set(toDocument(orderIn(state, index))),
    ),
  );
});

afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.keys(STATES).map((state) => db.doc(`orders/${idOf(state)}`).delete()));
  await putBack?.();
});

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

async function check(page: Page, where: string): Promise<void> {
  await takePicture(page, where);
  expect(await overflowOf(page), where).toBe(0);
  expect(await accessibilityFaults(page), where).toEqual([]);
}

const LOOKS = [
  ['wide-light', 'en', { width: 1280, scheme: 'light' }],
  ['narrow-dark-arabic', 'ar', { width: 360, height: 740, scheme: 'dark' }],
] as const;

describe.each(LOOKS)('purchases, %s', (name, language, look) => {
  it('fit the screen and are accessible in every state', async () => {
    const visitor = await visit(browser, look);
    const { page, context, complaints } = visitor;
    await signIn(visitor, email);
    await page.evaluate((code) => localStorage.setItem('tollgate.language', code), language);
    for (const state of Object.keys(STATES)) {
      await open(page, `/bought?order=${idOf(state)}&checkout=done`);
      await page.getByTestId('purchase').locator('h1').first().waitFor();
      await page.locator('[data-testid="purchase"][data-status]').waitFor();
      await check(page, `bought-${name}-${state}`);
    }
    await open(page, '/bought?order=nobody.1');
    await page.locator('[data-testid="purchase"]:not([data-status]) a').first().waitFor();
    await check(page, `bought-${name}-absent`);
    await page.locator('[data-testid="purchase"] a[href$="#purchases"]').click();
    await expect
      .poll(() => page.getByTestId('account-purchases').evaluate((it) => it.getBoundingClientRect().top))
      .toBeLessThan(look.width === 360 ? 200 : 860);

    await open(page, '/account');
    const rows = page.getByTestId('account-purchases').getByTestId('order');
    await expect.poll(() => rows.count()).toBe(5);
    await page.getByTestId('account-purchases').getByRole('button').click();
    await expect.poll(() => rows.count()).toBe(8);
    await page.getByTestId('account-purchases').scrollIntoViewIfNeeded();
    await check(page, `account-${name}-purchases`);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('with the keyboard alone', () => {
  it('one gets from the packs to the page for paying, and from there back to the studio', async () => {
    const visitor = await visit(browser);
    const { page, context } = visitor;
    await signIn(visitor, email);
    await page.getByRole('link', { name: 'Account', exact: true }).press('Enter');
    await page.getByTestId('account-balance').getByRole('button', { name: 'Buy credits' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Buy credits' });
    await dialog.waitFor();
    await check(page, 'packs-sold');
    for (let step = 0; step < 10; step += 1) {
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (focused.startsWith('Buy for')) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cancel and go back' }).press('Enter');
    await page.getByRole('heading', { name: 'You left the payment' }).waitFor();
    await page.getByRole('link', { name: 'Back to where you were' }).press('Enter');
    await page.getByTestId('account-purchases').waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');
    await context.close();
  });
});

describe('the console', () => {
  it('shows what a user bought, and what of it could not be taken back', async () => {
    const visitor = await visit(browser);
    const { page, context } = visitor;
    await signIn(visitor, adminEmail);
    await page.getByRole('link', { name: 'Admin' }).waitFor();
    await open(page, `/admin/users/${userId}`);
    await page.getByRole('tab', { name: 'Purchases' }).click();
    const row = (state: string) => page.locator(`[data-testid="user-order"][data-order="${idOf(state)}"]`);
    await row('refunded').getByText('$4.99 paid back').waitFor();
    await row('refunded').getByText('20 credits taken back').waitFor();
    await row('refunded').getByText('5 credits spent before, not taken back').waitFor();
    await row('disputed').getByText('Dispute open').waitFor();
    await row('undelivered').getByText('Balance too high: not delivered').waitFor();
    await row('paid').getByRole('link', { name: 'Receipt: Small' }).waitFor();
    await check(page, 'admin-user-orders');
    await page.setViewportSize({ width: 360, height: 740 });
    await check(page, 'admin-user-orders-narrow');
    await page.setViewportSize({ width: 1280, height: 860 });
    const adminId = (await db.collection('users').where('email', '==', adminEmail).get()).docs[0]?.id;
    await open(page, `/admin/users/${adminId}?tab=orders`);
    await page.getByRole('heading', { name: 'Nothing bought yet' }).waitFor();
    await context.close();
  });

  it('stops and begins selling with a switch, shows that before it is saved, and keeps the version', async () => {
    const visitor = await visit(browser);
    const { page, context } = visitor;
    await signIn(visitor, adminEmail);
    await page.getByRole('link', { name: 'Admin' }).waitFor();
    const buyer = await signUpByCall();
    for (const [before, after] of [
      ['yes', 'no'],
      ['no', 'yes'],
    ]) {
      await open(page, '/admin/credits?tab=grants');
      const selling = page.getByRole('switch', { name: 'Packs are sold' });
      expect(await selling.isChecked()).toBe(before === 'yes');
      await selling.press('Space');
      await page.getByRole('button', { name: 'Review and save' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Packs are sold').waitFor();
      expect(await dialog.getByTestId('changes').first().textContent()).toMatch(
        new RegExp(`${before}.*${after}`),
      );
      await check(page, `admin-selling-${after}`);
      await dialog.getByRole('button', { name: /^Save as version/ }).click();
      await dialog.waitFor({ state: 'detached' });
      await expect
        .poll(async () => (await must('getUserProfile', {}, buyer)).prices.sellsPacks, { timeout: 30_000 })
        .toBe(after === 'yes');
    }
    const { version } = (await db.doc('system_config/credit_config').get()).data() ?? {};
    await open(page, `/admin/credits?tab=versions&document=credit_config&version=${version}`);
    await page.getByTestId('changes').getByText('Packs are sold').waitFor();
    await context.close();
  });
});
