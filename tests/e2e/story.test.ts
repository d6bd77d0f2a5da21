import { randomInt, randomUUID } from 'node:crypto';
import net from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits, db, instances, must, newRequestId, theAdmin } from '../flows/support.ts';
import { balanceOn, launch, PASSWORD, takePicture, type Visitor, visit } from './browser.ts';

/**
 * One person, always in two tabs: without an account, with one, poor, refused, given credits, going on; with
 * the network cut and with everything that can come between a click and its result. Each generation is
 * charged once or never.
 */

const email = `rosa-${randomUUID().slice(0, 6)}@example.com`;

let browser: Browser;
let rosa: Visitor;
let first: Page;
let second: Page;
let userId = '';

/**
 * The line to the functions, which can be cut with calls under way: a browser that is set offline refuses new
 * requests, and lets those that are open go on.
 */
const open = new Set<net.Socket>();
const line = net.createServer((near) => {
  const far = net.connect(Number(new URL(instances[0] ?? '').port), '127.0.0.1');
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    open.add(from);
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      to.destroy();
    });
  }
});

async function cutNetwork(): Promise<void> {
  await rosa.context.setOffline(true);
  for (const socket of open) socket.destroy();
}

const mendNetwork = () => rosa.context.setOffline(false);

beforeAll(async () => {
  browser = await launch();
  rosa = await visit(browser);
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const { port } = line.address() as net.AddressInfo;
  const config = await (await fetch(new URL('/tollgate.local.json', rosa.page.url()))).json();
  const json = { ...config, functionsOrigin: `http://127.0.0.1:${port}` };
  await rosa.context.route('**/tollgate.local.json', (route) => route.fulfill({ json }));
  await rosa.page.reload();
  const address = `100.66.${randomInt(1, 255)}.${randomInt(1, 255)}`;
  await rosa.context.setExtraHTTPHeaders({ 'x-forwarded-for': address });
  first = rosa.page;
});

afterAll(async () => {
  await browser?.close();
  line.close();
});

const form = (page: Page, kind = 'image') => page.getByRole('form', { name: `Generate ${kind}` });

