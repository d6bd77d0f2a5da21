import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey } from '../flows/http.ts';
import { must, signUp as signUpBehind, userWith } from '../flows/support.ts';
import {
  accessibilityFaults,
  launch,
  overflowOf,
  PASSWORD,
  signedInLongAgo,
  signIn,
  signUp,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';

/** The keys of one's own account: made, used from outside, revoked. */

const hosting = process.env.TOLLGATE_HOSTING_ORIGIN ?? '';
let browser: Browser;
let ida: Visitor;

beforeAll(async () => {
  browser = await launch();
  ida = await visit(browser);
  await signUp(ida, `keys-${randomUUID().slice(0, 6)}@example.com`);
  await ida.page.getByRole('link', { name: 'Account', exact: true }).click();
});

afterAll(() => browser?.close());

const section = ({ page }: Visitor) => page.getByTestId('account-keys');
const rows = (visitor: Visitor) => section(visitor).getByTestId('api-key');
/** As a script elsewhere asks, through Hosting. */
const balanceWith = (key: string) =>
  fetch(`${hosting}/api/v1/balance`, { headers: { authorization: `Bearer ${key}` } });

/** The faults of the page and of whatever is open on it, wide and narrow, in both languages and colours. */
async function expectSound(visitor: Visitor, picture: string): Promise<void> {
  const { page } = visitor;
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 860 });
    await section(visitor).scrollIntoViewIfNeeded();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      // A dialog that is still fading in has too little contrast.
      await expect
        .poll(() => accessibilityFaults(page), { message: `${picture} ${width} ${scheme}` })
        .toEqual([]);
      expect(await overflowOf(page), `${picture} ${width} ${scheme}`).toBe(0);
      await takePicture(page, `keys-${picture}-${width}-${scheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 860 });
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describe('the keys of an account', () => {
  let key: string;

  it('are none at first; one is made with the keyboard, and shown once', async () => {
    const { page } = ida;
    await section(ida).getByText('You have no keys.').waitFor();
    await expectSound(ida, 'none');
    await section(ida).getByRole('button', { name: 'Create a key' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Create' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Name').waitFor();
    await page.keyboard.type('nightly report');
    await expectSound(ida, 'create');
    await dialog.getByLabel('Name').focus();
    const asIfLongAgo = await signedInLongAgo(ida);
    await page.keyboard.press('Enter');
    await dialog.getByText('Show once more that it is you').waitFor();
    await expectSound(ida, 'prove');
    await dialog.getByLabel('Password', { exact: true }).focus();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    const shown = dialog.getByTestId('new-api-key');
    key = (await shown.textContent()) ?? '';
    await asIfLongAgo.end();
    expect(key).toMatch(/^tgk_[\w-]{54}$/);
    expect(await dialog.getByText('curl').textContent()).toContain(`Bearer ${key}`);
    await expectSound(ida, 'made');
    // Neither a key pressed by mistake nor a click beside it takes it away.
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await shown.isVisible()).toBe(true);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Copy the key' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await rows(ida).getByText('nightly report').waitFor();
    await rows(ida)
      .getByText(`tgk_…${key.slice(-4)}`)
      .waitFor();
    await rows(ida).getByText('never used').waitFor();
    // Whoever did not make it learns of it, and not the key.
    const told = page.getByTestId('account-notices').getByTestId('notice').filter({ hasText: 'API key' });
    expect(await told.textContent()).toContain('nightly report');
    expect(await page.content()).not.toContain(key);
    // Whoever works by keyboard goes on where they were.
    await expect.poll(() => focused(page)).toBe('Create a key');
  });

  it('open the API to who has one', async () => {
    const answer = await balanceWith(key);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ creditsMicro: 10_000_000 });
    await ida.page.reload();
    await rows(ida)
      .getByText(/^last used/)
      .waitFor();
    await expectSound(ida, 'one');
  });

  it('are kept or revoked, as their owner decides', async () => {
    const { page } = ida;
    const dialog = page.getByRole('dialog');
    const ask = () => rows(ida).getByRole('button', { name: 'Revoke nightly report' }).click();
    await ask();
    await dialog.getByText('refused within seconds').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await ask();
    await dialog.getByRole('button', { name: 'Revoke for good' }).click();
    await section(ida).getByText('You have no keys.').waitFor();
    await expect.poll(() => focused(page)).toBe('Create a key');
    await expect.poll(async () => (await balanceWith(key)).status, { timeout: 20_000 }).toBe(401);
  });

  it('say it when they can not be loaded, and are loaded when asked again', async () => {
    const { page, context } = ida;
    await context.route('**/listApiKeys', (route) => route.abort());
    await page.reload();
    await section(ida)
      .getByRole('alert')
      .getByText('Your keys could not be loaded')
      .waitFor({ timeout: 30_000 });
    await context.unroute('**/listApiKeys');
    await section(ida).getByRole('button', { name: 'Try again' }).click();
    await section(ida).getByText('You have no keys.').waitFor();
  });

  it('are at most twenty, and an expired one says so', async () => {
    const full = await userWith(10);
    for (let index = 0; index < 19; index++) await newKey(full, { name: `script ${index}` });
    await newKey(full, { name: 'short-lived', expiresAt: Date.now() + 1_500 });
    const visitor = await visit(browser);
    await signIn(visitor, full.email);
    await visitor.page.getByRole('link', { name: 'Account', exact: true }).click();
    await expect.poll(() => rows(visitor).count()).toBe(20);
    expect(await section(visitor).getByRole('button', { name: 'Create a key' }).isDisabled()).toBe(true);
    await section(visitor).getByText('20 keys are the most').waitFor();
    await rows(visitor)
      .filter({ hasText: 'short-lived' })
      .getByText(/^expired/)
      .waitFor({ timeout: 35_000 });
    await visitor.context.close();
  });

  it('are there in Arabic, from right to left', async () => {
    const person = await signUpBehind('arabic');
    await must('ensureUser', {}, person);
    await newKey(person, { name: 'nightly' });
    const visitor = await visit(browser);
    await visitor.page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    await visitor.page.reload();
    await visitor.page.getByLabel('البريد الإلكتروني').fill(person.email);
    await visitor.page.getByLabel('كلمة المرور', { exact: true }).fill('correct horse battery');
    await visitor.page.getByRole('button', { name: 'تسجيل الدخول', exact: true }).click();
    await visitor.page.getByTestId('balance').waitFor();
    await visitor.page.goto(`${hosting}/account`);
    await rows(visitor).getByText('لم يُستخدم').waitFor();
    await expectSound(visitor, 'arabic');
    await visitor.context.close();
  });
});
