import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dayOf } from '@tollgate/contract/common/calendar';
import { studio } from '@tollgate/contract/config/presets/studio';
import Papa from 'papaparse';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  callRaw,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refreshed,
  signInAsGuest,
  signUp as signUpByCall,
  theAdmin,
  userWith,
} from '../flows/support.ts';
import {
  accessibilityFaults,
  launch,
  overflowOf,
  signUp,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';
import { staffAt } from './operator.ts';

/** What admins set and settle: configuration, abuse, addresses, and the log that tells of all of it. */

const suffix = randomUUID().slice(0, 6);
const graceEmail = `grace-${suffix}@example.com`;
const [instance = ''] = instances;

let browser: Browser;
let grace: Visitor;
let linus: Visitor;
let moderator: Visitor;

async function staff(name: string, role: 'admin' | 'moderator'): Promise<Visitor> {
  const visitor = await staffAt(browser, `${name}-${suffix}@example.com`, { role });
  await visitor.page.getByRole('link', { name: 'Admin' }).waitFor();
  return visitor;
}

beforeAll(async () => {
  browser = await launch();
  grace = await staff('grace', 'admin');
  linus = await staff('linus', 'admin');
  moderator = await staff('mo', 'moderator');
});

afterAll(async () => {
  await browser?.close();
  // The other files count on what is in force at first, also when a test here has failed halfway.
  const { version, welcomeMicro } = await configOf('credit_config');
  if (welcomeMicro === studio.credit_config.welcomeMicro) return;
  const restored = { expectedVersion: version, config: studio.credit_config };
  await must('updateCreditConfiguration', restored, await theAdmin());
  await welcomes(studio.credit_config.welcomeMicro);
});

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const configOf = async (document: string) => (await db.doc(`system_config/${document}`).get()).data() ?? {};

/**
 * Waits until whoever signs up is welcomed with so much. The event of a sign-up and the callables each keep
 * the configuration for some seconds, and either may be the one that welcomes.
 */
const welcomes = (creditsMicro: number) =>
  vi.waitFor(
    async () => {
      const late = await signUpByCall('late');
      const byEvent = await vi.waitUntil(
        async () => (await db.doc(`users/${late.userId}`).get()).get('creditsMicro'),
        { timeout: 30_000, interval: 200 },
      );
      const { prices } = await must('getUserProfile', {}, late);
      const { version } = await configOf('credit_config');
      expect({ byEvent, version: prices.version }).toEqual({ byEvent: creditsMicro, version });
    },
    { timeout: 60_000, interval: 500 },
  );
const dialog = (page: Page) => page.getByRole('dialog');
const service = (page: Page, id: string) => page.getByTestId(`services-${id}`);

async function openService(page: Page, id: string): Promise<void> {
  await open(page, '/admin/credits');
  await service(page, id).getByRole('button').first().click();
}

async function reviewAndSave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review and save' }).click();
  await dialog(page)
    .getByRole('button', { name: /^Save as version/ })
    .click();
  // Where it stays open, the failure shows what it says.
  await expect.poll(() => dialog(page).allInnerTexts()).toEqual([]);
}

/**
 * Notes at every frame where the dialog's Save button is: from now on, as soon as there is one. The answer
 * says at how many places it was; a button that moves while it is pressed isn't pressed.
 */
