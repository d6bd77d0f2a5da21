import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  db,
  emulator,
  must,
  newRequestId,
  type Person,
  refreshed,
  signUp as signUpByCall,
  signUpStaff,
  userWith,
} from '../flows/support.ts';
import { launch, signIn, takePicture, type Visitor, visit } from './browser.ts';
import { staffAt } from './operator.ts';

/**
 * Every act on a user, by an admin and by a moderator, each at a browser: what it asks, shows, does and
 * undoes.
 */

const CREDIT = 1_000_000;
let browser: Browser;
let admin: Visitor;
let ada: Person;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  admin = await staffAt(browser, `grace-${randomUUID().slice(0, 6)}@example.com`);
  page = admin.page;
  ada = await signUpByCall('ada', 'Ada Osei');
  await must('ensureUser', {}, ada);
  await page.getByRole('link', { name: 'Admin' }).click();
});

afterAll(() => browser?.close());

const dialog = (on = page) => on.getByRole('dialog');
const result = (on = page) => dialog(on).getByTestId('act-result');
const available = async (on = page) => Number(await on.getByTestId('available').getAttribute('data-micro'));
const fieldOf = async (name: string, { userId } = ada) => (await db.doc(`users/${userId}`).get()).get(name);
const ledgerOf = async ({ userId }: Person) =>
  (await db.collection('credit_logs').where('userId', '==', userId).get()).size;

const openUser = async ({ userId }: Person, rest = '', on = page) => {
  await on.goto(new URL(`/admin/users/${userId}${rest}`, on.url()).href);
  await on.getByTestId('user').waitFor();
};

async function open(title: string, on = page): Promise<void> {
  const button = on.getByRole('button', { name: title, exact: true });
  if (!(await button.isVisible())) {
    await on.getByRole('button', { name: 'More acts' }).click();
    await on.getByRole('menuitem', { name: title }).click();
  } else await button.click();
  await dialog(on).waitFor();
}

/** One after another: what is typed goes to whatever has the focus. */
async function fill(fields: Record<string, string>, on = page): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await dialog(on).getByLabel(label).fill(value);
}
const send = (name: string, on = page) => dialog(on).getByRole('button', { name, exact: true }).click();

/** Closes the result of an act, whose audit entry is what the database has. */
async function finish(action: string, on = page): Promise<void> {
  const entry = result(on).getByTestId('audit-entry');
  await entry.waitFor();
  expect(await entry.getAttribute('data-action')).toBe(action);
  const auditId = await entry.locator('code').textContent();
  expect((await db.doc(`admin_audit_logs/${auditId}`).get()).get('action')).toBe(action);
  await dialog(on).getByRole('button', { name: 'Close', exact: true }).last().click();
  await dialog(on).waitFor({ state: 'detached' });
}

async function act(
  title: string,
  name: string,
  action: string,
  fields: Record<string, string> = {},
  on = page,
) {
  await open(title, on);
  await fill({ Reason: `e2e: ${title}`, ...fields }, on);
  await send(name, on);
  await finish(action, on);
}

describe('the directory', () => {
  const rows = () => page.getByTestId('user-row');
  const search = (text: string) => page.getByLabel('Find people').fill(text);

  it('finds somebody by the beginning of an email, of a name, and by the whole id; the address says so', async () => {
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    for (const text of [ada.email.slice(0, 8), 'ada os', ada.userId]) {
      await search(text);
      await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(text);
      await page.locator(`[data-user="${ada.userId}"]`).waitFor();
    }
    expect(await rows().count()).toBe(1);
    await page.reload();
    await rows().first().waitFor();
    expect(await page.getByLabel('Find people').inputValue()).toBe(ada.userId);
  });

  it('filters, says when nobody matches, and clears', async () => {
    await page.getByLabel('Status').selectOption('Suspended');
    await page.getByText('No match').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await rows().first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.getByLabel('Who').selectOption('Admins');
    await page.getByTestId('user-role').first().waitFor();
    expect(await page.locator(`[data-user="${ada.userId}"]`).count()).toBe(0);
  });

  it('brings who has most to the top, and leads to their page', async () => {
    const rich = await userWith(10);
    await db.doc(`users/${rich.userId}`).update({ 'usage.lifetime.spentMicro': 9_000_000 * CREDIT });
    await page.getByLabel('Who').selectOption('Any');
    await page.getByLabel('Sort by').selectOption('Spent in all');
    await expect.poll(() => rows().first().getAttribute('data-user')).toBe(rich.userId);
    await takePicture(page, 'users');
    await search(ada.email);
    await page.getByRole('link', { name: 'Ada Osei' }).click();
    await page.getByTestId('user').waitFor();
    expect(await available()).toBe(10 * CREDIT);
  });
});

