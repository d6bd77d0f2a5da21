import { getAuth } from 'firebase-admin/auth';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { app } from '../../functions/src/platform/app.ts';
import { db } from '../../functions/src/platform/firestore.ts';
import { findBrowser } from '../../scripts/lib/browser.ts';

/** An admin at the built console, in a browser that says how it fares. */

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
];
const PASSWORD = 'correct horse battery';

interface Watched {
  /** Milliseconds of each task above 50. */
  longTasks: number[];
  /** When each row was first drawn, by activity id: milliseconds since 1970. */
  drawnAt: Record<string, number>;
}

interface Channel {
  /** The bodies of requests. */
  sent: string[];
  /** When an activity's data first came, by its id: milliseconds since 1970. */
  arrivedAt: Record<string, number>;
}

declare global {
  var watched: Watched;
  var channel: Channel;
  var heldUpMs: number;
}

export interface Console {
  browser: Browser;
  page: Page;
  devtools: CDPSession;
}

export async function openConsole(): Promise<Console> {
  const email = `console-${Date.now()}@example.com`;
  const { uid } = await getAuth(app()).createUser({ email, password: PASSWORD });
  await getAuth(app()).setCustomUserClaims(uid, { tollgateRole: 'admin' });
  const staff = { role: 'admin', email, grantedBy: 'bench', createdAt: new Date() };
  await db().doc(`staff/${uid}`).set(staff);
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
  page.setDefaultTimeout(60_000);
  await page.goto(new URL('/admin/live', process.env.TOLLGATE_HOSTING_ORIGIN).href);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByTestId('activity-row').first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  return { browser, page, devtools };
}

/** From here on, long tasks and newly drawn rows are written down. */
export const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const watched: Watched = { longTasks: [], drawnAt: {} };
    globalThis.watched = watched;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    new MutationObserver(() => {
      // The newest comes first; after a frame, it is drawn.
      for (const row of document.querySelectorAll<HTMLElement>('[data-activity][data-testid]')) {
        const id = row.dataset.activity ?? '';
        if (id in watched.drawnAt) break;
        watched.drawnAt[id] = 0;
        requestAnimationFrame(() => {
          watched.drawnAt[id] = Date.now();
        });
      }
    }).observe(document.body, { childList: true, subtree: true });
  });

export const watchedOn = (page: Page): Promise<Watched> => page.evaluate(() => globalThis.watched);

/**
 * An empty page beside the console, which only counts: gives the longest that it was kept from doing so. What
 * the machine itself holds up by that much is not the console's.
 */
export async function idlePage(browser: Browser): Promise<() => Promise<number>> {
  const page = await browser.newPage();
  await page.evaluate(() => {
    let lastMs = performance.now();
    globalThis.heldUpMs = 0;
    setInterval(() => {
      const now = performance.now();
      globalThis.heldUpMs = Math.max(globalThis.heldUpMs, now - lastMs - 10);
      lastMs = now;
    }, 10);
  });
  return () => page.evaluate(() => globalThis.heldUpMs);
}

/** Bytes in use once garbage is collected. */
export async function heapOf({ page, devtools }: Console): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
}

/**
 * Writes down what goes over Firestore's channel, from the next load on: what was sent, and when an activity
 * was first spoken of. The channel carries bytes, which only the page itself can read.
 */
export const listenIn = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const channel: Channel = { sent: [], arrivedAt: {} };
    globalThis.channel = channel;
    const { fetch: ask } = globalThis;
    const read = async (response: Response) => {
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        const now = Date.now();
        for (const [, id = ''] of part.value.matchAll(/ai_activity\/(console-\d+\.[0-9a-f-]{36})/g))
          channel.arrivedAt[id] ??= now;
      }
    };
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'POST')
        void request
          .clone()
          .text()
          .then((text) => channel.sent.push(text));
      const response = await ask(request);
      if (request.url.includes('/Listen/')) read(response.clone()).catch(() => undefined);
      return response;
    };
  });

/** What the page listens to, by the channel's number of it: the collection of each query or document. */
export async function listenersOf(page: Page): Promise<Map<string, string>> {
  const open = new Map<string, string>();
  for (const body of await page.evaluate(() => globalThis.channel.sent)) {
    for (const [name, value] of new URLSearchParams(body)) {
      if (!name.endsWith('___data__')) continue;
      const { addTarget, removeTarget } = JSON.parse(value);
      if (addTarget) open.set(String(addTarget.targetId), collectionOf(addTarget));
      if (removeTarget !== undefined) open.delete(String(removeTarget));
    }
  }
  return open;
}

interface Target {
  query?: { structuredQuery: { from: { collectionId: string }[] } };
  documents?: { documents: string[] };
}

const collectionOf = ({ query, documents }: Target): string =>
  query?.structuredQuery.from[0]?.collectionId ?? documents?.documents[0]?.split('/').at(-2) ?? 'unknown';

export const arrivalsOn = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => globalThis.channel.arrivedAt);