async function watchSaveButton(page: Page): Promise<() => Promise<number>> {
  const places = await page.evaluateHandle(() => {
    const seen = new Set<number>();
    const look = () => {
      for (const button of document.querySelectorAll<HTMLElement>('[role=dialog] button')) {
        if (button.textContent.startsWith('Save as version')) seen.add(button.offsetTop);
      }
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  return () => places.evaluate((seen) => seen.size);
}

describe('default grants and plans', () => {
  it('are saved: whoever signs up from then on gets the new welcome credits', async () => {
    const { page } = grace;
    const before = await configOf('credit_config');
    await open(page, '/admin/credits?tab=grants');
    await page.getByRole('textbox', { name: 'Welcome credits' }).fill('12.5');
    const basic = page.getByTestId('plans-basic');
    await basic.getByRole('button').first().click();
    await basic.getByLabel('Credits a month').fill('120');
    await reviewAndSave(page);
    await page.getByText(/^Saved: version/).waitFor();
    const saved = await configOf('credit_config');
    expect([saved.welcomeMicro, saved.plans.basic.monthlyMicro]).toEqual([credits(12.5), credits(120)]);
    await welcomes(credits(12.5));
    await open(page, `/admin/credits?tab=versions&version=${before.version}`);
    await page.getByRole('button', { name: 'Restore' }).click();
    await dialog(page)
      .getByRole('button', { name: /^Save as version/ })
      .click();
    await page.getByText(/^Saved: version/).waitFor();
    expect((await configOf('credit_config')).welcomeMicro).toBe(before.welcomeMicro);
    await welcomes(before.welcomeMicro);
  });
});

describe('the price book', () => {
  /** The version in force before anybody edited here. */
  let original = 0;

  it('says at the field what is wrong with a price, and saves nothing that is', async () => {
    const { page } = grace;
    await openService(page, 'dalle3');
    const price = service(page, 'dalle3').getByLabel('Price', { exact: true });
    for (const [typed, says] of [
      ['0', /above 0/],
      ['-1', /above 0/],
      ['NaN', /number of credits/],
      ['0.0000001', /six decimals/],
      ['2000000000', /at most 1,000,000,000/],
    ] as const) {
      await price.fill(typed);
      await service(page, 'dalle3').getByText(says).first().waitFor();
      expect(await price.inputValue()).toBe(typed);
      expect(await page.getByRole('button', { name: 'Review and save' }).isDisabled()).toBe(true);
    }
    await takePicture(page, 'credits-faulty');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => price.inputValue()).toBe('1');
  });

  it('shows before saving what the last 30 days would have cost, and saves a version', async () => {
    const ada = await userWith(10);
    const wanted = { aiType: 'image', service: 'dalle3', prompt: 'three hills', units: 3 } as const;
    const { activityId } = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
    );
    await must('updateAIActivityStatus', { activityId, status: 'completed' }, ada);
    const before = await configOf('credit_config');
    original = before.version;

    const { page } = grace;
    await openService(page, 'dalle3');
    await service(page, 'dalle3').getByLabel('Price', { exact: true }).fill('2');
    const placesOfSave = await watchSaveButton(page);
    await page.getByRole('button', { name: 'Review and save' }).click();
    await dialog(page).getByText('Price book › dalle3 › Price').waitFor();
    const row = dialog(page).locator('[data-testid=effect][data-service=dalle3]');
    await row.waitFor();
    const cells = await row.getByRole('cell').allTextContents();
    const [, units = '', now = '', then = '', change = ''] = cells;
    const number = (text: string) => Number(text.replaceAll(',', ''));
    expect(number(units)).toBeGreaterThanOrEqual(3);
    expect(number(now)).toBe(number(units));
    expect(number(then)).toBe(2 * number(units));
    expect(change).toContain('+100%');
    expect(await placesOfSave()).toBe(1);
    await takePicture(page, 'credits-review');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog(page)
      .getByRole('button', { name: /^Save as version/ })
      .click();
    await page.getByText(`Saved: version ${before.version + 1}`).waitFor();
    const after = await configOf('credit_config');
    expect(after.version).toBe(before.version + 1);
    expect(after.services.dalle3.priceMicro).toBe(credits(2));
  });

  it('warns before leaving with unsaved edits', async () => {
    const { page } = grace;
    await open(page, '/admin/credits?tab=limits');
    await page.getByLabel('Image', { exact: true }).first().fill('49');
    await page.getByRole('link', { name: 'Audit' }).click();
    await dialog(page).getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('Image', { exact: true }).first().inputValue()).toBe('49');
    await page.getByRole('link', { name: 'Audit' }).click();
    await dialog(page).getByRole('button', { name: 'Leave and lose them' }).click();
    await page.getByTestId('audit-entry').first().waitFor();
  });

  it('keeps what the second of two admins typed, and lets them decide', async () => {
    for (const { page } of [grace, linus]) {
      await open(page, '/admin/credits?tab=grants');
      await page.getByRole('textbox', { name: 'Welcome credits' }).fill(page === grace.page ? '12' : '15');
    }
    const { page } = linus;
    await page.getByRole('tab', { name: 'Prices' }).click();
    await service(page, 'gemini').getByRole('button').first().click();
    await service(page, 'gemini').getByLabel('Name').fill('Gemini chat');
    await reviewAndSave(grace.page);
    await grace.page.getByText(/^Saved: version/).waitFor();

    await page.getByRole('button', { name: 'Review and save' }).click();
    const conflict = page.getByTestId('conflict');
    await conflict.getByText(`${graceEmail} saved version`, { exact: false }).waitFor();
    await conflict.getByText('Theirs: 12 credits').click();
    await takePicture(page, 'credits-conflict');
    expect(await accessibilityFaults(page)).toEqual([]);
    await conflict.getByRole('button', { name: 'Continue with my edits on top' }).click();
    await dialog(page).getByText('Price book › gemini › Name').waitFor();
    await dialog(page)
      .getByRole('button', { name: /^Save as version/ })
      .click();
    await page.getByText(/^Saved: version/).waitFor();
    const saved = await configOf('credit_config');
    expect(saved.welcomeMicro).toBe(credits(12));
    expect(saved.services.gemini.label).toBe('Gemini chat');
    expect(saved.services.dalle3.priceMicro).toBe(credits(2));
  });

  it('refuses a save that became stale between the review and the click, and loses nothing', async () => {
    const { page } = linus;
    await open(page, '/admin/credits?tab=grants');
    await page.getByRole('textbox', { name: 'Welcome credits' }).fill('20');
    await page.getByRole('button', { name: 'Review and save' }).click();
    const save = dialog(page).getByRole('button', { name: /^Save as version/ });
    await save.waitFor();
    await open(grace.page, '/admin/credits?tab=grants');
    await grace.page.getByRole('textbox', { name: 'Welcome credits' }).fill('13');
    await reviewAndSave(grace.page);
    await save.click();
    await page.getByTestId('conflict').getByText('Mine: 20 credits').waitFor();
    await dialog(page).getByRole('button', { name: 'Go on editing' }).click();
    expect(await page.getByRole('textbox', { name: 'Welcome credits' }).inputValue()).toBe('20');
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  it('restores an older version as a new one', async () => {
    const { page } = grace;
    const now = await configOf('credit_config');
    const first = (await db.doc(`system_config/credit_config/versions/${original}`).get()).data() ?? {};
    await open(page, `/admin/credits?tab=versions&version=${original}&against=inForce`);
    await page.getByTestId('changes').getByText('Price book › dalle3 › Price').waitFor();
    await takePicture(page, 'credits-versions');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restore' }).click();
    await dialog(page)
      .getByRole('button', { name: /^Save as version/ })
      .click();
    await page.getByText(/^Saved: version/).waitFor();
    const restored = await configOf('credit_config');
    expect(restored.version).toBe(now.version + 1);
    expect(restored.services).toEqual(first.services);
    expect(restored.welcomeMicro).toBe(first.welcomeMicro);
    await welcomes(first.welcomeMicro);
  });
});

describe('limits, thresholds and terms', () => {
  it('are saved from their forms, with what can be said about them', async () => {
    const { page } = grace;
    const [limits, moderation] = [await configOf('limits'), await configOf('moderation')];
    await open(page, '/admin/credits?tab=limits');
    const image = page.getByRole('region', { name: 'Generations an hour' }).getByLabel('Image');
    await image.fill('45');
    const guests = page.getByRole('region', { name: 'Without an account' });
    await guests.getByLabel('Generations').fill('1.5');
    await guests.getByText(/whole number/).waitFor();
    await guests.getByLabel('Generations').fill('5');
    await guests.getByLabel('In so many milliseconds').fill('3600000');
    await page.getByRole('tab', { name: 'Abuse' }).click();
    const bursts = page.getByRole('region', { name: 'Calls in bursts' });
    await bursts.getByLabel('Medium').fill('1');
    await bursts.getByText(/higher count than the one below/).waitFor();
    await bursts.getByLabel('Medium').fill('90');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await dialog(page)
      .getByText(/Image: 50 → 45 an hour/)
      .waitFor();
    await dialog(page)
      .getByRole('button', { name: /^Save as version/ })
      .click();
    await page.getByText(/^Saved: version/).waitFor();
    await page.getByRole('tab', { name: 'Moderation' }).click();
    const violence = page.getByRole('combobox', { name: 'violence' });
    await violence.fill('bludgeon');
    await violence.press('Enter');
    await reviewAndSave(page);
    await page.getByText(/^Saved: version/).waitFor();
    const saved = await configOf('limits');
    expect([saved.perHour.image, saved.abuse.bursts.medium]).toEqual([45, 90]);
    expect(saved.guest).toEqual({ generations: 5, windowMs: 3_600_000 });
    const guest = await signInAsGuest();
    expect((await must('ensureUser', {}, guest)).guest).toEqual({ limit: 5, left: 5, freeAt: null });
    expect((await configOf('moderation')).categories.violence).toContain('bludgeon');

    // Others tests of this stack go by what was in force before.
    for (const [document, { version }] of [
      ['limits', limits],
      ['moderation', moderation],
    ] as const) {
      await open(page, `/admin/credits?tab=versions&document=${document}&version=${version}`);
      await page.getByRole('button', { name: 'Restore' }).click();
      await dialog(page)
        .getByRole('button', { name: /^Save as version/ })
        .click();
      await page.getByText(/^Saved: version/).waitFor();
    }
    const { perHour, guest: rule } = await configOf('limits');
    expect({ perHour, rule }).toEqual({ perHour: limits.perHour, rule: limits.guest });
  });
});

describe("a service's calls a month", () => {
  const part = (page: Page) => page.getByRole('region', { name: 'A service’s calls a month' });
  const restoreMonths = async (perMonthByTier: unknown) => {
    const { version, updatedAt: _at, updatedBy: _by, ...config } = await configOf('limits');
    const restored = { document: 'limits', expectedVersion: version, config: { ...config, perMonthByTier } };
    await must('updateCreditConfiguration', restored as never, await theAdmin());
  };

  async function narrowInArabic(page: Page, path: string, testId: string): Promise<void> {
    await page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, path);
    await page.getByTestId(testId).scrollIntoViewIfNeeded();
    expect(await page.getByTestId(testId).textContent()).toMatch(/\p{Script=Arabic}/u);
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await takePicture(page, `arabic-${testId}`);
  }

  it('are limited by tier, and whom it concerns sees what is left', async () => {
    const { page } = grace;
    const { perMonthByTier: before } = await configOf('limits');
    await open(page, '/admin/credits?tab=limits');
    await part(page).getByLabel('Limit another service').selectOption({ label: 'ElevenLabs' });
    const free = part(page).getByTestId('month-elevenlabs').getByLabel('Free');
    await free.fill('two');
    await part(page).getByText('Write a whole number.').waitFor();
    await free.fill('2');
    await part(page).getByTestId('month-elevenlabs').getByLabel('Premium').fill('20');
    await part(page).getByLabel('Limit another service').scrollIntoViewIfNeeded();
    await takePicture(page, 'console-month-limits');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await dialog(page)
      .getByText(/^elevenlabs, Free: no limit → 2 a month/)
      .waitFor();
    await dialog(page)
      .getByText(/Per month, by tier › Free › elevenlabs/)
      .waitFor();
    await takePicture(page, 'console-month-limits-review');
    await dialog(page)
      .getByRole('button', { name: /^Save as version/ })
      .click();
    try {
      await page.getByText(/^Saved: version/).waitFor();
      expect((await configOf('limits')).perMonthByTier).toMatchObject({
        ...{ free: { elevenlabs: 2 }, premium: { elevenlabs: 20 } },
      });

      const user = await visit(browser);
      const email = `month-${randomUUID().slice(0, 6)}@example.com`;
      await signUp(user, email);
      await open(user.page, '/account');
      const own = user.page.getByTestId('account-month-limits');
      await own.getByText('ElevenLabs: 2 of 2 left').waitFor();
      const found = await db.collection('users').where('email', '==', email).get();
      const userId = found.docs[0]?.id ?? '';
      const { token } = await refreshed({ userId, email, token: '' });
      const wanted = { aiType: 'voice', service: 'elevenlabs', prompt: 'read this', units: 1 } as const;
      const ask = () =>
        callRaw('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, token, {
          origin: instance,
        });
      expect([(await ask()).ok, (await ask()).ok, (await ask()).ok]).toEqual([true, true, false]);
      await own.getByText(/^ElevenLabs: all 2 used, free again on /).waitFor();
      expect(await overflowOf(user.page)).toBe(0);
      expect(await accessibilityFaults(user.page)).toEqual([]);
      await takePicture(user.page, 'account-month-limits');

      await open(page, `/admin/users/${userId}`);
      await page.getByTestId('limit-elevenlabs').getByText('0 of 2').waitFor();
      await page.getByTestId('limit-elevenlabs').scrollIntoViewIfNeeded();
      await takePicture(page, 'console-user-month-limits');

      // The form is wider with a service in it, and the words have to be there in the other language too.
      await narrowInArabic(user.page, '/account', 'account-month-limits');
      await narrowInArabic(page, '/admin/credits?tab=limits', 'month-elevenlabs');
    } finally {
      await restoreMonths(before ?? {});
      await page.evaluate(() => localStorage.removeItem('tollgate.language'));
      await page.setViewportSize({ width: 1280, height: 860 });
    }
  });
});

