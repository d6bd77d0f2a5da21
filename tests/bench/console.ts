import { setTimeout as wait } from 'node:timers/promises';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { db } from '../../functions/src/platform/firestore.ts';
import { countListeners, heapOf, openConsole, watch, watchedOn } from './console-browser.ts';
import { endedAs, type Models, modelsOf, opened, pathOf, store } from './console-data.ts';
import { quantile, type Row, row } from './measure.ts';

const USERS = 500;
const ACTIVITIES = 20_000;
const CHANGES_PER_SECOND = 50;
const SECONDS = 30;
const MEGABYTE = 1_000_000;

/** The live page of the built app in a real browser, while much is stored and much happens. */
export async function liveConsole(): Promise<Row[]> {
  const models = await modelsOf();
  await store(models, { users: USERS, activities: ACTIVITIES });
  const console = await openConsole();
  const { page } = console;
  const listeners = countListeners(page);
  // Loaded anew, so that every listener is counted from its beginning.
  await page.reload();
  await page.getByTestId('activity-row').nth(99).waitFor();
  const followed = listeners.open();
  await drive(models, 3);
  const before = await heapOf(console);
  await watch(page);
  const createdAt = await drive(models, SECONDS);
  const after = await heapOf(console);
  const { longTasks, drawnAt } = await watchedOn(page);
  const shown = [...createdAt].filter(([id]) => drawnAt[id]);
  const delays = shown.map(([id, at]) => (drawnAt[id] ?? 0) - at);
  await page.getByRole('link', { name: 'Studio' }).click();
  await page.getByTestId('price').first().waitFor();
  await wait(1_000);
  const left = followed - listeners.open();
  await console.browser.close();

  const longest = Math.max(0, ...longTasks);
  const growth = after - before;
  const p99 = quantile(delays, 0.99);
  const load = `${ACTIVITIES.toLocaleString('en')} stored, ${CHANGES_PER_SECOND} changes a second for ${SECONDS} s`;
  return [
    row(
      'P7',
      `console, ${load}: longest task`,
      '≤100 ms',
      `${longest.toFixed(0)} ms (${longTasks.length} above 50)`,
      longest <= 100,
      'time',
    ),
    row(
      'P7',
      'console: growth of the heap meanwhile',
      '≤5 MB',
      `${(growth / MEGABYTE).toFixed(1)} MB, from ${(before / MEGABYTE).toFixed(1)} MB`,
      growth <= 5 * MEGABYTE,
      'time',
    ),
    row(
      'P7',
      `console: from the write to the screen, p99 of ${delays.length} new rows`,
      '≤500 ms',
      `${p99.toFixed(0)} ms, median ${quantile(delays, 0.5).toFixed(0)} ms, ${createdAt.size - shown.length} never shown`,
      p99 <= 500,
      'time',
    ),
    row(
      'P7',
      'console: listeners of the page that leaving it ends',
      '2 of 2',
      `${left} of ${LISTENERS}`,
      left === LISTENERS,
      'count',
    ),
  ];
}

/** The activities, and the open abuse records. Balance and role are everybody's and stay. */
const LISTENERS = 2;

/** Changes activities for some seconds: a third begin, a third are further, a third end. Tells when each began. */
async function drive(models: Models, seconds: number): Promise<Map<string, number>> {
  const createdAt = new Map<string, number>();
  const running: ReturnType<typeof opened>[] = [];
  const writes: Promise<unknown>[] = [];
  const begunMs = Date.now();
  for (let change = 0; change < seconds * CHANGES_PER_SECOND; change++) {
    await wait(Math.max(0, begunMs + (change * 1_000) / CHANGES_PER_SECOND - Date.now()));
    const now = Date.now();
    const oldest = running[0];
    if (change % 3 === 0 || !oldest) {
      const activity = opened(models, change, USERS, now);
      running.push(activity);
      createdAt.set(pathOf(activity).slice('ai_activity/'.length), now);
      writes.push(db().doc(pathOf(activity)).set(toDocument(activity)));
    } else if (change % 3 === 1) {
      const percent = (change % 90) + 5;
      writes.push(db().doc(pathOf(oldest)).update({ progress: percent }));
    } else if (running.length > 20) {
      running.shift();
      writes.push(
        db()
          .doc(pathOf(oldest))
          .set(toDocument(endedAs(oldest, change, now))),
      );
    } else {
      const youngest = running.at(-1) ?? oldest;
      writes.push(
        db()
          .doc(pathOf(youngest))
          .update({ progress: change % 100 }),
      );
    }
  }
  await Promise.all(writes);
  await wait(500);
  return createdAt;
}
