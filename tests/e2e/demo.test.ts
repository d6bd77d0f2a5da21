import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launch, overflowOf, signUp, takePicture, visit } from './browser.ts';

/**
 * The components of `@tollgate/client/react`: every state on a page of its own, and live for who is signed
 * in.
 */

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const LOOKS = [
  ['wide and light', 'en', { width: 1280, scheme: 'light' }],
  ['wide and dark', 'en', { width: 1280, scheme: 'dark' }],
  ['narrow and light', 'en', { width: 360, height: 740, scheme: 'light' }],
  ['narrow, dark and Arabic', 'ar', { width: 360, height: 740, scheme: 'dark' }],
  ['wide, light and Arabic', 'ar', { width: 1280, scheme: 'light' }],
] as const;

describe.each(LOOKS)('the components, %s', (name, language, look) => {
  it('fit the screen and are accessible, the open packs too', async () => {
    const { page, context, complaints } = await visit(browser, look);
    await page.evaluate((code) => localStorage.setItem('tollgate.language', code), language);
    await page.goto(new URL('/demo', page.url()).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate(() => document.dir)).toBe(language === 'ar' ? 'rtl' : 'ltr');
    const check = async (where: string) => {
      await takePicture(page, `demo ${where} ${name}`.replaceAll(/\W+/g, '-'));
      expect(await overflowOf(page), where).toBe(0);
      expect(await accessibilityFaults(page), where).toEqual([]);
    };
    await check('page');
    const packs = page.getByRole('region', { name: 'CreditPacksModal' });
    await packs.getByRole('button').first().click();
    await page.getByRole('dialog').waitFor();
    await check('packs');
    // The browser's own dialog: Escape closes it and gives the focus back.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(
      await packs
        .getByRole('button')
        .first()
        .evaluate((button) => button === document.activeElement),
    ).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('the packs', () => {
  it('are bought by keyboard, and say thanks; where they can’t be, they say why', async () => {
    const { page, context } = await visit(browser);
    await page.goto(new URL('/demo', page.url()).href);
    const packs = page.getByRole('region', { name: 'CreditPacksModal' });
    await packs.getByRole('button', { name: 'Open the packs' }).first().press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Buy credits' });
    await dialog.getByRole('button', { name: 'Buy for $14.99 Creator' }).press('Enter');
    await dialog.getByText('Thank you. 110 credits will be in your balance in a moment.').waitFor();
    await page.keyboard.press('Escape');
    const open = async (state: string) => {
      const specimen = packs.getByRole('figure').filter({ hasText: state });
      await specimen.getByRole('button', { name: 'Open the packs' }).click();
    };
    await open('With Tollgate’s checkout');
    await dialog.getByRole('button', { name: 'Buy for $4.99 Starter' }).press('Enter');
    await dialog.getByRole('status').getByText('The page for paying is opening.').waitFor();
    expect(await dialog.getByRole('button', { name: 'One moment … Starter' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await open('When the checkout is out of order');
    await dialog.getByRole('button', { name: 'Buy for $4.99 Starter' }).press('Enter');
    await dialog.getByRole('alert').getByText('Paying is not possible at the moment').waitFor();
    await page.keyboard.press('Escape');
    await open('A guest');
    await dialog.getByText('Sign up first').waitFor();
    expect(await dialog.getByRole('button', { name: /^Buy/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await open('Shown, and not sold');
    await dialog.getByText('This app does not sell credits yet.').waitFor();
    expect(await dialog.getByRole('button', { name: /^Buy/ }).count()).toBe(0);
    await context.close();
  });
});

describe('live', () => {
  it('a generation is priced, runs, and balance, history and chart follow it in every tab', async () => {
    const ada = await visit(browser);
    await signUp(ada, `demo-${randomUUID().slice(0, 6)}@example.com`);
    const { page, context, complaints } = ada;
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Components' }).click();
    const live = page.getByRole('region', { name: 'CreditsProvider' });
    const balance = live.getByRole('group', { name: 'Your credits' });
    await balance.getByText('10 to spend').waitFor();
    await live.getByText('Left afterwards9 credits').waitFor();
    await live.getByText('Images: 50 of 50 left this hour').waitFor();

    const other = await context.newPage();
    await other.goto(page.url());
    const otherLive = other.getByRole('region', { name: 'CreditsProvider' });
    await otherLive.getByText('10 to spend').waitFor();

    await live.getByRole('textbox', { name: 'What should the image show?' }).fill('a red kite over the bay');
    await live.getByRole('button', { name: 'Generate' }).click();
    await live.getByText('Done. The balance has followed.').waitFor();
    await live.getByRole('img', { name: 'a red kite over the bay' }).waitFor();
    for (const tab of [live, otherLive]) {
      await tab.getByText('9 to spend').waitFor();
      await tab.getByTestId('demo-activity').getByText('a red kite over the bay').waitFor();
      await tab.getByRole('img', { name: '1 credit used in 14 days' }).waitFor();
      await tab.getByText('Images: 49 of 50 left this hour').waitFor();
    }
    await takePicture(page, 'demo-live');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a refusal is a sentence in the page, and the way to try again', async () => {
    const ada = await visit(browser);
    await signUp(ada, `demo-${randomUUID().slice(0, 6)}@example.com`);
    const { page, context } = ada;
    await page.goto(new URL('/demo', page.url()).href);
    const live = page.getByRole('region', { name: 'CreditsProvider' });
    await live.getByRole('textbox').fill('[fail] a red kite');
    await live.getByRole('button', { name: 'Generate' }).click();
    await live.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await live.getByText('10 to spend').waitFor();
    await context.close();
  });
});
