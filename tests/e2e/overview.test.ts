import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { grant } from '../../functions/src/admin/move-credits.ts';
import { ensureUser } from '../../functions/src/credits/store.ts';
import { end } from '../../functions/src/gate/end.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import type { Caller } from '../../functions/src/platform/caller.ts';
import { db, loadFirestore } from '../../functions/src/platform/firestore.ts';
import { measured } from '../../functions/src/platform/measure.ts';
import {
  accessibilityFaults,
  launch,
  overflowOf,
  signIn,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';
import { staffAt } from './operator.ts';

/**
 * The overview and the health of the system, with a small history that is written by the functions
 * themselves, on days that have passed. What others did in the same database is there before, so what is
 * looked at is what comes on top.
 */

const clock = vi.hoisted(() => ({ offsetMs: 0 }));
vi.mock('../../functions/src/platform/clock.ts', () => ({
  nowMs: () => Date.now() + clock.offsetMs,
  steadyMs: () => Date.now() + clock.offsetMs,
}));

const CREDIT = 1_000_000;
const suffix = randomUUID().slice(0, 6);
const adminEmail = `admin-${suffix}@example.com`;
const bob: Caller = {
  ...{ userId: `bob-${suffix}`, email: `=bob-${suffix}@example.com`, displayName: null, country: null },
  ...{ isGuest: false, staffClaim: null, address: null },
};

let browser: Browser;
let admin: Visitor;
const page = () => admin.page;

beforeAll(async () => {
  await loadFirestore();
  browser = await launch();
  admin = await staffAt(browser, adminEmail);
});

afterAll(() => browser?.close());

async function open(path: string, ready: string): Promise<void> {
  await page().goto(new URL(path, page().url()).href);
  await page().getByTestId(ready).first().waitFor();
}

const shownAt = async (tile: string): Promise<number> =>
  Number(await page().getByTestId(`tile-${tile}`).getAttribute('data-value'));

/** One image by the app, two credits, on the day of the clock. */
async function makeImages(status: 'completed' | 'failed'): Promise<void> {
  const requestId = randomUUID();
  const wanted = { aiType: 'image', service: 'dalle3', units: 2, runBy: 'app', leaseHolder: null } as const;
  const prompt = { promptPreview: 'a hill', promptChars: 6, promptHash: 'hash', payloadHash: 'payload' };
  await hold({ userId: bob.userId, requestId, ...wanted, ...prompt });
  const activityId = `${bob.userId}.${requestId}`;
  await end(activityId, { by: 'app', status, units: null, resultUrl: null, errorMessage: null });
}

const onDay = async (daysAgo: number, act: () => Promise<unknown>): Promise<void> => {
  clock.offsetMs = -daysAgo * DAY_MS;
  await act();
  clock.offsetMs = 0;
};

describe('the overview', () => {
  it('shows what came on top, in the period that it came in', async () => {
    await open('/admin/overview', 'tile-usedMicro');
    const figures = ['usedMicro', 'generations', 'failures', 'signUps', 'refusals', 'costMicroUsd'] as const;
    const before = Object.fromEntries(
      await Promise.all(figures.map(async (id) => [id, await shownAt(id)] as const)),
    );
    await onDay(20, async () => {
      await ensureUser(bob);
      await makeImages('completed');
    });
    await onDay(3, async () => {
      await grant(
        bob.userId,
        { requestId: randomUUID(), amountMicro: 50 * CREDIT, type: 'bonus', reason: 'x' },
        { ...bob, userId: 'an-admin' },
      );
      for (const status of ['completed', 'completed', 'failed'] as const) await makeImages(status);
      await measured('generate', async () => ({
        ...{ kind: 'refusal', reason: 'paused', message: 'Paused.', details: {} },
      }));
    });
    await page().getByRole('button', { name: 'Refresh' }).click();
    const plus = (id: (typeof figures)[number], more: number) =>
      expect.poll(() => shownAt(id), { message: id }).toBe((before[id] ?? 0) + more);
    await plus('usedMicro', 4 * CREDIT);
    await plus('generations', 3);
    await plus('failures', 1);
    await plus('signUps', 0);
    await plus('refusals', 1);
    await plus('costMicroUsd', 2 * 2 * 40_000);
  });

  it('keeps the period in the address, and a longer one has more', async () => {
    const [generations, signUps] = [await shownAt('generations'), await shownAt('signUps')];
    await page().getByRole('link', { name: '30 days' }).click();
    expect(page().url()).toContain('days=30');
    await expect.poll(() => shownAt('generations')).toBeGreaterThan(generations);
    await expect.poll(() => shownAt('signUps')).toBeGreaterThan(signUps);
    await page().reload();
    await page().getByRole('link', { name: '30 days' }).and(page().locator('[aria-current]')).waitFor();
    await page().getByRole('link', { name: '7 days' }).click();
    await expect.poll(() => shownAt('generations')).toBe(generations);
  });

  it('has each chart as a table', async () => {
    const services = page().getByTestId('panel-services');
    await services.getByRole('button', { name: /as a table/ }).click();
    const row = services.getByRole('row').filter({ has: page().getByRole('rowheader', { name: 'dalle3' }) });
    await row.waitFor();
    const cells = await row.getByRole('cell').allTextContents();
    expect(Number(cells[0])).toBeGreaterThanOrEqual(3);
    const panels = await page()
      .getByRole('button', { name: /download as CSV/ })
      .count();
    const tables = await page()
      .getByRole('button', { name: /as a table/ })
      .count();
    expect([panels, tables]).toEqual([18, 16]);
  });

  it('gives each table as a file in which no text runs as a formula', async () => {
    const panel = page().getByTestId('panel-top-users-ever');
    const [download] = await Promise.all([
      page().waitForEvent('download'),
      panel.getByRole('button', { name: /CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('tollgate-top-users-ever.csv');
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('\uFEFFname,credits,ended,userId');
    expect(lines).toContain(`"'${bob.email}",6,4,${bob.userId}`);
  });

  it('reads from right to left too, and fits a narrow screen', async () => {
    await page()
      .getByRole('button', { name: /Account of/ })
      .click();
    await page().getByText('العربية').click();
    await page().getByRole('heading', { name: 'نظرة عامة' }).waitFor();
    await page().keyboard.press('Escape');
    await takePicture(page(), 'overview-arabic');
    for (const width of [1280, 360]) {
      await page().setViewportSize({ width, height: 860 });
      await expect.poll(() => overflowOf(page())).toBe(0);
    }
    expect(await accessibilityFaults(page())).toEqual([]);
    await takePicture(page(), 'overview-arabic-narrow');
    await page().setViewportSize({ width: 1280, height: 860 });
    await open('/admin/health', 'tile-calls');
    await takePicture(page(), 'health-arabic');
    await page().getByRole('button', { name: /حساب/ }).click();
    await page().getByText('English').click();
    await page().getByRole('heading', { name: 'Health' }).waitFor();
    await page().keyboard.press('Escape');
  });
});

it('leads to the index that the database lacks, and reads again', async () => {
  const visitor = await visit(browser);
  await signIn(visitor, adminEmail);
  const address =
    'https://console.firebase.google.com/v1/r/project/tollgate/firestore/indexes?create_composite=abc';
  // No emulator lacks an index, so this answer is written by hand, as the real one words it.
  const error = {
    ...{ code: 400, status: 'FAILED_PRECONDITION' },
    message: `The query requires an index. You can create it here: ${address}`,
  };
  const counts = /:runAggregationQuery/;
  await visitor.page.route(counts, (route) => route.fulfill({ status: 400, json: [{ error }] }));
  await visitor.page.goto(new URL('/admin/overview', visitor.page.url()).href);
  const link = visitor.page.getByRole('alert').getByRole('link', { name: 'Create the index' });
  expect(await link.getAttribute('href')).toBe(address);
  await visitor.page.unroute(counts);
  await visitor.page.getByRole('button', { name: 'Try again' }).click();
  await visitor.page.getByTestId('tile-usedMicro').waitFor();
  await visitor.context.close();
});

describe('the health of the system', () => {
  const refresh = () => page().getByRole('button', { name: 'Refresh' }).click();

  it('shows when a job last ran, and that another is late', async () => {
    const { FIREBASE_FUNCTIONS_EMULATOR_ORIGIN: origin, GCLOUD_PROJECT: project } = process.env;
    const trigger = `${origin}/functions/projects/${project}/triggers/us-central1-foldDailyUsage-0`;
    expect((await fetch(trigger, { method: 'POST' })).ok).toBe(true);
    const late = { outcome: 'done', endedAt: null, did: {}, error: null, violations: [] };
    await db()
      .doc('job_runs/expireGrants')
      .set({ ...late, startedAt: new Date(Date.now() - 3_600_000) });
    await open('/admin/health', 'tile-calls');
    await expect.poll(() => page().getByTestId('job-foldDailyUsage').getAttribute('data-state')).toBe('done');
    expect(await page().getByTestId('job-expireGrants').textContent()).toMatch(/55 min late/);
  });

  it('lists the settings that may be risky, how each stands and the way to it', async () => {
    const settings = page().getByTestId('settings');
    const states = async () =>
      Object.fromEntries(
        await Promise.all(
          ['welcome', 'appCheck', 'moderation', 'payments'].map(async (name) => {
            const row = settings.getByTestId(`setting-${name}`);
            return [name, [await row.getAttribute('data-state'), await row.getByText('Risky').count()]];
          }),
        ),
      );
    expect(await states()).toEqual({
      ...{ welcome: ['unproven', 1], appCheck: ['off', 1], moderation: ['terms', 0] },
      payments: ['simulated', 1],
    });
    await settings.getByText('TOLLGATE_APP_CHECK=enforce').waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await settings.getByRole('link', { name: 'Change the welcome' }).click();
    await page().getByRole('textbox', { name: 'Welcome credits' }).waitFor();
    await open('/admin/health', 'tile-calls');
  });

  it('shows calls with their times, and holds', async () => {
    await page().getByRole('link', { name: '7 days' }).click();
    const calls = page().getByTestId('panel-calls');
    const row = calls.getByRole('row').filter({ has: page().getByRole('rowheader', { name: 'generate' }) });
    await row.waitFor();
    expect(await shownAt('calls')).toBeGreaterThan(0);
    const open = await shownAt('open');
    const requestId = randomUUID();
    const wanted = { aiType: 'image', service: 'dalle3', units: 1, runBy: 'app', leaseHolder: null } as const;
    const prompt = { promptPreview: 'a hill', promptChars: 6, promptHash: 'hash', payloadHash: 'payload' };
    await onDay(1, () => hold({ userId: bob.userId, requestId, ...wanted, ...prompt }));
    const overdue = await shownAt('overdue');
    await refresh();
    await expect.poll(() => shownAt('open')).toBe(open + 1);
    await expect.poll(() => shownAt('overdue')).toBe(overdue + 1);
    await end(`${bob.userId}.${requestId}`, { by: 'sweep' });
  });

  it('shows what the last check of everything found', async () => {
    const said = execFileSync('node', ['scripts/reconcile.ts'], { encoding: 'utf8' });
    expect(said).toContain('no violation');
    await refresh();
    await expect.poll(() => page().getByTestId('last-reconcile').getAttribute('data-violations')).toBe('0');
  });

  it('checks one user, and names what is wrong with them', async () => {
    const form = page().getByRole('form', { name: 'Check this user' });
    await form.getByLabel('User').fill(bob.userId);
    await form.getByRole('button').click();
    await form.getByText(/Nothing is wrong with this user/).waitFor();
    const user = db().doc(`users/${bob.userId}`);
    await user.update({ heldMicro: 7 });
    await form.getByRole('button').click();
    await form.getByText(/has 7 held, its open activities hold 0/).waitFor();
    await takePicture(page(), 'health-violation');
    await user.update({ heldMicro: 0 });
    await form.getByLabel('User').fill('nobody@example.com');
    await form.getByRole('button').click();
    await form.getByText(/Nobody has signed up/).waitFor();
  });

  it('leaves no complaint in the console', () => {
    // That a call was answered with a refusal, the browser writes down by itself.
    expect(admin.complaints.filter((line) => !line.includes('status of 404'))).toEqual([]);
  });
});
