import { randomUUID } from 'node:crypto';
import type { Activity } from '@tollgate/contract/activity/activity';
import { toMicro } from '@tollgate/contract/common/money';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDocument } from '../../functions/src/platform/documents.ts';
import {
  db,
  must,
  newRequestId,
  type Person,
  signUp as signUpByCall,
  signUpStaff,
} from '../flows/support.ts';
import {
  accessibilityFaults,
  launch,
  overflowOf,
  signIn,
  takePicture,
  type Visitor,
  visit,
} from './browser.ts';
import { makeStaff, staffAt } from './operator.ts';

/** The live page of the console and the palette, with the mouse and with the keys. */

const CREDIT = 1_000_000;
const adminEmail = `grace-${randomUUID().slice(0, 6)}@example.com`;
let browser: Browser;
let admin: Visitor;
let page: Page;
let mira: Person;
/** A real one, charged and refunded, with a ledger. */
let real = '';

beforeAll(async () => {
  browser = await launch();
  mira = await signUpByCall('mira', 'Mira Okafor');
  await must('ensureUser', {}, mira);
  const requestId = newRequestId();
  const wanted = {
    aiType: 'image',
    service: 'local-image',
    prompt: 'A lighthouse in the fog',
    units: 2,
  } as const;
  await must('generate', { requestId, ...wanted }, mira);
  real = `${mira.userId}.${requestId}`;
  const staff = await signUpStaff('admin');
  const refund = {
    requestId: newRequestId(),
    activityId: real,
    amountMicro: CREDIT,
    reason: 'it was blurred',
  };
  await must('refundActivity', refund, staff);
  for (let index = 0; index < 12; index++) await store(SAMPLES[index % SAMPLES.length] ?? {}, index);
  admin = await staffAt(browser, adminEmail);
  page = admin.page;
  await page.getByRole('link', { name: 'Admin' }).click();
  await rows().first().waitFor();
});

afterAll(() => browser?.close());

const SAMPLES: Partial<Activity>[] = [
  {
    status: 'completed',
    aiType: 'image',
    service: 'local-image',
    country: 'NG',
    promptPreview: 'A quiet harbour at dawn',
  },
  {
    status: 'failed',
    aiType: 'video',
    service: 'klingai',
    country: 'DE',
    promptPreview: 'Clouds over the Alps',
  },
  {
    status: 'processing',
    aiType: 'chat',
    service: 'gemini',
    country: 'JP',
    promptPreview: 'Plan a week in Lagos',
  },
];

let stored = 0;

/** Writes an activity as the gate would have: of Mira, `ageSeconds` old. */
async function store(more: Partial<Activity>, ageSeconds = 0): Promise<string> {
  const [now, requestId] = [Date.now(), `sample-${stored++}`];
  const createdAt = now - ageSeconds * 1_000;
  const { status = 'processing' } = more;
  const isOver = status !== 'processing' && status !== 'pending';
  const activity: Partial<Activity> = {
    userId: mira.userId,
    requestId,
    email: mira.email,
    displayName: 'Mira Okafor',
    isGuest: false,
    tier: 'free',
    aiType: 'image',
    service: 'local-image',
    country: 'NG',
    runBy: 'server',
    status,
    progress: isOver ? 100 : 40,
    unit: 'image',
    units: 1,
    usedUnits: isOver ? 1 : null,
    tokens: null,
    heldMicro: toMicro(CREDIT),
    chargedMicro: toMicro(status === 'completed' ? CREDIT : 0),
    refundedMicro: toMicro(0),
    taken: [],
    priceVersion: 1,
    price: { priceMicro: CREDIT, per: 1, minimumMicro: CREDIT },
    promptPreview: 'Something',
    promptChars: 9,
    endAnswer: null,
    result: null,
    error: status === 'failed' ? { code: 'provider_failed', message: 'The provider did not answer' } : null,
    startedAt: createdAt + 200,
    endedAt: isOver ? createdAt + 900 : null,
    processingTimeMs: isOver ? 700 : null,
    holdExpiresAt: now + 600_000,
    cancelRequestedAt: null,
    lease: null,
    createdAt,
    updatedAt: now,
    ...more,
  };
  const id = `${mira.userId}.${requestId}`;
  await db.doc(`ai_activity/${id}`).set(toDocument(activity));
  return id;
}

