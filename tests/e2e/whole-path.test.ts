import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, must, theAdmin } from '../flows/support.ts';
import { balanceOn, launch, signIn, signUp, takePicture, type Visitor, visit } from './browser.ts';

/** The tour of the README, walked by two people at two browsers: nobody ever reloads a page. */

const CREDIT = 1_000_000;
const suffix = randomUUID().slice(0, 6);
const adaEmail = `ada-${suffix}@example.com`;
const adminEmail = `grace-${suffix}@example.com`;

let browser: Browser;
let ada: Visitor;
let admin: Visitor;

beforeAll(async () => {
  browser = await launch();
  ada = await visit(browser, { throughEmulator: true });
  admin = await visit(browser, { throughEmulator: true });
});

afterAll(() => browser?.close());

const rowsOfAda = () => admin.page.getByTestId('activity-row').filter({ hasText: adaEmail });
const form = (kind: string) => ada.page.getByRole('form', { name: `Generate ${kind}` });

async function compose(kind: string, prompt: string, units?: number): Promise<void> {
  await ada.page.getByRole('tab', { name: new RegExp(`^${kind}`, 'i') }).click();
  const fields = form(kind);
  await fields.getByRole('textbox').first().fill(prompt);
  if (units !== undefined) {
    const count = fields.getByRole('textbox').last();
    await count.fill(String(units));
    await count.press('Tab');
  }
}

const generateButton = (kind: string) =>
  form(kind).getByRole('button', { name: new RegExp(`^Generate ${kind}`) });

async function generate(kind: string, prompt: string, units?: number): Promise<void> {
  await compose(kind, prompt, units);
  await generateButton(kind).click();
}

const section = (name: string) => admin.page.getByRole('link', { name, exact: true }).click();