async function compose(page: Page, prompt: string, { kind = 'image', units = 0 } = {}): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${kind}`, 'i') }).click();
  await form(page, kind).getByRole('textbox').first().fill(prompt);
  if (units === 0) return;
  const count = form(page, kind).getByRole('textbox').last();
  await count.fill(String(units));
  await count.press('Tab');
}

async function generate(page: Page, prompt: string, options = {}): Promise<void> {
  await compose(page, prompt, options);
  const { kind = 'image' } = options as { kind?: string };
  await form(page, kind)
    .getByRole('button', { name: new RegExp(`^Generate ${kind}`) })
    .click();
}

const left = (page: Page) => page.getByTestId('guest-left').getAttribute('data-left');
const running = (page: Page) => page.getByTestId('running').filter({ visible: true });
const alert = (page: Page, title: string) => page.getByRole('alert').filter({ hasText: title });
const result = (page: Page, prompt: string) => page.getByRole('img', { name: prompt });
const bothShow = async (amount: number) => {
  for (const page of [first, second]) await expect.poll(() => balanceOn(page)).toBe(credits(amount));
};

interface Stored {
  requestId: string;
  status: string;
  chargedMicro: number;
  promptPreview: string;
}

async function activities(prompt?: string): Promise<Stored[]> {
  const found = await db.collection('ai_activity').where('userId', '==', userId).get();
  const all = found.docs.map((one) => one.data() as Stored);
  return prompt === undefined ? all : all.filter(({ promptPreview }) => promptPreview === prompt);
}

/** The one generation that was made of a prompt, once it has ended. */
async function ended(prompt: string): Promise<Stored> {
  await expect
    .poll(async () => (await activities(prompt)).map(({ status }) => status), { interval: 200 })
    .toEqual([expect.stringMatching(/completed|failed|cancelled/)]);
  const [one] = await activities(prompt);
  if (!one) throw new Error(`nothing was made of ${prompt}`);
  return one;
}

const statusIs = (prompt: string, status: string) =>
  expect
    .poll(async () => (await activities(prompt)).map((one) => one.status), { interval: 100 })
    .toEqual([status]);

const deductions = async () => {
  const found = await db.collection('credit_logs').where('userId', '==', userId).get();
  return found.docs.map((one) => one.data()).filter(({ type }) => type === 'deduction');
};

async function give(amount: number): Promise<void> {
  const grant = { userId, amountMicro: credits(amount), type: 'bonus', reason: 'for the story' } as const;
  await must('grantCreditsToUser', { requestId: newRequestId(), ...grant }, await theAdmin());
}

const takeAll = async (amount: number) =>
  must(
    'removeCreditsFromUser',
    { requestId: newRequestId(), userId, amountMicro: credits(amount), reason: 'for the story' },
    await theAdmin(),
  );

/** The request ids under which a page asks for generations. */
function requestIdsOf(page: Page): string[] {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/generate')) {
      ids.push(JSON.parse(request.postData() ?? '{}').data?.requestId);
    }
  });
  return ids;
}

describe('without an account', () => {
  it('is the same guest in both tabs, and what is left follows in both at once', async () => {
    await first.getByRole('button', { name: 'Try without an account' }).click();
    await expect.poll(() => left(first)).toBe('3');
    second = await rosa.context.newPage();
    await second.goto(first.url());
    await expect.poll(() => left(second)).toBe('3');
    await generate(first, 'a lighthouse');
    for (const page of [first, second]) await expect.poll(() => left(page)).toBe('2');
    await result(first, 'Generated from: a lighthouse').waitFor();
    await generate(second, 'a harbour');
    for (const page of [second, first]) await expect.poll(() => left(page)).toBe('1');
    await first.getByTestId('guest-banner').getByText('1 free generation left').waitFor();
    await result(second, 'Generated from: a harbour').waitFor();
  });

  it('gets back in both what failed', async () => {
    await generate(first, 'a storm [slow] [fail]');
    for (const page of [first, second]) await expect.poll(() => left(page)).toBe('0');
    await second.getByTestId('guest-banner').getByText('The next one is free in').waitFor();
    for (const page of [first, second]) await expect.poll(() => left(page)).toBe('1');
    await alert(first, 'The generation failed').waitFor();
  });

  it('signs up, loses nothing, and has the welcome credits once, in both tabs', async () => {
    await first.getByTestId('guest-banner').getByRole('link', { name: 'Sign up' }).click();
    await first.getByLabel('Email').fill(email);
    await first.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await first.getByRole('button', { name: 'Create account', exact: true }).click();
    await bothShow(10);
    for (const page of [first, second])
      await expect.poll(() => page.getByTestId('guest-banner').count()).toBe(0);
    const [found] = (await db.collection('users').where('email', '==', email).get()).docs;
    userId = found?.id ?? '';
    const ledger = await db.collection('credit_logs').where('userId', '==', userId).get();
    expect(ledger.docs.map((one) => one.get('amountMicro'))).toEqual([credits(10)]);
    expect((await activities()).map(({ status }) => status).sort()).toEqual([
      ...['completed', 'completed', 'failed'],
    ]);
    await second.getByRole('link', { name: 'History' }).click();
    await expect.poll(() => second.getByTestId('activity').count()).toBe(3);
    await second.getByRole('link', { name: 'Studio', exact: true }).click();
  });
});

describe('with an account', () => {
  it('goes down to a low balance, which both tabs say', async () => {
    await generate(second, 'nine boats', { units: 9 });
    await bothShow(1);
    for (const page of [first, second]) await page.getByRole('img', { name: 'Low balance' }).waitFor();
    await ended('nine boats');
  });

  it('is refused when the credits are gone: what it costs, what there is, and the way on', async () => {
    // They go between the click and the gate, so that only the gate can say it.
    await first.route('**/generate', async (route) => {
      if (route.request().method() === 'POST') await takeAll(1);
      await route.continue();
    });
    await generate(first, 'one boat more', { units: 1 });
    const refusal = alert(first, 'Not enough credits');
    await refusal.getByText('It costs 1 credit and you have 0 credits').waitFor();
    await refusal.getByText('ask for more credits').waitFor();
    await takePicture(first, 'story-refused');
    await first.unroute('**/generate');
    expect(await activities('one boat more')).toEqual([]);
    await form(second).getByText('You need 9 credits more').waitFor();
    await bothShow(0);
  });

  it('is given credits: both tabs have them at once, and it goes on', async () => {
    await give(30);
    await bothShow(30);
    expect(await first.getByRole('img', { name: 'Low balance' }).count()).toBe(0);
    await generate(first, 'one boat more', { units: 1 });
    await result(first, 'Generated from: one boat more').waitFor();
    await bothShow(29);
  });
});

describe('with the network cut', () => {
  it('shows the last known balance, and says so', async () => {
    await cutNetwork();
    for (const page of [first, second]) {
      await page.getByText('The balance is the last one known').waitFor();
      await page.getByTestId('balance').getByRole('img', { name: 'The last known balance' }).waitFor();
    }
    await bothShow(29);
    await takePicture(first, 'story-offline');
  });

  it('asks again when it is back, for the same: what was clicked meanwhile is charged once', async () => {
    const ids = requestIdsOf(first);
    await generate(first, 'a ferry in the fog');
    await running(first).getByText('You are offline').waitFor();
    expect(await activities('a ferry in the fog')).toEqual([]);
    await mendNetwork();
    await result(first, 'Generated from: a ferry in the fog').waitFor();
    await bothShow(28);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids)).toEqual(new Set([(await ended('a ferry in the fog')).requestId]));
    for (const page of [first, second]) {
      expect(await page.getByText('The balance is the last one known').count()).toBe(0);
      await expect.poll(() => page.getByTestId('balance').getAttribute('data-last-known')).toBeNull();
    }
  });

  it('finds what ran on while it was away, charged once', async () => {
    const ids = requestIdsOf(first);
    await generate(first, 'a pier at noon [slow]');
    // From its first piece on: before, the browser itself would send the request once more.
    await running(first)
      .getByText(/[1-9]\d* % done/)
      .waitFor();
    await cutNetwork();
    await running(first).getByText('You are offline').waitFor();
    expect(await ended('a pier at noon [slow]')).toMatchObject({ chargedMicro: credits(1) });
    await bothShow(27);
    await mendNetwork();
    await result(first, 'Generated from: a pier at noon [slow]').waitFor();
    await bothShow(27);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('in the middle of a generation', () => {
  it('reloads: it is still seen running, and ends with its result', async () => {
    await generate(second, 'a tower at dusk [slow]', { units: 1 });
    await statusIs('a tower at dusk [slow]', 'processing');
    await second.reload();
    await running(second).getByText('a tower at dusk [slow]').waitFor();
    await takePicture(second, 'story-reloaded');
    await result(second, 'Generated from: a tower at dusk [slow]').waitFor();
    expect(await ended('a tower at dusk [slow]')).toMatchObject({ chargedMicro: credits(1) });
    await bothShow(26);
  });

  it('closes the tab: the other one sees it end in the history', async () => {
    const third = await rosa.context.newPage();
    await third.goto(first.url());
    await generate(third, 'a bridge by night [slow]');
    await statusIs('a bridge by night [slow]', 'processing');
    await third.close();
    await first.getByRole('link', { name: 'History' }).click();
    const row = first.getByTestId('activity').filter({ hasText: 'a bridge by night' });
    await expect.poll(() => row.getAttribute('data-status')).toBe('completed');
    await row.getByRole('button').click();
    await first.getByTestId('result').getByRole('img').waitFor();
    await first.getByRole('button', { name: 'Close' }).click();
    await first.getByRole('link', { name: 'Studio', exact: true }).click();
    await bothShow(25);
  });

  it('cancels: nothing was delivered, so nothing is charged', async () => {
    await generate(first, 'a cancelled hill [slow]');
    await statusIs('a cancelled hill [slow]', 'processing');
    await running(first).getByRole('button', { name: 'Cancel' }).click();
    await alert(first, 'Cancelled').getByText('Nothing was charged').waitFor();
    expect(await ended('a cancelled hill [slow]')).toMatchObject({ status: 'cancelled', chargedMicro: 0 });
    await bothShow(25);
  });

  it('reloads and cancels then: what had been delivered is charged, once', async () => {
    await generate(second, 'tell me about tides [hang]', { kind: 'chat' });
    await statusIs('tell me about tides [hang]', 'processing');
    await second.reload();
    await second.getByRole('tab', { name: /^chat/i }).click();
    await running(second)
      .getByText(/[1-9]\d* % done/)
      .waitFor();
    await running(second).getByRole('button', { name: 'Cancel' }).click();
    await alert(second, 'Cancelled').getByText('You pay for what had been delivered').waitFor();
    const { status, chargedMicro } = await ended('tell me about tides [hang]');
    expect(status).toBe('cancelled');
    expect(chargedMicro).toBeGreaterThan(0);
    await bothShow(25 - chargedMicro / credits(1));
  });

  it('fails: nothing is charged', async () => {
    const before = await balanceOn(first);
    await generate(first, 'a sinking ship [fail]');
    await alert(first, 'The generation failed').getByText('Nothing was charged').waitFor();
    expect(await ended('a sinking ship [fail]')).toMatchObject({ status: 'failed', chargedMicro: 0 });
    await bothShow(before / credits(1));
  });
});

describe('a generation that never ends', () => {
  /** Saved by the call, so that the instance that the tabs call goes by it at once. */
  async function saveHoldSeconds(change: object): Promise<void> {
    const stored = (await db.doc('system_config/limits').get()).data() ?? {};
    const { version: expectedVersion, updatedAt: _at, updatedBy: _by, ...limits } = stored;
    const config = { ...limits, holdSeconds: { ...limits.holdSeconds, ...change } };
    const saved = { document: 'limits', expectedVersion, config: config as never } as const;
    await must('updateCreditConfiguration', saved, await theAdmin());
  }
  let image = 300;

  beforeAll(async () => {
    image = (await db.doc('system_config/limits').get()).get('holdSeconds.image');
    await saveHoldSeconds({ image: 4 });
  });
  afterAll(() => saveHoldSeconds({ image }));

  it('is stopped before its deadline, and nothing is charged', async () => {
    const before = await balanceOn(first);
    await generate(first, 'a bell without a sound [hang]');
    await alert(first, 'The generation failed').getByText('Nothing was charged').waitFor();
    const one = await ended('a bell without a sound [hang]');
    expect(one).toMatchObject({ status: 'failed', chargedMicro: 0, error: { code: 'timed_out' } });
    await bothShow(before / credits(1));
  });
});

describe('in the end', () => {
  it('each generation was charged once or never, and the books are in order', async () => {
    const charged = (await activities()).filter(({ chargedMicro }) => chargedMicro > 0);
    const paid = await deductions();
    const byRequest = (list: { requestId: string; amount: number }[]) =>
      list.toSorted((a, b) => a.requestId.localeCompare(b.requestId));
    expect(
      byRequest(paid.map(({ requestId, amountMicro }) => ({ requestId, amount: -amountMicro }))),
    ).toEqual(byRequest(charged.map(({ requestId, chargedMicro }) => ({ requestId, amount: chargedMicro }))));
    expect(await must('reconcileUser', { userId }, await theAdmin())).toMatchObject({ violations: [] });
  });
});
