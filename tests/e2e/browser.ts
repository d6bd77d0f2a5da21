import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBrowser } from '../../scripts/lib/browser.ts';

/** People at their browsers: each has a context, so a sign-in, of their own. */

const hosting = process.env.TOLLGATE_HOSTING_ORIGIN ?? '';
if (!hosting)
  throw new Error('TOLLGATE_HOSTING_ORIGIN is not set. Run the browser tests inside a stack: npm test');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where pictures go, when somebody wants to look at them: `TOLLGATE_PICTURES=folder`, or `npm run pictures`.
 */
const PICTURES = process.env.TOLLGATE_PICTURES;

export const PASSWORD = 'correct horse battery';

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: a test expects none. */
  complaints: string[];
}

export interface Look {
  /** Calls go through the functions emulator, as with `npm start`, not to an instance of all functions. */
  throughEmulator?: boolean;
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
}

export async function visit(
  browser: Browser,
  { throughEmulator = false, width = 1280, height = 860, scheme = 'light' }: Look = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(30_000);
  if (!throughEmulator) await callInstance(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(hosting);
  return { page, context, complaints };
}

/**
 * Has the app call the stack's own instance of the functions, which is one process, as production's is. The
 * functions emulator starts a process for each function: half a minute of processor for what a console calls.
 */
async function callInstance(context: BrowserContext): Promise<void> {
  const [functionsOrigin] = (process.env.TOLLGATE_INSTANCES ?? '').split(',');
  if (!functionsOrigin) return;
  localConfig ??= fetch(`${hosting}/tollgate.local.json`).then((response) => response.json());
  const json = { ...(await localConfig), functionsOrigin };
  await context.route('**/tollgate.local.json', (route) => route.fulfill({ json }));
}

let localConfig: Promise<object> | undefined;

async function fillIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

export async function signUp({ page }: Visitor, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Create an account instead' }).click();
  await fillIn(page, email);
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await page.getByTestId('balance').waitFor();
}

export async function signIn({ page }: Visitor, email: string): Promise<void> {
  await fillIn(page, email);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByTestId('balance').waitFor();
}

/** The link of the mail, by which somebody confirms their address, that the Auth emulator did not send. */
export async function confirmationLink(email: string): Promise<string> {
  const { FIREBASE_AUTH_EMULATOR_HOST: host, GCLOUD_PROJECT: project } = process.env;
  const response = await fetch(`http://${host}/emulator/v1/projects/${project}/oobCodes`);
  const { oobCodes }: { oobCodes: { email: string; requestType: string; oobLink: string }[] } =
    await response.json();
  const mail = oobCodes.findLast((one) => one.email === email && one.requestType === 'VERIFY_EMAIL');
  return mail?.oobLink ?? '';
}

/** As when another tab or the mail's program was before this page. */
export const comeBackTo = (page: Page) =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

/**
 * Has every sign-in of before be too old for what asks for a recent one. Answered here as the functions do,
 * because the Auth emulator takes no token of a time before its account was made; `tests/flows/http-keys` has
 * the functions themselves refuse.
 */
export async function signedInLongAgo({ page }: Visitor): Promise<{ end(): Promise<void> }> {
  const before = Math.floor(Date.now() / 1_000);
  // Times are whole seconds: a sign-in from here on is in a later one.
  await expect.poll(() => Date.now() / 1_000).toBeGreaterThan(before + 1);
  const calls = /\/(createApiKey|deleteAccount)$/;
  await page.route(calls, async (route) => {
    const [, body = ''] = ((await route.request().allHeaders()).authorization ?? '').split('.');
    const signedInAt = body && JSON.parse(Buffer.from(body, 'base64url').toString()).auth_time;
    if (signedInAt > before) return route.continue();
    const details = { reason: 'recent_sign_in_required' };
    return route.fulfill({
      status: 401,
      headers: { 'access-control-allow-origin': '*' },
      json: { error: { status: 'UNAUTHENTICATED', message: 'Sign in again, and repeat it.', details } },
    });
  });
  return { end: () => page.unroute(calls) };
}

/** The balance on screen, in microcredits. */
export const balanceOn = async (page: Page): Promise<number> =>
  Number(await page.getByTestId('balance').getAttribute('data-micro'));

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong on the page as it stands: rule and place, a line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** By how many pixels the page is wider than the screen: 0 when nobody has to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A picture of the screen for people to judge; taken only when {@link PICTURES} says where to. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: path.resolve(PICTURES, `${name}.png`) });
}