const rows = () => page.getByTestId('activity-row');
const row = (activityId: string) => page.locator(`[data-activity="${activityId}"][data-testid=activity-row]`);
const address = () => new URL(page.url());
const drawer = () => page.getByTestId('activity-drawer');
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);
const blur = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

describe('filters', () => {
  it('are in the address, counted, and a step back takes them away', async () => {
    const all = await rows().count();
    const failed = page.getByRole('button', { name: /^Failed/ });
    const count = Number((await failed.textContent())?.replace(/\D/g, ''));
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(all);
    await failed.click();
    await expect.poll(() => rows().count()).toBe(count);
    expect(address().search).toBe('?status=failed');
    await page.getByLabel('Service', { exact: true }).selectOption('klingai');
    await expect.poll(() => address().search).toBe('?status=failed&service=klingai');
    await page.goBack();
    await page.goBack();
    await expect.poll(() => rows().count()).toBe(all);
    expect(await failed.getAttribute('aria-pressed')).toBe('false');
  });

  it('come with a link, and finding nothing is said with the way out', async () => {
    await page.goto(new URL('/admin/live?country=JP&q=lagos', page.url()).href);
    await expect.poll(() => rows().count()).toBe(4);
    expect(await page.getByLabel('Search the rows').inputValue()).toBe('lagos');
    await page.getByLabel('Search the rows').fill('no such thing');
    await page.getByText('No match').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await rows().first().waitFor();
    expect(address().search).toBe('');
  });
});

describe('pause', () => {
  it('stops the rows, counts what waits, and resumes', async () => {
    await blur();
    await page.keyboard.press('Space');
    await page.getByTestId('pause').getByText('Resume').waitFor();
    const [id] = await Promise.all([store({}), store({ status: 'completed' })]);
    await expect.poll(() => page.getByTestId('pause').getAttribute('data-waiting')).toBe('2');
    expect(await row(id).count()).toBe(0);
    await page.keyboard.press('Space');
    await row(id).waitFor();
    expect(await row(id).getAttribute('data-fresh')).toBe('true');
  });
});

describe('whoever reads', () => {
  it('with the keys in the list is not disturbed: new rows wait, shown ones go on', async () => {
    await blur();
    const running = await store({ promptPreview: 'Being read' });
    await row(running).waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(running);
    const late = await store({ promptPreview: 'Comes late' });
    await page.getByTestId('waiting').getByText('1 new').waitFor();
    expect(await row(late).count()).toBe(0);
    await db.doc(`ai_activity/${running}`).update({ progress: 77 });
    await row(running).locator('[aria-valuenow="77"]').waitFor();
    await page.keyboard.press('ArrowUp');
    await row(late).waitFor();
    expect(await focused()).toBe(running);
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe(late);
  });

  it('scrolled down keeps the place, and comes up by the button', async () => {
    await blur();
    await page.setViewportSize({ width: 1280, height: 500 });
    await page.mouse.move(500, 400);
    await page.mouse.wheel(0, 700);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(400);
    const before = await rows().nth(8).boundingBox();
    const late = await store({ promptPreview: 'Above the screen' });
    await page.getByTestId('waiting').waitFor();
    expect(await rows().nth(8).boundingBox()).toEqual(before);
    await page.getByTestId('waiting').getByRole('button').or(page.getByTestId('waiting')).first().click();
    await row(late).waitFor();
    expect(
      await row(late)
        .boundingBox()
        .then((box) => box?.y ?? -1),
    ).toBeGreaterThan(0);
    await page.setViewportSize({ width: 1280, height: 860 });
  });
});

