import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityFaults,
  launch,
  overflowOf,
  PASSWORD,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';

/** What people are told when something can't be loaded, in their language. */

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

async function inArabic(): Promise<Visitor> {
  const visitor = await visit(browser, { width: 360, height: 740 });
  await visitor.page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
  return visitor;
}

const LOCAL = '**/tollgate.local.json';

describe('the app that can’t start', () => {
  it.each([
    ['its configuration', LOCAL],
    ['its words', '**/assets/common-*.js'],
  ])('says so without %s, and starts when it can', async (_what, address) => {
    const { page, context } = await visit(browser);
    await page.getByRole('button', { name: 'Try without an account' }).waitFor();
    await context.route(address, (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('Check your connection').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tollgate can’t start');
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.unroute(address);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try without an account' }).waitFor();
    await context.close();
  });

  it('says in Arabic that it does not know its project', async () => {
    const { page, context } = await inArabic();
    for (const address of [LOCAL, '**/__/firebase/init.json']) {
      await context.route(address, (route) => route.fulfill({ body: '<!doctype html>' }));
    }
    await page.reload();
    await page.getByRole('heading', { name: 'يتعذّر تشغيل Tollgate' }).waitFor();
    const said = (await page.getByRole('alert').textContent()) ?? '';
    expect(said.replace(/Tollgate|Firebase Hosting|Firebase|npm start/g, '')).not.toMatch(/[A-Za-z]{2,}/);
    expect(said).toContain('npm start');
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, 'start-failed-arabic');
    await context.close();
  });
});

describe('an error of the server', () => {
  it('is told in Arabic to who reads Arabic, and what can be tried again is', async () => {
    const { page, context } = await inArabic();
    await page.reload();
    await page.getByRole('button', { name: 'إنشاء حساب بدلًا من ذلك' }).click();
    await page.getByLabel('البريد الإلكتروني').fill(`layla-${randomUUID().slice(0, 6)}@example.com`);
    await page.getByLabel('كلمة المرور', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'إنشاء الحساب', exact: true }).click();
    await page.getByTestId('balance').waitFor();
    const refusal = { status: 'INTERNAL', message: 'Something went wrong on our side.' };
    await context.route('**/getCreditLogs', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 500,
            json: { error: refusal },
            headers: { 'access-control-allow-origin': '*' },
          })
        : route.continue(),
    );
    await page.goto(new URL('/history?tab=credits', page.url()).href);
    const box = page.getByRole('alert');
    await box.getByText('حدث خطأ في الخادم').waitFor();
    expect(await box.textContent()).not.toMatch(/[A-Za-z]{2,}/);
    await takePicture(page, 'error-arabic');
    await context.unroute('**/getCreditLogs');
    await box.getByRole('button').click();
    await page.getByTestId('ledger-entry').waitFor();
    await context.close();
  });
});
