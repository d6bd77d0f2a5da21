import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { studio } from '@tollgate/contract/config/presets/studio';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, must, newRequestId, theAdmin } from '../flows/support.ts';
import {
  accessibilityFaults,
  balanceOn,
  launch,
  overflowOf,
  signUp,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';

/**
 * The studio as somebody uses it who looks at prices, runs out of credits, loses the line and keeps what was
 * made.
 */

const CREDIT = 1_000_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

const newEmail = () => `sol-${randomUUID().slice(0, 6)}@example.com`;

async function newcomer(look = {}): Promise<Visitor & { email: string }> {
  const [visitor, email] = [await visit(browser, look), newEmail()];
  await signUp(visitor, email);
  return { ...visitor, email };
}

const grant = async (email: string, amountCredits: number) =>
  must(
    'grantCreditsToUser',
    {
      requestId: newRequestId(),
      email,
      amountMicro: amountCredits * CREDIT,
      type: 'bonus',
      reason: 'to go on',
    },
    await theAdmin(),
  );

const form = (page: Page, kind: string) => page.getByRole('form', { name: `Generate ${kind}` });
const button = (page: Page, kind: string) =>
  form(page, kind).getByRole('button', { name: new RegExp(`^Generate ${kind}`) });
const price = (page: Page, kind: string) => form(page, kind).getByTestId('price');
const openKind = (page: Page, kind: string) =>
  page.getByRole('tab', { name: new RegExp(`^${kind}`, 'i') }).click();
const made = (page: Page) => page.getByTestId('recent').getByTestId('made');

async function setUnits(page: Page, kind: string, units: number): Promise<void> {
  const count = form(page, kind).getByRole('textbox').last();
  await count.fill(String(units));
  await count.press('Tab');
}

/**
 * Saves the price book with other services of images, as an admin would; answers what puts the old one back.
 */
async function offering(services: typeof studio.credit_config.services): Promise<() => Promise<void>> {
  const save = async (change: (config: typeof studio.credit_config) => typeof studio.credit_config) => {
    const stored = (await db.doc('system_config/credit_config').get()).data() ?? {};
    const fields = Object.keys(studio.credit_config).map((name) => [name, stored[name]]);
    const config = change(Object.fromEntries(fields));
    await must('updateCreditConfiguration', { expectedVersion: stored.version, config }, await theAdmin());
  };
  await save((config) => ({ ...config, services: { ...config.services, ...services } }));
  return () =>
    save((config) => ({
      ...config,
      services: Object.fromEntries(Object.entries(config.services).filter(([name]) => !(name in services))),
    }));
}

describe('what there is to choose', () => {
  it('names every service of the four kinds, what it is good at and what it costs', async () => {
    const { page, context, complaints } = await newcomer();
    for (const [kind, own, ofApps] of [
      ['image', /Local image.*1 credit.*Drawn on this server/, /DALL·E 3.*1 credit.*Follows long prompts/],
      ['video', /Local video.*20 credits.*A short animation/, /Kling AI.*20 credits.*Natural motion/],
      ['voice', /Local voice.*1 credit.*rhythm of your text/, /ElevenLabs.*1 credit.*Lifelike narration/],
      ['chat', /Local chat.*0.5 credits.*word by word/, /Gemini.*0.5 credits.*Fast general chat/],
    ] as const) {
      await openKind(page, kind);
      const services = form(page, kind)
        .locator('label')
        .filter({ has: page.getByRole('radio') });
      expect(await services.count()).toBe(2);
      expect(await services.first().textContent()).toMatch(own);
      expect(await services.last().textContent()).toMatch(ofApps);
      expect(await services.last().textContent()).toContain('Runs inside apps that call it themselves.');
      expect(await services.last().getByRole('radio').isDisabled()).toBe(true);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('recommends by the balance, and follows the price book and a grant at once', async () => {
    const { page, context, email } = await newcomer();
    const [base] = Object.values(studio.credit_config.services).filter(({ aiType }) => aiType === 'image');
    if (!base) throw new Error('the preset has a service for images');
    const model = (label: string, credits: number) => ({ ...base, label, priceMicro: credits * CREDIT });
    const withdraw = await offering({
      quick: model('Quick', 0.5),
      fine: model('Fine', 4),
      grand: model('Grand', 12),
    });
    try {
      const card = (label: string) => form(page, 'image').locator('label').filter({ hasText: label });
      await card('Grand').getByText('2 credits missing').waitFor();
      expect(await card('Grand').getByRole('radio').isDisabled()).toBe(true);
      await card('Local image').getByText('Recommended for your balance').waitFor();
      await grant(email, 30);
      await card('Fine').getByText('Recommended for your balance').waitFor();
      expect(await form(page, 'image').getByText('Recommended for your balance').count()).toBe(1);
      await card('Fine').getByRole('radio').check();
      await price(page, 'image').getByText('Costs4 credits').waitFor();
      await setUnits(page, 'image', 5);
      await price(page, 'image').getByText('Left afterwards20 credits').waitFor();
      await card('Grand').getByText('20 credits missing').waitFor();
      await takePicture(page, 'studio-recommended');
    } finally {
      await withdraw();
    }
    await expect.poll(() => form(page, 'image').getByRole('radio').count()).toBe(2);
    await context.close();
  });
});

describe('the price before the click', () => {
  it('follows what is typed: enough, low afterwards, too little; and leads to where there is more', async () => {
    const { page, context, email } = await newcomer();
    await openKind(page, 'video');
    const state = () => price(page, 'video').getAttribute('data-state');
    await setUnits(page, 'video', 1);
    await price(page, 'video').getByText('Left afterwards5 credits').waitFor();
    expect(await state()).toBe('sufficient');
    await setUnits(page, 'video', 2);
    await price(page, 'video').getByText('Left afterwards0 credits').waitFor();
    expect(await state()).toBe('low');
    await setUnits(page, 'video', 3);
    await price(page, 'video').getByText('Missing5 credits').waitFor();
    expect(await state()).toBe('insufficient');
    await form(page, 'video').getByText('You need 5 credits more.').waitFor();

    const more = price(page, 'video').getByRole('button', { name: 'Buy credits' });
    await more.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Buy credits' });
    await dialog.getByRole('row', { name: 'Basic 100 credits $9.99' }).waitFor();
    await dialog.getByText('Ask whoever runs it').waitFor();
    await takePicture(page, 'studio-offers');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await grant(email, 5);
    await expect.poll(state).toBe('low');
    await context.close();
  });

  it('says that little is left, and then that nothing is', async () => {
    const { page, context } = await newcomer();
    await openKind(page, 'video');
    await setUnits(page, 'video', 2);
    await form(page, 'video').getByRole('textbox').first().fill('waves');
    expect(await page.getByTestId('low-balance').count()).toBe(0);
    await button(page, 'video').click();
    await page.getByTestId('receipt').waitFor();
    await page.getByTestId('low-balance').getByText('You have no credits left.').waitFor();
    await page.getByTestId('low-balance').getByRole('button', { name: 'Get more credits' }).click();
    await page.getByRole('dialog', { name: 'Buy credits' }).getByText('Premium').waitFor();
    await context.close();
  });
});

describe('trying again', () => {
  it('after a lost answer asks for the same one, which is charged once', async () => {
    const { page, context, email } = await newcomer();
    const asked: string[] = [];
    const lose = async (route: Route) => {
      const { data } = route.request().postDataJSON() ?? {};
      if (route.request().method() !== 'POST') return route.continue();
      asked.push(data.requestId);
      // The first one arrives, and its answer is lost; nothing gets through afterwards.
      if (asked.length === 1) await route.fetch();
      await route.abort();
    };
    await context.route('**/generate', lose);
    await form(page, 'image').getByRole('textbox').first().fill('a lost postcard');
    await button(page, 'image').click();
    const failure = page.getByRole('alert').filter({ hasText: 'The connection was lost' });
    await failure.getByText('it is charged once').waitFor();
    await context.unroute('**/generate', lose);
    const again = page.waitForRequest(
      (request) => request.url().endsWith('/generate') && request.method() === 'POST',
    );
    await failure.getByRole('button', { name: 'Try again' }).click();
    asked.push((await again).postDataJSON().data.requestId);
    await page.getByTestId('receipt').waitFor();
    expect(asked.length).toBeGreaterThan(2);
    expect(new Set(asked).size).toBe(1);
    await expect.poll(() => balanceOn(page)).toBe(9 * CREDIT);
    const charged = await db.collection('ai_activity').where('email', '==', email).get();
    expect(charged.size).toBe(1);
    await context.close();
  });

  it('after a failure is a new one, and the failed one has cost nothing', async () => {
    const { page, context, email } = await newcomer();
    await form(page, 'image').getByRole('textbox').first().fill('a storm [fail]');
    await button(page, 'image').click();
    const failure = page.getByRole('alert').filter({ hasText: 'The generation failed' });
    await failure.getByText('Nothing was charged. Trying again is a new generation.').waitFor();
    const activities = async () =>
      (await db.collection('ai_activity').where('email', '==', email).get()).docs.map((one) =>
        one.get('status'),
      );
    expect(await activities()).toEqual(['failed']);
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(activities).toEqual(['failed', 'failed']);
    await expect.poll(() => balanceOn(page)).toBe(10 * CREDIT);
    await context.close();
  });

  it('a running one can be cancelled, by keyboard, and costs what had come', async () => {
    const { page, context } = await newcomer();
    await form(page, 'image').getByRole('textbox').first().fill('a slow river [slow]');
    await page.keyboard.press('Enter');
    await made(page).filter({ hasText: 'a slow river' }).getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await page.getByRole('alert').getByText('Cancelled').waitFor();
    await expect.poll(() => balanceOn(page)).toBe(10 * CREDIT);
    await expect.poll(() => made(page).count()).toBe(0);
    await context.close();
  });
});

describe('a cancel that overtakes what it is for', () => {
  it('says that it is not confirmed, and stops what begins after all', async () => {
    const { page, context, email } = await newcomer();
    let arrive = () => {};
    const late = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route('**/generate', async (route) => {
      if (route.request().method() === 'POST') await late;
      await route.continue();
    });
    await form(page, 'image').getByRole('textbox').first().fill('a late river [hang]');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('We could not confirm that it was cancelled').waitFor();
    await takePicture(page, 'cancel-unconfirmed');
    arrive();
    // Nothing was delivered, so nothing is charged.
    await page.getByRole('alert').getByText('Cancelled', { exact: true }).waitFor();
    const ended = await db.collection('ai_activity').where('email', '==', email).get();
    expect(ended.docs.map((found) => [found.get('status'), found.get('chargedMicro')])).toEqual([
      ['cancelled', 0],
    ]);
    await expect.poll(() => balanceOn(page)).toBe(10 * CREDIT);
    await context.close();
  });
});

describe('what was made', () => {
  it('is empty at first; then each result is there to look at and to keep, and says when its file is gone', async () => {
    const { page, context, complaints, email } = await newcomer();
    await page.getByTestId('recent').getByText('What you make is kept here').waitFor();
    await form(page, 'image').getByRole('textbox').first().fill('a paper boat');
    await page.keyboard.press('Enter');
    await page.getByTestId('receipt').waitFor();
    await openKind(page, 'chat');
    await form(page, 'chat').getByRole('textbox').first().fill('a name for a boat');
    await page.keyboard.press('Enter');
    await expect.poll(() => made(page).count()).toBe(2);
    await expect.poll(() => made(page).first().getAttribute('data-status')).toBe('completed');

    const boat = made(page).filter({ hasText: 'a paper boat' });
    await boat.scrollIntoViewIfNeeded();
    const picture = boat.locator('img');
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    const keep = async (name: string, click: () => Promise<void>) => {
      const [file] = await Promise.all([page.waitForEvent('download'), click()]);
      expect(file.suggestedFilename()).toBe(name);
      return fs.readFile(await file.path());
    };
    const png = await keep('tollgate.png', () =>
      boat.getByRole('link', { name: 'Download: a paper boat' }).click(),
    );
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const answer = made(page).filter({ hasText: 'a name for a boat' });
    const text = await keep('tollgate.txt', () => answer.getByRole('button', { name: /^Download/ }).click());
    expect(text.length).toBeGreaterThan(10);

    await boat.getByRole('button', { name: 'Open: a paper boat' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'a paper boat' });
    await dialog.getByRole('img', { name: 'Generated from: a paper boat' }).waitFor();
    await takePicture(page, 'studio-open');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);

    const mine = await db.collection('ai_activity').where('email', '==', email).get();
    const place = mine.docs.find((one) => one.get('aiType') === 'image')?.get('result.location');
    await fs.rm(path.join(process.env.TOLLGATE_RESULTS_DIR ?? '', place));
    await page.reload();
    await boat.scrollIntoViewIfNeeded();
    await boat.getByText('This file is not there any more').waitFor();
    await context.close();
  });
});

describe.each([
  ['wide and light', { width: 1280, scheme: 'light' }],
  ['wide and dark', { width: 1280, scheme: 'dark' }],
  ['narrow and light', { width: 360, height: 740, scheme: 'light' }],
  ['narrow and dark', { width: 360, height: 740, scheme: 'dark' }],
] as const)('the studio, %s', (name, look) => {
  it('fits the screen and is accessible in each of its states, in both directions', async () => {
    const { page, context, complaints, email } = await newcomer(look);
    const check = async (state: string) => {
      await takePicture(page, `studio ${state} ${name}`.replaceAll(' ', '-'));
      expect(await overflowOf(page), state).toBe(0);
      expect(await accessibilityFaults(page), state).toEqual([]);
    };
    await page.getByTestId('recent').getByText('What you make is kept here').waitFor();
    await check('new');
    await form(page, 'image').getByRole('textbox').first().fill('a paper boat on a quiet lake');
    await page.keyboard.press('Enter');
    await page.getByTestId('receipt').waitFor();
    await made(page).first().scrollIntoViewIfNeeded();
    await made(page).locator('img').waitFor();
    await check('made');
    await openKind(page, 'video');
    await check('too-dear');
    await openKind(page, 'image');
    await form(page, 'image').getByRole('textbox').first().fill('a storm [fail]');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Nothing was charged').waitFor();
    await check('failed');
    await must(
      'removeCreditsFromUser',
      { requestId: newRequestId(), email, amountMicro: 8 * CREDIT, reason: 'to run low' },
      await theAdmin(),
    );
    await page.getByTestId('low-balance').waitFor();
    await check('low');
    await page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    await page.reload();
    await made(page).first().scrollIntoViewIfNeeded();
    await made(page).locator('img').waitFor();
    await check('arabic');
    expect(complaints.filter((line) => !/status of (4|5)\d\d/.test(line))).toEqual([]);
    await context.close();
  });
});