async function act(name: string, fields: Record<string, string>): Promise<void> {
  const dialog = admin.page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.getByTestId('audit-entry').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

const result = (mime: string) => ada.page.locator(`[data-testid=result][data-mime="${mime}"]`);
const receipt = () => ada.page.getByRole('tabpanel').getByTestId('receipt');
const chargedOnReceipt = async () => Number(await receipt().getAttribute('data-micro'));

describe('from signing up to a live generation', () => {
  it('gives a new user the welcome credits, on screen', async () => {
    await signUp(ada, adaEmail);
    await expect.poll(() => balanceOn(ada.page)).toBe(10 * CREDIT);
  });

  it('lets an operator make an admin, whose console opens', async () => {
    await signUp(admin, adminEmail);
    await admin.page.goto(new URL('/admin', admin.page.url()).href);
    // As the page prints it.
    const command = await admin.page.getByText('node scripts/grant-admin.js').textContent();
    execFileSync('node', command?.split(' ').slice(1) ?? [], { stdio: 'pipe' });
    await expect.poll(() => admin.page.getByTestId('live-state').getAttribute('data-state')).toBe('live');
  });

  it('gives credits through the console, and the user sees them come', async () => {
    await section('Users');
    await admin.page.getByLabel('Find people').fill(adaEmail);
    await admin.page.getByRole('link', { name: adaEmail }).click();
    await admin.page.getByRole('button', { name: 'Grant credits' }).click();
    await act('Grant', { Credits: '20.5', Reason: 'for the tour' });
    await expect.poll(() => balanceOn(ada.page)).toBe(30.5 * CREDIT);
    await section('Live');
  });

  it.each([
    ['image', 'image/png', 1, 1 * CREDIT],
    ['voice', 'audio/wav', 30, 1 * CREDIT],
    ['video', 'image/gif', 2, 10 * CREDIT],
  ])('makes a real %s, charges it, and the admin sees it happen', async (kind, mime, units, price) => {
    const [before, seen] = [await balanceOn(ada.page), await rowsOfAda().count()];
    await generate(kind, `a ${kind} of a harbour at dawn`, units);
    await expect.poll(() => rowsOfAda().count()).toBe(seen + 1);
    await result(mime).waitFor();
    expect(await chargedOnReceipt()).toBe(price);
    await expect.poll(() => balanceOn(ada.page)).toBe(before - price);
    await expect.poll(() => rowsOfAda().first().getAttribute('data-status')).toBe('completed');
    const source = await result(mime).locator('img, audio').first().getAttribute('src');
    expect((await (await fetch(source ?? '')).arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    await takePicture(ada.page, `studio-${kind}`);
  });

  it('streams a chat answer and charges the tokens that came, not those that were held', async () => {
    const before = await balanceOn(ada.page);
    await generate('chat', 'how do harbours work');
    await result('text/plain').waitFor();
    const charged = await chargedOnReceipt();
    expect(charged % 1_000).toBe(0);
    expect(charged).toBeGreaterThan(10_000);
    expect(charged).toBeLessThan(500_000);
    await expect.poll(() => balanceOn(ada.page)).toBe(before - charged);
    expect(await ada.page.getByTestId('held').count()).toBe(0);
    await takePicture(ada.page, 'studio-chat');
  });

  it('costs nothing when it fails, and says so', async () => {
    const before = await balanceOn(ada.page);
    await generate('image', 'a storm [fail]');
    await ada.page
      .getByRole('alert')
      .getByText(/nothing was charged/i)
      .first()
      .waitFor();
    await expect.poll(() => rowsOfAda().first().getAttribute('data-status')).toBe('failed');
    await expect.poll(() => balanceOn(ada.page)).toBe(before);
  });

  it('costs what was delivered when it is cancelled', async () => {
    const before = await balanceOn(ada.page);
    await generate('chat', 'tell me about tides [hang]');
    await ada.page.getByTestId('held').waitFor();
    await expect.poll(() => rowsOfAda().first().getAttribute('data-status')).toBe('processing');
    const text = ada.page.getByRole('region', { name: 'Result' }).filter({ visible: true });
    await expect.poll(async () => ((await text.textContent()) ?? '').split(/\s+/).length).toBeGreaterThan(15);
    await takePicture(admin.page, 'console-running');
    await ada.page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => rowsOfAda().first().getAttribute('data-status')).toBe('cancelled');
    const charged = await chargedOnReceipt();
    expect(charged).toBeGreaterThan(0);
    await expect.poll(() => balanceOn(ada.page)).toBe(before - charged);
  });

  it('says before the click what is missing, and does not call', async () => {
    const seen = await rowsOfAda().count();
    await compose('video', 'a long film', 30);
    await generateButton('video').click({ force: true });
    await form('video')
      .getByText(/You need .* more/)
      .waitFor();
    expect(await rowsOfAda().count()).toBe(seen);
  });

  it('bars a suspended user at once, and lifts it again', async () => {
    await rowsOfAda().first().getByRole('button').click();
    await admin.page.getByTestId('activity-drawer').getByRole('link', { name: adaEmail }).click();
    for (const [title, name, shown] of [
      ['Suspend', 'Suspend', /account is suspended/],
      ['Lift the suspension', 'Lift', /need .* more/],
    ] as const) {
      await admin.page.getByRole('button', { name: 'More acts' }).click();
      await admin.page.getByRole('menuitem', { name: title }).click();
      await act(name, { Reason: 'for the tour' });
      await form('video').getByText(shown).waitFor();
    }
    await section('Live');
    await rowsOfAda().first().waitFor();
    await takePicture(admin.page, 'console');
  });

  it('keeps the history: what was made, and every movement of credits', async () => {
    await ada.page.getByRole('link', { name: 'History' }).click();
    await expect.poll(() => ada.page.getByTestId('activity').count()).toBe(6);
    await takePicture(ada.page, 'history');
  });

  it('leaves no complaint in either console', () => {
    expect(ada.complaints).toEqual([]);
    expect(admin.complaints).toEqual([]);
  });

  it('takes the console away from an admin who is suspended, and gives it back, without a reload', async () => {
    const found = await db.collection('users').where('email', '==', adminEmail).get();
    const { id: userId } = found.docs[0] ?? { id: '' };
    const setStatus = async (status: 'suspended' | 'active') =>
      must('setUserStatus', { userId, status, reason: 'a test' }, await theAdmin());
    await setStatus('suspended');
    await admin.page.getByText(`node scripts/grant-admin.js --uid ${userId} --reactivate`).waitFor();
    expect(await admin.page.getByTestId('activity-row').count()).toBe(0);
    await setStatus('active');
    await admin.page.getByTestId('activity-row').first().waitFor();
  });

  it('takes the console away from an admin who is revoked, without a reload', async () => {
    execFileSync('node', ['scripts/grant-admin.js', adminEmail, '--revoke'], { stdio: 'pipe' });
    await admin.page.getByText('node scripts/grant-admin.js').waitFor();
    expect(await admin.page.getByTestId('activity-row').count()).toBe(0);
  });
});

describe('somebody who signed up before', () => {
  it('signs in and finds the balance again', async () => {
    const again = await visit(browser, { throughEmulator: true });
    await signIn(again, adaEmail);
    await expect.poll(() => balanceOn(again.page)).toBe(await balanceOn(ada.page));
    await again.context.close();
  });
});
