import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityFaults,
  launch,
  overflowOf,
  PASSWORD,
  signIn,
  signUp,
  takePicture,
  visit,
} from './browser.ts';
import { staffAt } from './operator.ts';

/**
 * Every page on a wide and a narrow screen, light and dark: nothing hidden, nothing that assistive software
 * trips over.
 */

const email = `lin-${randomUUID().slice(0, 6)}@example.com`;
let browser: Browser;
/** The address of Lin's own page in the console. */
let userPage: string;

beforeAll(async () => {
  browser = await launch();
  const lin = await staffAt(browser, email);
  await lin.page
    .getByRole('form', { name: 'Generate image' })
    .getByRole('textbox')
    .first()
    .fill('a lighthouse in the fog');
  await lin.page.getByRole('button', { name: /^Generate image/ }).click();
  await lin.page.getByTestId('receipt').waitFor();
  await lin.page.getByRole('link', { name: 'Admin' }).click();
  await lin.page.getByRole('link', { name: 'Users', exact: true }).click();
  userPage = (await lin.page.getByRole('link', { name: email }).getAttribute('href')) ?? '';
  await lin.context.close();
});

afterAll(() => browser?.close());

/**
 * Both layouts and both themes; a narrow page in the dark has the layout of one and the colours of the other.
 */
const LOOKS = [
  ['wide and light', { width: 1280, scheme: 'light' }],
  ['wide and dark', { width: 1280, scheme: 'dark' }],
  ['narrow and light', { width: 360, height: 740, scheme: 'light' }],
] as const;

const PAGES = [
  ['/', 'studio', (page) => page.getByTestId('price').first()],
  ['/history', 'history', (page) => page.getByTestId('activity').first()],
  ['/admin', 'admin', (page) => page.getByTestId('activity-row').first()],
  ['/admin/credits', 'credits', (page) => page.getByTestId('services-dalle3')],
  [
    '/admin/credits?tab=grants',
    'credits-grants',
    (page) => page.getByRole('textbox', { name: 'Welcome credits' }),
  ],
  ['/admin/credits?tab=limits', 'credits-limits', (page) => page.getByText('Generations an hour')],
  ['/admin/credits?tab=abuse', 'credits-abuse', (page) => page.getByText('What a burst is')],
  ['/admin/credits?tab=moderation', 'credits-moderation', (page) => page.getByText('Banned terms')],
  ['/admin/credits?tab=versions&version=1', 'credits-versions', (page) => page.getByTestId('changes')],
  // Others' tests may have left records: the queue is read when it shows them, or that there are none.
  [
    '/admin/abuse',
    'abuse',
    (page) => page.getByTestId('abuse-row').or(page.getByText('Nothing waits for you')).first(),
  ],
  ['/admin/addresses', 'addresses', (page) => page.getByRole('form', { name: 'Block an address' })],
  ['/admin/audit', 'audit', (page) => page.getByTestId('audit-entry').first()],
  ['/admin/overview', 'overview', (page) => page.locator('.recharts-bar').first()],
  ['/admin/health', 'health', (page) => page.getByTestId('job-expireGrants')],
  ['/admin/users', 'users', (page) => page.getByTestId('user-row').first()],
  [() => userPage, 'user', (page) => page.getByTestId('ledger-row').first()],
  [
    () => `${userPage}?tab=activities`,
    'user-activities',
    (page) => page.getByTestId('user-activity').first(),
  ],
  [() => `${userPage}?tab=log`, 'user-log', (page) => page.getByTestId('audit-entry').first()],
  [() => `${userPage}?act=grant`, 'act', (page) => page.getByTestId('act-form')],
] satisfies [
  string | (() => string),
  string,
  (page: Awaited<ReturnType<typeof visit>>['page']) => { waitFor(): Promise<void> },
][];

describe.concurrent.each(LOOKS)('every page, %s', (name, look) => {
  it('fits the screen and is accessible', async () => {
    const { page, context, complaints } = await visit(browser, look);
    const check = async (where: string) => {
      await takePicture(page, `${where} ${name}`.replaceAll(' ', '-'));
      expect(await overflowOf(page), where).toBe(0);
      expect(await accessibilityFaults(page), where).toEqual([]);
    };
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await check('sign-in');
    await signIn({ page, context, complaints }, email);
    for (const [path, where, sign] of PAGES) {
      await page.goto(new URL(typeof path === 'string' ? path : path(), page.url()).href);
      await sign(page).waitFor();
      await check(where);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

// The colours are the same in every language: a wide and a narrow screen are enough.
describe.concurrent.each([LOOKS[0], LOOKS[2]])('the console in Arabic, %s', (name, look) => {
  it('reads from right to left, fits the screen and is accessible', async () => {
    const lin = await visit(browser, look);
    await signIn(lin, email);
    const { page, context, complaints } = lin;
    await page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    for (const [path, where, sign] of PAGES.filter(([, where]) => /^user|^act/.test(where))) {
      await page.goto(new URL(typeof path === 'string' ? path : path(), page.url()).href);
      await sign(page).waitFor();
      expect(await page.evaluate(() => document.dir)).toBe('rtl');
      await takePicture(page, `${where} arabic ${name}`.replaceAll(' ', '-'));
      expect(await overflowOf(page), where).toBe(0);
      expect(await accessibilityFaults(page), where).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('when something is wrong', () => {
  it('a wrong password is said to be wrong, and what was typed stays', async () => {
    const { page, context } = await visit(browser);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(`${PASSWORD}?`);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Email').inputValue()).toBe(email);
    await context.close();
  });

  it('somebody new finds empty pages that say what comes there', async () => {
    const newcomer = await visit(browser);
    await signUp(newcomer, `new-${randomUUID().slice(0, 6)}@example.com`);
    const { page, context } = newcomer;
    await page.getByRole('link', { name: 'History' }).click();
    await page
      .getByText(/nothing.*yet/i)
      .first()
      .waitFor();
    await takePicture(page, 'history-empty');
    await context.close();
  });

  it('being offline is said, the balance stays, and it goes away with the line back', async () => {
    const lin = await visit(browser);
    await signIn(lin, email);
    const { page, context } = lin;
    await context.setOffline(true);
    await page
      .getByText(/offline/i)
      .first()
      .waitFor();
    expect(await page.getByTestId('balance').isVisible()).toBe(true);
    await takePicture(page, 'offline');
    await context.setOffline(false);
    await page
      .getByText(/offline/i)
      .first()
      .waitFor({ state: 'detached' });
    await context.close();
  });

  it('a page that does not exist says so and leads back', async () => {
    const lin = await visit(browser);
    await signIn(lin, email);
    await lin.page.goto(new URL('/nowhere', lin.page.url()).href);
    await lin.page
      .getByText(/no such page|not found|nothing here/i)
      .first()
      .waitFor();
    await lin.page
      .getByRole('link', { name: /studio/i })
      .last()
      .click();
    await lin.page.getByTestId('price').first().waitFor();
    await lin.context.close();
  });
});
