import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, must, newRequestId, theAdmin } from '../flows/support.ts';
import {
  accessibilityFaults,
  balanceOn,
  comeBackTo,
  confirmationLink,
  launch,
  overflowOf,
  PASSWORD,
  signedInLongAgo,
  signUp,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';

/** One's own account: what there is, what became of it, what one allows oneself, and leaving. */

const CREDIT = 1_000_000;
const email = `ida-${randomUUID().slice(0, 6)}@example.com`;

let browser: Browser;
let ida: Visitor;

beforeAll(async () => {
  browser = await launch();
  ida = await visit(browser);
  await signUp(ida, email);
});

afterAll(() => browser?.close());

const toAccount = () => ida.page.getByRole('link', { name: 'Account', exact: true }).click();
const part = (name: string) => ida.page.getByTestId(`account-${name}`);

async function generate(prompt: string): Promise<void> {
  await ida.page.getByRole('link', { name: 'Studio', exact: true }).click();
  const form = ida.page.getByRole('form', { name: 'Generate image' });
  await form.getByRole('textbox').first().fill(prompt);
  await form.getByRole('button', { name: /^Generate image/ }).click();
}

async function downloaded(click: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([ida.page.waitForEvent('download'), click()]);
  return fs.readFile(await file.path(), 'utf8');
}

describe('an account', () => {
  it('shows where credits come from and when they expire, and new ones with the reason, at once', async () => {
    await toAccount();
    const source = (text: RegExp) => part('balance').getByRole('listitem').filter({ hasText: text });
    await source(/Welcome.*never expire.*10 credits/).waitFor();
    const expiresAt = Date.now() + 30 * 86_400_000;
    const grant = { amountMicro: 5 * CREDIT, type: 'bonus', reason: 'thanks for the report' } as const;
    await must(
      'grantCreditsToUser',
      { requestId: newRequestId(), email, expiresAt, ...grant },
      await theAdmin(),
    );
    await part('notices').getByText('You received 5 credits – thanks for the report').waitFor();
    const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    await source(new RegExp(`Bonus.*until ${day.format(expiresAt)}.*5 credits`)).waitFor();
    const unread = ida.page.getByTestId('unread');
    expect(await unread.getAttribute('data-unread')).toBe('1');
    await part('notices').getByRole('button', { name: 'Mark all as read' }).click();
    await expect.poll(() => unread.getAttribute('data-unread')).toBe('0');
  });

  it('offers to confirm the address until that is done, though nothing waits for it', async () => {
    const banner = ida.page.getByTestId('confirm-email');
    await banner.getByText('Confirm your address. It shows that the account is yours.').waitFor();
    expect(await accessibilityFaults(ida.page)).toEqual([]);
    await banner.getByRole('button', { name: 'Send me the mail' }).click();
    await banner.getByText(`The mail is on its way to ${email}`).waitFor();
    expect((await fetch(await confirmationLink(email))).ok).toBe(true);
    await comeBackTo(ida.page);
    await expect.poll(() => banner.count()).toBe(0);
  });

  it('keeps to the limit that its owner sets, from the next generation on', async () => {
    await generate('a lighthouse');
    await ida.page.getByTestId('receipt').waitFor();
    await toAccount();
    await part('spending').getByLabel('Credits a day').fill('1.5');
    await part('spending').getByRole('button', { name: 'Save' }).click();
    await part('spending').getByText('It is in force').waitFor();
    await generate('a second one');
    const refusal = ida.page.getByRole('alert').filter({ hasText: 'Beyond your own spending limit' });
    await refusal.getByText('0.5 credits are left of what you allow yourself today').waitFor();
    await toAccount();
    expect(await part('spending').getByLabel('Credits a day').inputValue()).toBe('1.5');
    await part('spending').getByLabel('Credits a day').fill('');
    await part('spending').getByRole('button', { name: 'Save' }).click();
    await part('spending').getByText('It is in force').waitFor();
    await generate('a second one');
    await expect.poll(() => balanceOn(ida.page)).toBe(13 * CREDIT);
  });

  it('tells what was used of which service, and what is left of the limits', async () => {
    await toAccount();
    const row = part('usage').getByTestId('usage-row');
    await expect.poll(() => row.getAttribute('data-service')).toBe('local-image');
    await row.getByText('2 generations').first().waitFor();
    await part('usage').getByRole('img', { name: '2 credits used in 31 days' }).waitFor();
    await part('limits').getByText('48 of 50 left').waitFor();
    await takePicture(ida.page, 'account');
  });

  it('has no faults on a wide and on a narrow screen', async () => {
    for (const width of [1280, 360]) {
      await ida.page.setViewportSize({ width, height: 860 });
      expect(await accessibilityFaults(ida.page), `${width}`).toEqual([]);
      expect(await overflowOf(ida.page), `${width}`).toBe(0);
    }
    await ida.page.setViewportSize({ width: 1280, height: 860 });
  });

  it('lists every movement, by type where that is asked, and as a file', async () => {
    await part('balance').getByRole('link', { name: 'All movements' }).click();
    const entries = ida.page.getByTestId('ledger-entry');
    await expect.poll(() => entries.count()).toBe(4);
    await ida.page.getByLabel('Type').selectOption('Generation');
    await expect.poll(() => entries.count()).toBe(2);
    const csv = await downloaded(() => ida.page.getByRole('button', { name: 'Download CSV' }).click());
    const lines = csv.trim().split('\r\n');
    expect(lines[0]).toContain('time,type,source,credits');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(',deduction,bonus,-1,,,,-1,,,13,');
  });

  it('can be taken along whole', async () => {
    await toAccount();
    await part('profile').getByLabel('Name').fill('Ida');
    await part('profile').getByRole('button', { name: 'Save' }).click();
    await part('profile').getByText('Saved.').waitFor();
    const json = await downloaded(() => ida.page.getByRole('button', { name: 'Download all of it' }).click());
    const documents: { path: string }[] = JSON.parse(json);
    expect(documents.map(({ path }) => path.split('/')[0])).toEqual([
      'users',
      ...Array(4).fill('credit_logs'),
      ...Array(2).fill('ai_activity'),
    ]);
    expect(json).toContain('a lighthouse');
    expect(json).toContain('"Ida"');
  });

  it('is gone when its owner says so twice, and shows that it is them where they signed in long ago', async () => {
    const asIfLongAgo = await signedInLongAgo(ida);
    await part('data').getByRole('button', { name: 'Delete the account' }).click();
    const dialog = ida.page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/to confirm/).fill('delete');
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await dialog.getByText('Show once more that it is you').waitFor();
    expect(await accessibilityFaults(ida.page)).toEqual([]);
    await dialog.getByLabel('Password', { exact: true }).fill('not my password');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByText('password is not right').waitFor();
    expect((await db.collection('users').where('email', '==', email).get()).size).toBe(1);
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await asIfLongAgo.end();
    await ida.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await ida.page.getByLabel('Email').fill(email);
    await ida.page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await ida.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ida.page.getByText('Email or password is not right').waitFor();
  });
});
