import { randomInt, randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press, sell } from '../flows/payments.ts';
import { credits, db, must, newRequestId, signUp as signUpByCall, theAdmin } from '../flows/support.ts';
import { balanceOn, launch, PASSWORD, signUp, takePicture, type Visitor, visit } from './browser.ts';

/**
 * Buying credits, as people see it: from a low balance to the page for paying and back, and whatever can come
 * in between.
 */

const PACKS = {
  small: { label: 'Small', creditsMicro: credits(25), bonusMicro: 0, priceCents: 499, bestValue: false },
  large: {
    label: 'Large',
    creditsMicro: credits(110),
    bonusMicro: credits(10),
    priceCents: 1_499,
    bestValue: false,
  },
};

let browser: Browser;
let putBack: () => Promise<void>;

beforeAll(async () => {
  browser = await launch();
  const watcher = await signUpByCall();
  const found = (await db.doc('system_config/credit_config').get()).data() ?? {};
  putBack = () => sell(watcher, () => ({ sellsPacks: found.sellsPacks, packs: found.packs }));
  await sell(watcher, () => ({ sellsPacks: true, packs: PACKS }));
});

afterAll(async () => {
  await browser?.close();
  await putBack?.();
});

interface Buyer extends Visitor {
  email: string;
  userId: string;
}

const userIdOf = async (email: string) => {
  const { docs } = await db.collection('users').where('email', '==', email).get();
  return docs[0]?.id ?? '';
};