describe('an activity', () => {
  it('opens by Enter and has an address; Esc closes it and gives the place back', async () => {
    await blur();
    await page.keyboard.press('/');
    await page.keyboard.type('lighthouse');
    await expect.poll(() => rows().count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(real);
    await page.keyboard.press('Enter');
    await drawer().waitFor();
    expect(address().searchParams.get('activity')).toBe(real);
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(address().search).toBe('?q=lighthouse');
    await expect.poll(focused).toBe(real);
  });

  it('tells its life from hold to settle, with the ledger, and leads to the user', async () => {
    await page.goto(new URL(`/admin/live?activity=${real}`, page.url()).href);
    const timeline = page.getByTestId('timeline').locator('li');
    await expect
      .poll(() => timeline.evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step'))))
      .toEqual(['created', 'held', 'started', 'completed', 'charged', 'refunded']);
    const ledger = page.getByTestId('drawer-ledger');
    await ledger.getByText('−2', { exact: true }).waitFor();
    await ledger.getByText('+1', { exact: true }).waitFor();
    await drawer().getByText('Nothing was noticed about this user.').waitFor();
    const user = drawer().getByRole('link', { name: 'Mira Okafor' });
    expect(await user.getAttribute('href')).toBe(`/admin/users/${mira.userId}`);
    await takePicture(page, 'live-drawer');
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
  });

  it('opens by a link though it is not among the rows, and is copied', async () => {
    const old = await store({ promptPreview: 'Long ago', status: 'failed' }, 86_400 * 30);
    await admin.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(new URL(`/admin/live?status=processing&activity=${old}`, page.url()).href);
    await drawer().getByText('Long ago').waitFor();
    await drawer().getByText('The provider did not answer').first().waitFor();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await drawer().getByRole('button', { name: 'Copy id' }).click();
    await expect.poll(copied).toBe(old);
    await drawer().getByRole('button', { name: 'Copy JSON' }).click();
    await expect.poll(copied).toContain('"holdExpiresAt"');
    await page.keyboard.press('Escape');
    await expect.poll(() => address().search).toBe('?status=processing');
  });

  it('that does not exist is said so', async () => {
    await page.goto(new URL('/admin/live?activity=nobody.nothing', page.url()).href);
    await page.getByText('There is no such activity').waitFor();
    await page.keyboard.press('Escape');
  });

  it('is found again after signing in', async () => {
    const other = await visit(browser);
    await other.page.goto(new URL(`/admin/live?activity=${real}`, other.page.url()).href);
    await other.page.getByLabel('Email').waitFor();
    await signIn(other, adminEmail);
    await other.page.getByTestId('activity-drawer').getByText('A lighthouse in the fog').waitFor();
    await other.context.close();
  });
});

describe('more than the rows', () => {
  it('is searched by pages, by one filter, the others for what comes', async () => {
    const wanted = 'Stored only';
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        store({ status: 'expired', promptPreview: wanted }, 90_000 + index),
      ),
    );
    await page.goto(new URL('/admin/live?status=expired', page.url()).href);
    await page.getByRole('button', { name: 'All activities: Expired' }).click();
    await expect.poll(() => rows().count()).toBe(50);
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect.poll(() => rows().count()).toBe(60);
    await page.getByLabel('Search the rows').fill('no such thing');
    await page.getByText(/Of the pages loaded, what fits search is shown/).waitFor();
    await page.getByText('No match').waitFor();
    await page.getByRole('button', { name: 'Back to live' }).click();
    await expect.poll(() => address().searchParams.get('list')).toBeNull();
  });
});

describe('abuse', () => {
  it('arrives by itself, with a way to all of it', async () => {
    await page.goto(new URL('/admin/live', page.url()).href);
    await rows().first().waitFor();
    const record = {
      ...{ userId: mira.userId, email: mira.email, signal: 'refusedPrompts', type: 'inappropriate_prompt' },
      ...{ severity: 'high', count: 12, description: '', activityId: null, state: 'open', resolvedAt: null },
      ...{ resolvedBy: null, resolution: null, createdAt: Date.now(), updatedAt: Date.now() },
    };
    await db.doc(`abuse_detection/${mira.userId}.refusedPrompts.now`).set(toDocument(record));
    const alerts = page.getByTestId('alerts');
    await alerts.getByText('12 prompts refused').waitFor();
    await alerts.getByText('High').waitFor();
    expect(await alerts.getByRole('link', { name: 'All abuse records' }).getAttribute('href')).toBe(
      '/admin/abuse',
    );
    await page
      .getByTestId('said')
      .getByText(/Abuse, High/)
      .waitFor({ state: 'attached' });
  });
});

