import { randomInt, randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRaw, newRequestId, signInAsGuest } from '../flows/support.ts';
import {
  accessibilityFaults,
  balanceOn,
  launch,
  overflowOf,
  PASSWORD,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';

/** Somebody tries it without an account, in two tabs, and signs up when the free generations are used. */

const CREDIT = 1_000_000;
/** As the network in front of the functions would tell where this browser is. */
const address = `100.64.${randomInt(1, 255)}.${randomInt(1, 255)}`;

let browser: Browser;
let eve: Visitor;

async function comeFrom(from: string, look = {}): Promise<Visitor> {
  const visitor = await visit(browser, look);
  await visitor.context.setExtraHTTPHeaders({ 'x-forwarded-for': from });
  return visitor;
}

const tryIt = ({ page }: Visitor) => page.getByRole('button', { name: 'Try without an account' }).click();
const form = ({ page }: Visitor) => page.getByRole('form', { name: 'Generate image' });
const left = ({ page }: Visitor) => page.getByTestId('guest-left').getAttribute('data-left');

async function generate(visitor: Visitor, prompt: string): Promise<void> {
  await form(visitor).getByRole('textbox').first().fill(prompt);
  await form(visitor)
    .getByRole('button', { name: /^Generate image/ })
    .click();
}

beforeAll(async () => {
  browser = await launch();
  eve = await comeFrom(address);
});

afterAll(() => browser?.close());

describe('somebody without an account', () => {
  it('comes in with a click, and sees what is free', async () => {
    await tryIt(eve);
    await expect.poll(() => left(eve)).toBe('3');
    await eve.page.getByTestId('guest-banner').getByText('3 free generations left').waitFor();
    await form(eve).getByTestId('price').getByText('Free while you try it.').waitFor();
    expect(await accessibilityFaults(eve.page)).toEqual([]);
  });

  it('generates in two tabs, each of which has heard of the other', async () => {
    await generate(eve, 'a lighthouse');
    await expect.poll(() => left(eve)).toBe('2');
    const second = { ...eve, page: await eve.context.newPage() };
    await second.page.goto(eve.page.url());
    await generate(second, 'a harbour');
    for (const tab of [second, eve]) await expect.poll(() => left(tab)).toBe('1');
    await second.page.close();
  });

  it('is refused when another guest of the network was faster, and told when the next one is free', async () => {
    const wanted = { aiType: 'image', service: 'local-image', prompt: 'a ferry' };
    const headers = { 'x-forwarded-for': address };
    const neighbour = await signInAsGuest();
    // Between the click and the gate, so that only the gate can say it.
    await eve.page.route('**/generate', async (route) => {
      if (route.request().method() === 'POST') {
        const taken = { requestId: newRequestId(), ...wanted };
        expect(await callRaw('generate', taken, neighbour.token, { headers })).toMatchObject({ ok: true });
      }
      await route.continue();
    });
    await generate(eve, 'a third');
    const refusal = eve.page.getByRole('alert').filter({ hasText: 'Your free generations are used' });
    await refusal.getByRole('link', { name: 'Sign up' }).waitFor();
    await expect.poll(() => left(eve)).toBe('0');
    await eve.page
      .getByTestId('guest-banner')
      .getByText(/next one is free in 23 hr 59 min|in 24 hr/)
      .waitFor();
    await form(eve).getByText('Your free generations are used').waitFor();
    await form(eve).getByRole('button', { name: 'Sign up' }).waitFor();
    await eve.page.unroute('**/generate');
    await takePicture(eve.page, 'guest-used');
  });

  it('gets nothing more by clearing the browser', async () => {
    const cleared = await comeFrom(address);
    await tryIt(cleared);
    await expect.poll(() => left(cleared)).toBe('0');
    await form(cleared).getByText('Your free generations are used').waitFor();
    await cleared.context.close();
  });

  it('is told the right time on a phone whose clock is ten minutes ahead', async () => {
    const early = await comeFrom(address);
    await early.context.addInitScript(() => {
      const ahead = Date.now.bind(Date);
      Date.now = () => ahead() + 600_000;
    });
    await early.page.reload();
    await tryIt(early);
    await expect.poll(() => left(early)).toBe('0');
    await early.page
      .getByTestId('guest-banner')
      .getByText(/next one is free in 23 hr 5\d min/)
      .waitFor();
    expect(early.complaints).toEqual([]);
    await early.context.close();
  });

  it('signs up from there: what was made stays, and the welcome credits come once', async () => {
    await eve.page.getByTestId('guest-banner').getByRole('link', { name: 'Sign up' }).click();
    await eve.page.getByText('What you made as a guest stays').waitFor();
    await eve.page.getByLabel('Email').fill(`eve-${randomUUID().slice(0, 6)}@example.com`);
    await eve.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await eve.page.getByRole('button', { name: 'Create account', exact: true }).click();
    await eve.page.getByTestId('balance').waitFor();
    await expect.poll(() => balanceOn(eve.page)).toBe(10 * CREDIT);
    await generate(eve, 'a fourth');
    await expect.poll(() => balanceOn(eve.page)).toBe(9 * CREDIT);
    await eve.page.getByRole('link', { name: 'History' }).click();
    await expect.poll(() => eve.page.getByTestId('activity').count()).toBe(3);
    expect(await eve.page.getByTestId('guest-banner').count()).toBe(0);
  });

  it('leaves no complaint in the console', () => {
    expect(eve.complaints).toEqual([]);
  });
});

describe('in Arabic, on a narrow screen', () => {
  it('has Arabic words on every page, from right to left, none cut off', async () => {
    const noor = await comeFrom(`100.65.${randomInt(1, 255)}.${randomInt(1, 255)}`, {
      width: 360,
      height: 740,
    });
    const { page } = noor;
    await page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    await page.reload();
    const texts = async () =>
      // biome-ignore lint/performance/useDomNodeTextContent: what is seen, without style sheets and what is hidden
      (await page.locator('body').innerText()).replace(/Tollgate|English|Google/g, '');
    await page.getByRole('button', { name: 'جرّب من دون حساب' }).waitFor();
    expect(await texts()).not.toMatch(/[A-Za-z]{3,}/);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('button', { name: 'جرّب من دون حساب' }).click();
    await expect.poll(() => left(noor)).toBe('3');
    await page.getByTestId('price').first().waitFor();
    // What a service is called and described by are the configuration's own words; Shift is a key.
    const ofServices = /Local image|Drawn on this server.*|DALL·E 3|Follows long prompts.*|Shift/g;
    expect((await texts()).replace(ofServices, '')).not.toMatch(/[A-Za-z]{3,}/);
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'guest-arabic');
    await page.getByRole('link', { name: 'السجل' }).click();
    await page.getByText('لم يُولَّد شيء بعد').waitFor();
    expect(await texts()).not.toMatch(/[A-Za-z]{3,}/);
    await noor.context.close();
  });
});