describe('credits', () => {
  it('are granted with a reason, before and after in sight, and the grant is undone', async () => {
    await openUser(ada, '?act=grant');
    await fill({ Credits: '5' });
    await send('Grant');
    await dialog().getByText('Say why, in a few words.').waitFor();
    expect(await available()).toBe(10 * CREDIT);
    await fill({ Reason: 'thanks' });
    expect(await dialog().getByTestId('changes').textContent()).toMatch(/10.*15/);
    await takePicture(page, 'act-grant');
    await send('Grant');
    await result().waitFor();
    await expect.poll(() => available()).toBe(15 * CREDIT);
    await takePicture(page, 'act-result');
    await result().getByRole('button', { name: 'Undo' }).click();
    await dialog().getByRole('button', { name: 'Undo it' }).waitFor();
    expect(await dialog().getByLabel('Reason').inputValue()).toBe('Undone: thanks');
    await send('Undo it');
    await finish('undo_credits');
    await expect.poll(() => available()).toBe(10 * CREDIT);
  });

  it('above a hundred are typed twice', async () => {
    const rich = await userWith(10);
    await openUser(rich);
    await open('Grant credits');
    await fill({ Credits: '250', Reason: 'e2e' });
    await send('Grant');
    await dialog().getByText('Write the same amount again.').waitFor();
    await fill({ 'Type 250 to confirm': '250' });
    await send('Grant');
    await finish('grant_credits');
    await expect.poll(() => available()).toBe(260 * CREDIT);
  });

  it('are removed, and the ledger undoes it', async () => {
    await openUser(ada);
    await open('Remove credits');
    await fill({ Credits: '11', Reason: 'e2e' });
    await send('Remove');
    await dialog().getByText('more than is available').waitFor();
    await fill({ Credits: '4' });
    await send('Remove');
    await finish('remove_credits');
    await expect.poll(() => available()).toBe(6 * CREDIT);
    await page.getByRole('button', { name: 'Undo: Adjustment, −4' }).click();
    await fill({ Reason: 'a mistake' });
    await send('Undo it');
    await finish('undo_credits');
    await expect.poll(() => available()).toBe(10 * CREDIT);
    await page.getByTestId('ledger-row').getByText('Undone').first().waitFor();
  });

  it('are refunded from an activity, not more than was charged', async () => {
    const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units: 3 } as const;
    const { activityId } = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
    );
    await must('updateAIActivityStatus', { activityId, status: 'completed' }, ada);
    await page.getByRole('tab', { name: 'Activities' }).click();
    await page.getByRole('button', { name: 'Refund: a hill' }).click();
    expect(await dialog().getByLabel('Credits').inputValue()).toBe('3');
    await fill({ Credits: '4', Reason: 'poor picture' });
    await send('Refund');
    await dialog().getByText('more than was charged').waitFor();
    await fill({ Credits: '2' });
    await send('Refund');
    await finish('refund_activity');
    await expect.poll(() => available()).toBe(9 * CREDIT);
    await page.getByTestId('user-activity').getByText('2 refunded').waitFor();
  });

  it('are given once by a double click', async () => {
    const before = await ledgerOf(ada);
    await open('Grant credits');
    await fill({ Credits: '1', Reason: 'double' });
    await dialog().getByRole('button', { name: 'Grant', exact: true }).dblclick();
    await finish('grant_credits');
    await expect.poll(() => available()).toBe(10 * CREDIT);
    expect(await ledgerOf(ada)).toBe(before + 1);
  });

  it('come as a file, all of them, for spreadsheets', async () => {
    await must(
      'grantCreditsToUser',
      { requestId: newRequestId(), userId: ada.userId, amountMicro: 1, type: 'bonus', reason: '=1+1' },
      await signUpStaff(),
    );
    await page.getByRole('tab', { name: 'Ledger' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(1 + (await ledgerOf(ada)));
    expect(csv).toContain("'=1+1");
    await page.getByLabel('Type').selectOption('Bonus');
    await expect.poll(() => page.getByTestId('ledger-row').count()).toBe(1);
  });
});