describe('abuse', () => {
  let mallory: Person;
  const row = (page: Page) => page.getByTestId('abuse-row').filter({ hasText: mallory.email });
  const statusOf = async () => (await db.doc(`users/${mallory.userId}`).get()).get('status');

  it('comes into the queue by itself, and is resolved with the suspension lifted', async () => {
    mallory = await signUpByCall('mallory');
    await must('ensureUser', {}, mallory);
    const { page } = moderator;
    await open(page, '/admin/abuse');
    await page.getByRole('heading', { name: 'Abuse' }).waitFor();
    const banned = { aiType: 'image', service: 'dalle3', prompt: 'a weapon' };
    await Promise.all(
      Array.from({ length: 25 }, () =>
        callRaw('validateAndDeductCredits', { requestId: newRequestId(), ...banned }, mallory.token, {
          origin: instance,
        }),
      ),
    );
    await row(page).filter({ hasText: 'Critical' }).waitFor();
    expect(await statusOf()).toBe('suspended');
    await row(page).getByRole('button').click();
    await page.getByRole('dialog').getByText('25 prompts refused by moderation in an hour').waitFor();
    await takePicture(page, 'abuse-record');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const form = dialog(page).filter({ hasText: 'Resolve this record' });
    await form.getByLabel('Dismissed').check();
    await form.getByLabel('Also lift the suspension').check();
    await form.getByLabel('Reason').fill('a museum of arms');
    await form.getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('Resolved, and the suspension is lifted.').waitFor();
    expect(await statusOf()).toBe('active');
    await expect.poll(() => row(page).count()).toBe(0);
  });

  it('is found again among the resolved, by filters that are in the address; its user is suspended', async () => {
    const { page } = moderator;
    await open(page, `/admin/abuse?state=resolved&severity=critical&user=${mallory.userId}`);
    await row(page).getByRole('button').click();
    await dialog(page).getByRole('button', { name: 'Suspend the user' }).click();
    const form = dialog(page).filter({ hasText: 'Suspend this user?' });
    await form.getByLabel('Reason').fill('again');
    await form.getByRole('button', { name: 'Suspend the user' }).click();
    await page.getByText('The account is suspended.').waitFor();
    expect(await statusOf()).toBe('suspended');
    await open(page, `/admin/abuse?state=resolved&severity=low&user=${mallory.userId}`);
    await page.getByText('No record matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await row(page).waitFor();
  });
});

describe('addresses', () => {
  // From the range kept for documentation, another one in each run.
  const range = `203.0.113.${1 + (Number.parseInt(suffix, 16) % 250)}/32`;
  const block = (page: Page) => page.getByTestId('block').filter({ hasText: range });

  it('are blocked and unblocked with a reason; a bad range is told at its field', async () => {
    const { page } = grace;
    await open(page, '/admin/addresses');
    const form = page.getByRole('form', { name: 'Block an address' });
    await form.getByLabel('Address or range').fill('203.0.113.0/2');
    await form.getByLabel('Reason').fill('=scraping');
    await form.getByRole('button', { name: 'Block' }).click();
    await form.getByText(/the widest is/).waitFor();
    expect(await form.getByLabel('Address or range').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('Address or range').fill(range.replace('/32', ''));
    await form.getByRole('button', { name: 'Block' }).click();
    await block(page).filter({ hasText: graceEmail }).waitFor();
    await takePicture(page, 'addresses');
    expect(await accessibilityFaults(page)).toEqual([]);
    await open(moderator.page, '/admin/addresses');
    await block(moderator.page).waitFor();
    await page.getByRole('button', { name: `Unblock ${range}` }).click();
    await dialog(page).getByLabel('Reason').fill('they stopped');
    await dialog(page).getByRole('button', { name: 'Unblock' }).click();
    await block(page).waitFor({ state: 'detached' });
  });
});

describe('the audit log', () => {
  it('tells each act with what was before and after', async () => {
    const { page } = grace;
    for (const [filter, what, change] of [
      ['action=edit_config&target=credit_config', 'Changed the configuration', /Price book/],
      [`actor=mo-${suffix}%40example.com&action=resolve_abuse`, 'Resolved an abuse record', /Account|State/],
      ['action=set_address_block', 'Blocked or unblocked an address', /Blocked/],
    ] as const) {
      await open(page, `/admin/audit?${filter}`);
      const entry = page.getByTestId('audit-entry').first();
      await entry.getByRole('button', { name: what }).click();
      const changes = page.getByTestId('changes');
      await changes.getByText(change).first().waitFor();
      expect(await changes.locator('del').first().textContent()).toContain('before');
      expect(await changes.locator('ins').first().textContent()).toContain('after');
    }
    await takePicture(page, 'audit');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('finds nothing in another time, and clears its filters', async () => {
    const { page } = grace;
    await open(page, '/admin/audit?until=2020-01-01');
    await page.getByText('No entry matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByTestId('audit-entry').first().waitFor();
    await page.getByLabel('Who did it').fill(graceEmail);
    await page.keyboard.press('Enter');
    await page.waitForURL(/actor=/);
    await expect
      .poll(async () => {
        const rows = await page.getByTestId('audit-entry').allTextContents();
        return rows.length > 0 && rows.every((text) => text.includes(graceEmail));
      })
      .toBe(true);
  });

  it('downloads as CSV that no spreadsheet computes', async () => {
    const { page } = grace;
    const today = dayOf(Date.now());
    await open(page, `/admin/audit?action=set_address_block&from=${today}&until=${today}`);
    await page.getByTestId('audit-entry').first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '');
    const rows = Papa.parse<Record<string, string>>(text, { header: true }).data;
    const mine = rows.filter(({ actor }) => actor === graceEmail);
    expect(mine.map(({ reason }) => reason)).toEqual(['they stopped', "'=scraping"]);
    expect(mine[0]?.changes).toBe('Blocked: yes → no');
  });
});

describe('a moderator', () => {
  it('sees configuration and addresses, and is shown no way to change them', async () => {
    const { page } = moderator;
    await openService(page, 'dalle3');
    await page.getByText(/Only an admin can change it/).waitFor();
    const price = service(page, 'dalle3').getByLabel('Price', { exact: true });
    expect(await price.inputValue()).toBe('1');
    expect(await price.isEditable()).toBe(false);
    expect(await page.getByRole('button', { name: /save|remove|add/i }).count()).toBe(0);
    await open(page, '/admin/credits?tab=versions&version=1&against=inForce');
    await page.getByTestId('version').first().waitFor();
    expect(await page.getByRole('button', { name: 'Restore' }).count()).toBe(0);
    await open(page, '/admin/addresses');
    await page.getByText(/Only an admin can change them/).waitFor();
    expect(await page.getByRole('form', { name: 'Block an address' }).count()).toBe(0);
  });
});

describe('in Arabic, from right to left, on a narrow screen', () => {
  const PAGES = [
    ['/admin/credits', (page) => service(page, 'dalle3')],
    ['/admin/credits?tab=limits', (page) => page.getByText('العمليات في الساعة')],
    ['/admin/abuse?state=resolved', (page) => page.getByTestId('abuse-row').first()],
    ['/admin/addresses', (page) => page.getByRole('form', { name: 'حظر عنوان' })],
    ['/admin/audit', (page) => page.getByTestId('audit-entry').first()],
  ] satisfies [string, (page: Page) => { waitFor(): Promise<void> }][];

  it.each(PAGES)('%s fits and is accessible', async (path, sign) => {
    const { page } = grace;
    await page.evaluate(() => localStorage.setItem('tollgate.language', 'ar'));
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, path);
    await sign(page).waitFor();
    await takePicture(page, `arabic${path.replaceAll(/[/?=]/g, '-')}`);
    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

it('no browser complained, but of what was refused', () => {
  const isRefusal = (text: string) => /server responded with a status of (400|409)/.test(text);
  for (const { complaints } of [grace, linus, moderator]) {
    expect(complaints.filter((text) => !isRefusal(text))).toEqual([]);
  }
});
