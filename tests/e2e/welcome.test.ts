import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { welcomeOnlyVerified } from '../flows/verified-only.ts';
import {
  accessibilityFaults,
  balanceOn,
  comeBackTo,
  confirmationLink,
  launch,
  overflowOf,
  signUp,
  takePicture,
  visit,
} from './browser.ts';

/** Where an operator wants the welcome only for confirmed addresses: the mail, its link, and the credits. */

const CREDIT = 1_000_000;
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
  await welcomeOnlyVerified(true);
});

afterAll(async () => {
  await browser?.close();
  await welcomeOnlyVerified(false);
});

describe('a newcomer whose welcome waits', () => {
  it('sends themselves the mail, follows its link, and has the credits without signing in again', async () => {
    const visitor = await visit(browser);
    const { page, complaints, context } = visitor;
    const email = `rosa-${randomUUID().slice(0, 6)}@example.com`;
    await signUp(visitor, email);
    const banner = page.getByTestId('confirm-email');
    await banner.getByText('Confirm your address to get 10 credits.').waitFor();
    expect(await balanceOn(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'welcome-waits');
    await banner.getByRole('button', { name: 'Send me the mail' }).click();
    await banner.getByText(`The mail is on its way to ${email}`).waitFor();
    await takePicture(page, 'welcome-sent');

    // Back too early: nothing has been confirmed.
    await comeBackTo(page);
    expect(await balanceOn(page)).toBe(0);
    const answer = await fetch(await confirmationLink(email));
    expect(answer.ok).toBe(true);
    await comeBackTo(page);
    await expect.poll(() => balanceOn(page)).toBe(10 * CREDIT);
    await expect.poll(() => banner.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('finds it on the account page too, in Arabic, on a narrow screen', async () => {
    const visitor = await visit(browser, { width: 360, height: 740 });
    const { page, context } = visitor;
    await signUp(visitor, `noor-${randomUUID().slice(0, 6)}@example.com`);
    await page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    await page.goto(new URL('/account', page.url()).href);
    const banner = page.getByTestId('confirm-email');
    await banner.getByText('أكّد بريدك الإلكتروني').waitFor();
    await banner.getByRole('button', { name: 'أرسل الرسالة' }).click();
    await banner.getByText('الرسالة في طريقها').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'welcome-arabic');
    await context.close();
  });
});