describe('status, tier, limits, role', () => {
  it.each([
    ['Pause', 'Pause', 'paused'],
    ['Resume', 'Resume', 'active'],
    ['Suspend', 'Suspend', 'suspended'],
    ['Lift the suspension', 'Lift', 'active'],
  ])('%s', async (title, name, status) => {
    await act(title, name, 'set_user_status');
    expect(await fieldOf('status')).toBe(status);
    await expect
      .poll(() => page.getByTestId('user').getByTestId('user-status').getAttribute('data-status'))
      .toBe(status);
  });

  it('a suspension is set back from its result', async () => {
    await open('Suspend');
    await fill({ Reason: 'the wrong one' });
    await send('Suspend');
    await result().getByRole('button', { name: 'Undo' }).click();
    await send('Lift');
    await finish('set_user_status');
    expect(await fieldOf('status')).toBe('active');
  });

  it('a tier changes, and is set back', async () => {
    await open('Change tier');
    await dialog().getByLabel('Tier').selectOption('Premium');
    await fill({ Reason: 'a trial' });
    expect(await dialog().getByTestId('changes').textContent()).toMatch(/Free.*Premium/);
    await send('Change tier');
    await result().waitFor();
    expect(await fieldOf('tier')).toBe('premium');
    await result().getByRole('button', { name: 'Undo' }).click();
    await send('Change tier');
    await finish('set_user_tier');
    expect(await fieldOf('tier')).toBe('free');
  });

  it('limits that were used are free again', async () => {
    const left = () => page.getByTestId('limit-image').getAttribute('data-left');
    const before = Number(await left());
    await act('Reset limits', 'Reset limits', 'reset_limits');
    await expect.poll(async () => Number(await left())).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'More acts' }).click();
    await page.getByRole('menuitem', { name: 'Nothing is counted' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('a moderator is made and unmade', async () => {
    await open('Staff role');
    await dialog().getByLabel('Role').selectOption('Moderator');
    await fill({ Reason: 'helps out' });
    await send('Change role');
    await result().waitFor();
    expect((await db.doc(`staff/${ada.userId}`).get()).get('role')).toBe('moderator');
    await page.getByTestId('user').getByText('Moderator').waitFor();
    await result().getByRole('button', { name: 'Undo' }).click();
    await send('Change role');
    await finish('revoke_role');
    expect((await db.doc(`staff/${ada.userId}`).get()).exists).toBe(false);
  });

  it('a note is written and kept, with everything else that was done', async () => {
    await page.getByRole('tab', { name: 'Notes and log' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Add a note' }).click();
    await fill({ Note: 'Called; was kind.' });
    await send('Add note');
    await finish('add_note');
    const entries = page.getByRole('tabpanel').getByTestId('audit-entry');
    await expect.poll(() => entries.first().textContent()).toContain('Called; was kind.');
    expect(await entries.count()).toBeGreaterThan(10);
    await takePicture(page, 'user-log');
  });

  it('what runs is seen while it runs', async () => {
    // Whoever loses a role has to sign in again.
    ada = await refreshed(ada);
    const requestId = newRequestId();
    const wanted = { requestId, aiType: 'chat', service: 'local-chat', prompt: 'a while [hang]' } as const;
    const running = call('generate', wanted, ada, emulator);
    await page.getByTestId('hold').waitFor();
    expect(Number(await page.getByTestId('user-held').getAttribute('data-micro'))).toBeGreaterThan(0);
    await must('cancelActivity', { activityId: `${ada.userId}.${requestId}` }, ada);
    await running;
    await page.getByTestId('hold').waitFor({ state: 'detached' });
  });

  it('leaves no complaint in the console', () => {
    expect(admin.complaints).toEqual([]);
  });
});

describe('a lost answer', () => {
  it('does not give twice, however often it is sent', async () => {
    const eve = await userWith(10);
    await openUser(eve);
    let asked = 0;
    // The function does it; its answer never arrives.
    const lose = async (route: Route) => {
      asked += 1;
      await route.fetch();
      await route.abort();
    };
    await page.route('**/grantCreditsToUser', lose);
    await open('Grant credits');
    await fill({ Credits: '7', Reason: 'lost' });
    await send('Grant');
    await dialog().getByText('it can not happen twice').waitFor();
    expect(asked).toBeGreaterThan(1);
    await page.unroute('**/grantCreditsToUser', lose);
    // Closed and opened again, it is still the same act.
    await send('Cancel');
    await dialog().waitFor({ state: 'detached' });
    await open('Grant credits');
    expect(await dialog().getByLabel('Credits').inputValue()).toBe('7');
    await send('Send again');
    await finish('grant_credits');
    await expect.poll(() => available()).toBe(17 * CREDIT);
    expect(await ledgerOf(eve)).toBe(2);
  });
});

describe('a moderator', () => {
  let mo: Visitor;
  let eve: Person;

  beforeAll(async () => {
    const { email } = await signUpStaff('moderator');
    mo = await visit(browser);
    await signIn(mo, email);
    eve = await userWith(10);
    await mo.page.getByRole('link', { name: 'Admin' }).click();
    await openUser(eve, '', mo.page);
  });

  it('sees what there is, and is told what only admins do', async () => {
    const on = mo.page;
    await on.getByText('As a moderator you may').waitFor();
    expect(await available(on)).toBe(10 * CREDIT);
    await on.getByTestId('ledger-row').first().waitFor();
    await on.getByRole('button', { name: 'More acts' }).click();
    await on.getByRole('menuitem').first().waitFor();
    expect(await on.getByRole('menuitem').allTextContents()).toEqual([
      expect.stringContaining('Revoke API keys'),
      'Add a note',
    ]);
    await on.keyboard.press('Escape');
    for (const name of ['Grant credits', 'Remove credits', /^Undo/])
      expect(await on.getByRole('button', { name }).count()).toBe(0);
    for (const name of ['grant', 'remove', 'refund', 'undo', 'tier', 'limits', 'role']) {
      await openUser(eve, `?act=${name}`, on);
      await dialog(on).getByText('Only an admin may do this.').waitFor();
      expect(await dialog(on).getByTestId('act-form').count()).toBe(0);
    }
  });

  it('suspends, lifts, and writes a note', async () => {
    const on = mo.page;
    await openUser(eve, '', on);
    await act('Suspend', 'Suspend', 'set_user_status', {}, on);
    expect(await fieldOf('status', eve)).toBe('suspended');
    await act('Lift the suspension', 'Lift', 'set_user_status', {}, on);
    expect(await fieldOf('status', eve)).toBe('active');
    await open('Add a note', on);
    await fill({ Note: 'watched' }, on);
    await send('Add note', on);
    await finish('add_note', on);
  });

  it('changes nobody of the staff, and not themselves', async () => {
    const on = mo.page;
    const other = await signUpStaff('admin');
    await must('ensureUser', {}, other);
    await db.doc(`users/${other.userId}`).update({ role: 'admin' });
    await openUser(other, '?act=suspend', on);
    await dialog(on).getByText('Only an admin may change the status of staff.').waitFor();
    expect(mo.complaints).toEqual([]);
    await mo.context.close();
  });
});