/** Somebody new who has so many credits left of the ten that they were welcomed with. */
async function buyer(left = 10, look = {}): Promise<Buyer> {
  const email = `bea-${randomUUID().slice(0, 8)}@example.com`;
  const visitor = await visit(browser, look);
  await signUp(visitor, email);
  await expect.poll(() => balanceOn(visitor.page)).toBe(credits(10));
  const userId = await userIdOf(email);
  if (left < 10) {
    const removal = { userId, amountMicro: credits(10 - left), reason: 'for the test' };
    await must('removeCreditsFromUser', { requestId: newRequestId(), ...removal }, await theAdmin());
    // Its listener may just have been attached, and not have heard.
    await visitor.page.reload();
    await expect.poll(() => balanceOn(visitor.page)).toBe(credits(left));
  }
  return { ...visitor, email, userId };
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Buy credits' });
const purchaseOn = (page: Page) => page.getByTestId('purchase');
const shows = (page: Page, status: string) =>
  page.locator(`[data-testid="purchase"][data-status="${status}"]`).waitFor();

async function openPacks(page: Page): Promise<void> {
  await page.getByTestId('low-balance').getByRole('button', { name: 'Get more credits' }).click();
  await dialogOf(page).waitFor();
}

/** Chooses a pack; ends on the page for paying. */
async function toCheckout(page: Page, pack = 'Buy for $4.99 Small'): Promise<void> {
  await openPacks(page);
  await dialogOf(page).getByRole('button', { name: pack }).click();
  await page.getByText('Simulated checkout: no money moves.').waitFor();
}

const orders = async (userId: string) =>
  (await db.collection('orders').where('userId', '==', userId).get()).docs.map((one) => ({
    id: one.id,
    ...(one.data() as { status: string; checkout: { url: string } }),
  }));

const toAccount = (page: Page) => page.getByRole('link', { name: 'Account', exact: true }).click();
const bought = (page: Page) => page.getByTestId('account-purchases').getByTestId('order');
const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

/** Begins to buy, and is back on the page that waits, without having paid. */
async function waiting(bea: Buyer): Promise<{ orderId: string; checkoutUrl: string }> {
  const { page, userId } = bea;
  await toCheckout(page);
  const checkoutUrl = page.url();
  const [order] = await orders(userId);
  await page.goBack();
  await open(page, `/bought?order=${order?.id}&checkout=done`);
  await purchaseOn(page).getByRole('heading', { name: 'Waiting for the payment to be confirmed' }).waitFor();
  return { orderId: order?.id ?? '', checkoutUrl };
}

describe('buying a pack', () => {
  it('leads from a low balance to the page for paying and back to what was being written, in every tab', async () => {
    const bea = await buyer(1);
    const { page, context, complaints } = bea;
    const other = await context.newPage();
    await other.goto(page.url());
    await expect.poll(() => balanceOn(other)).toBe(credits(1));

    await page.getByRole('tab', { name: /^Chat/ }).click();
    await page
      .getByRole('form', { name: 'Generate chat' })
      .getByRole('textbox')
      .first()
      .fill('a poem of the sea');
    await toCheckout(page);
    await page.getByRole('button', { name: 'Pay $4.99' }).click();

    await purchaseOn(page).getByRole('heading', { name: 'Thank you: 25 credits are yours' }).waitFor();
    await purchaseOn(page).getByText('You can now spend 26 credits.').waitFor();
    await takePicture(page, 'bought-paid');
    for (const tab of [page, other]) await expect.poll(() => balanceOn(tab)).toBe(credits(26));
    const receipt = purchaseOn(page).getByRole('link', { name: 'Open the receipt' });
    expect(await receipt.getAttribute('href')).toContain('localCheckout');

    await purchaseOn(page).getByRole('link', { name: 'Back to the studio' }).click();
    const chat = page.getByRole('form', { name: 'Generate chat' }).getByRole('textbox').first();
    await expect.poll(() => chat.inputValue()).toBe('a poem of the sea');

    await toAccount(page);
    const row = bought(page);
    await row.getByText('Paid', { exact: true }).waitFor();
    expect(await row.count()).toBe(1);
    expect(await row.textContent()).toMatch(/Small[\s\S]*\$4\.99 · 25 credits/);
    await page.getByTestId('account-notices').getByText('You received 25 credits').first().waitFor();
    await page.getByRole('link', { name: 'All movements' }).click();
    await page.getByRole('row', { name: /Purchase.*Bought: Small.*\+25/ }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('costs nothing when one goes back instead, and can be gone on with', async () => {
    const { page, context, userId } = await buyer(1);
    await toCheckout(page);
    await page.getByRole('button', { name: 'Cancel and go back' }).click();
    await purchaseOn(page).getByRole('heading', { name: 'You left the payment' }).waitFor();
    await purchaseOn(page).getByText('Nothing was paid.').waitFor();
    expect(await balanceOn(page)).toBe(credits(1));
    await takePicture(page, 'bought-cancelled');

    await toAccount(page);
    await bought(page).getByText('Not paid yet').waitFor();
    await bought(page).getByRole('link', { name: 'Go on to the payment: Small' }).click();
    await page.getByRole('button', { name: 'Pay $4.99' }).click();
    await shows(page, 'paid');
    await expect.poll(() => balanceOn(page)).toBe(credits(26));
    expect(await orders(userId)).toHaveLength(1);
    await context.close();
  });

  it('says that a payment was declined, and leads to the packs', async () => {
    const { page, context, userId } = await buyer(1);
    await toCheckout(page);
    await page.getByRole('button', { name: 'Decline the payment' }).click();
    await purchaseOn(page).getByRole('heading', { name: 'The payment was declined' }).waitFor();
    expect(await balanceOn(page)).toBe(credits(1));
    await takePicture(page, 'bought-declined');
    await purchaseOn(page).getByRole('button', { name: 'Show the packs' }).click();
    await dialogOf(page).getByRole('button', { name: 'Buy for $14.99 Large' }).click();
    await page.getByRole('button', { name: 'Pay $14.99' }).click();
    await shows(page, 'paid');
    await expect.poll(() => balanceOn(page)).toBe(credits(111));
    expect((await orders(userId)).map(({ status }) => status).sort()).toEqual(['failed', 'paid']);
    await context.close();
  });

  it('is one order for two clicks, and for an answer that was lost', async () => {
    const { page, context, userId } = await buyer(1);
    let lost = 0;
    await context.route('**/createCheckout', async (route) => {
      if (route.request().method() === 'POST' && lost === 0) {
        lost += 1;
        await route.fetch();
        return route.abort();
      }
      return route.continue();
    });
    await openPacks(page);
    await dialogOf(page).getByRole('button', { name: 'Buy for $4.99 Small' }).dblclick();
    await page.getByRole('button', { name: 'Pay $4.99' }).waitFor();
    expect(lost).toBe(1);
    expect(await orders(userId)).toHaveLength(1);
    // Going back from there leaves a page that answers, not one that is still busy.
    await page.goBack();
    await page.getByTestId('balance').waitFor();
    await context.close();
  });

  it('brings the credits too when the page for paying is closed after paying', async () => {
    const { page, context, userId } = await buyer(1);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByTestId('balance').waitFor();
    await toCheckout(page);
    const checkoutUrl = page.url();
    await page.close();
    expect((await press(checkoutUrl, 'pay')).status).toBe(303);
    await expect.poll(() => balanceOn(other)).toBe(credits(26));
    expect((await orders(userId)).map(({ status }) => status)).toEqual(['paid']);
    await context.close();
  });
});

describe('the page that one comes back to', () => {
  it('waits for the payment, over a reload, and tells that it has come', async () => {
    const bea = await buyer(1);
    const { page, context } = bea;
    const { checkoutUrl } = await waiting(bea);
    await purchaseOn(page).getByText('You may leave it: the credits come anyway.').waitFor();
    await takePicture(page, 'bought-waiting');
    await page.reload();
    await shows(page, 'open');
    await purchaseOn(page).getByRole('status').getByText('Waiting for the payment').waitFor();
    expect(await balanceOn(page)).toBe(credits(1));
    await press(checkoutUrl, 'pay');
    await purchaseOn(page).getByRole('status').getByText('Thank you: 25 credits are yours').waitFor();
    await expect.poll(() => balanceOn(page)).toBe(credits(26));
    await context.close();
  });

  it('says that there is no connection, and catches up by itself', async () => {
    const bea = await buyer(1);
    const { page, context } = bea;
    const { checkoutUrl } = await waiting(bea);
    await context.setOffline(true);
    await purchaseOn(page).getByText('There is no connection.').waitFor();
    await press(checkoutUrl, 'pay');
    await takePicture(page, 'bought-offline');
    await context.setOffline(false);
    await shows(page, 'paid');
    await purchaseOn(page).getByText('There is no connection.').waitFor({ state: 'detached' });
    await context.close();
  });

  it('shows nobody else’s purchase, and says what to do with an address that is not whole', async () => {
    const bea = await buyer(1);
    const { orderId } = await waiting(bea);
    await bea.context.close();
    const { page, context } = await buyer(1);
    for (const path of [`/bought?order=${orderId}`, '/bought?order=nobody.nothing', '/bought']) {
      await open(page, path);
      await page.getByRole('heading', { name: 'There is no such purchase here' }).waitFor();
    }
    await page.getByRole('link', { name: 'All purchases' }).click();
    await page.getByTestId('account-purchases').getByText('You have bought nothing yet.').waitFor();
    await context.close();
  });
});

describe('who can’t buy', () => {
  it('a guest is asked to sign up first, and buys then', async () => {
    const { page, context } = await visit(browser);
    await context.setExtraHTTPHeaders({
      'x-forwarded-for': `100.67.${randomInt(1, 255)}.${randomInt(1, 255)}`,
    });
    await page.getByRole('button', { name: 'Try without an account' }).click();
    await page.getByTestId('guest-banner').waitFor();
    await toAccount(page);
    await page.getByTestId('account-balance').getByRole('button', { name: 'Sign up' }).waitFor();
    expect(await page.getByTestId('account-purchases').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Buy credits' }).count()).toBe(0);

    await page.getByTestId('account-balance').getByRole('button', { name: 'Sign up' }).click();
    await page.getByLabel('Email').fill(`gil-${randomUUID().slice(0, 8)}@example.com`);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account', exact: true }).click();
    await expect.poll(() => balanceOn(page)).toBe(credits(10));
    await toAccount(page);
    await page.getByTestId('account-balance').getByRole('button', { name: 'Buy credits' }).click();
    await dialogOf(page).getByRole('button', { name: 'Buy for $4.99 Small' }).click();
    await page.getByRole('button', { name: 'Pay $4.99' }).click();
    await shows(page, 'paid');
    await expect.poll(() => balanceOn(page)).toBe(credits(35));
    await context.close();
  });

  it('where nothing is sold, sees what the packs would cost, and whom to ask', async () => {
    const watcher = await signUpByCall();
    await sell(watcher, () => ({ sellsPacks: false }));
    try {
      const { page, context } = await buyer(1);
      await openPacks(page);
      await dialogOf(page).getByText('This app does not sell credits yet. Ask whoever runs it.').waitFor();
      await dialogOf(page).getByText('$4.99').waitFor();
      expect(await dialogOf(page).getByRole('button', { name: /^Buy/ }).count()).toBe(0);
      // Switched on, the same window sells: nobody reloads.
      await sell(watcher, () => ({ sellsPacks: true }));
      await dialogOf(page).getByRole('button', { name: 'Buy for $4.99 Small' }).waitFor();
      await context.close();
    } finally {
      await sell(watcher, () => ({ sellsPacks: true }));
    }
  });
});