describe('whoever hears the page', () => {
  it('is told one sentence now and then, not every row', async () => {
    const said = () => page.getByTestId('said').textContent();
    await store({});
    await store({ status: 'failed' });
    await expect.poll(said).toMatch(/new/);
    expect((await said())?.split(/\n/)).toHaveLength(1);
    expect(await page.locator('[role=status], [aria-live]').filter({ has: rows() }).count()).toBe(0);
  });
});

describe('the keys', () => {
  it('are shown by ?, and Space on a row pauses in place of opening it', async () => {
    await blur();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Pause and resume').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await blur();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByTestId('pause').getByText('Resume').waitFor();
    expect(await drawer().count()).toBe(0);
    await page.keyboard.press('Space');
    await page.getByTestId('pause').getByText('Pause').waitFor();
  });
});

describe('the palette', () => {
  const open = async () => {
    await page.keyboard.press('Control+k');
    const placeholder = 'Page, user’s email or act';
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('placeholder')))
      .toBe(placeholder);
  };

  it('leads to a page, by the keys alone', async () => {
    await page.goto(new URL('/admin/live?status=failed', page.url()).href);
    await rows().first().waitFor();
    await open();
    await page.keyboard.type('live');
    await page.getByRole('dialog').getByText('Live', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => address().search).toBe('');
  });

  it('finds a user by the beginning of the email, and an act for them', async () => {
    await open();
    await page.keyboard.type(`grant ${mira.email.slice(0, 12)}`);
    await page.getByText(`Grant credits: ${mira.email}`).waitFor();
    await takePicture(page, 'palette');
    await page.getByText(`Grant credits: ${mira.email}`).click();
    await expect
      .poll(() => address().pathname + address().search)
      .toBe(`/admin/users/${mira.userId}?act=grant`);
    await page.goBack();
    await rows().first().waitFor();
  });
});

describe('looks', () => {
  const moderator = `mo-${randomUUID().slice(0, 6)}@example.com`;

  beforeAll(() => makeStaff(moderator, 'moderator'));

  it.concurrent.each([
    ['wide-light', { width: 1280, scheme: 'light' }, ['en', 'ar']],
    ['wide-dark', { width: 1280, scheme: 'dark' }, ['en']],
    ['narrow-light', { width: 360, height: 740, scheme: 'light' }, ['en', 'ar']],
  ] as const)('%s: list, drawer, stored, palette', async (name, look, languages) => {
    const visitor = await visit(browser, look);
    await signIn(visitor, moderator);
    const at = (search: string) =>
      visitor.page.goto(new URL(`/admin/live${search}`, visitor.page.url()).href);
    const check = async (what: string) => {
      await takePicture(visitor.page, `live-${what}-${name}`);
      expect(await overflowOf(visitor.page), what).toBe(0);
      expect(await accessibilityFaults(visitor.page), what).toEqual([]);
    };
    for (const language of languages) {
      await visitor.page.evaluate((code) => localStorage.setItem('tollgate.language', code), language);
      await at('');
      await visitor.page.getByTestId('activity-row').first().waitFor();
      await check(`list-${language}`);
      await at(`?activity=${real}`);
      await visitor.page.getByTestId('drawer-ledger').getByRole('listitem').first().waitFor();
      await check(`drawer-${language}`);
      await at('?list=stored&kind=image&q=fog');
      await visitor.page.getByTestId('activity-row').first().waitFor();
      await check(`stored-${language}`);
      await visitor.page.keyboard.press('Control+k');
      await visitor.page.getByRole('dialog').getByRole('textbox').waitFor();
      await check(`palette-${language}`);
    }
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  });

  it('tell a line that is down, and that it is back', async () => {
    const visitor = await visit(browser);
    await signIn(visitor, moderator);
    await visitor.page.goto(new URL('/admin/live', visitor.page.url()).href);
    const state = () => visitor.page.getByTestId('live-state').getAttribute('data-state');
    await expect.poll(state).toBe('live');
    await visitor.context.setOffline(true);
    await expect.poll(state).toBe('offline');
    expect(await visitor.page.getByTestId('activity-row').count()).toBeGreaterThan(0);
    await visitor.context.setOffline(false);
    await expect.poll(state).toBe('live');
    await visitor.context.close();
  });

  it('leaves no complaint', () => expect(admin.complaints).toEqual([]));
});
