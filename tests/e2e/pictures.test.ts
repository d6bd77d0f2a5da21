import { randomUUID } from 'node:crypto';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  call,
  db,
  emulator,
  must,
  newRequestId,
  type Person,
  signUp as signUpByCall,
} from '../flows/support.ts';
import { launch, signUp, takePicture, visit } from './browser.ts';
import { staffAt } from './operator.ts';

/** The pictures that the documentation shows, taken of the real thing: people generate, an admin watches. */

type Wanted = Omit<CallInput<'generate'>, 'requestId'>;

const PEOPLE: [name: string, country: string, wanted: Wanted[]][] = [
  [
    'Mira Okafor',
    'NG',
    [
      { aiType: 'image', service: 'local-image', prompt: 'A lighthouse in the fog, seen from the sea' },
      { aiType: 'chat', service: 'local-chat', prompt: 'Plan a week in Lagos for two' },
    ],
  ],
  [
    'Tomás Rivera',
    'MX',
    [
      { aiType: 'voice', service: 'local-voice', prompt: 'Welcome aboard, dear passengers', units: 12 },
      { aiType: 'image', service: 'local-image', prompt: 'A quiet harbour at dawn [fail]' },
    ],
  ],
  [
    'Jun Watanabe',
    'JP',
    [{ aiType: 'image', service: 'local-image', prompt: 'Terraced hills after rain', units: 3 }],
  ],
  [
    'Lena Fischer',
    'DE',
    [{ aiType: 'video', service: 'local-video', prompt: 'Clouds over the Alps [slow]', units: 2 }],
  ],
  [
    'Sam Carter',
    'GB',
    [{ aiType: 'chat', service: 'local-chat', prompt: 'Explain tides to a child [hang]', units: 80 }],
  ],
];

let browser: Browser;
const running: Promise<unknown>[] = [];
const toCancel: { person: Person; activityId: string }[] = [];

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await Promise.all(toCancel.map(({ person, activityId }) => call('cancelActivity', { activityId }, person)));
  await Promise.all(running);
  await browser.close();
});

const SECTIONS = [
  ['Overview', /Overview/, 'console-overview'],
  ['Users', /Users/, 'console-users'],
  ['Credits', /Credits/, 'console-credits'],
] as const;

it('the live console', async () => {
  const admin = await staffAt(browser, `admin-${randomUUID().slice(0, 6)}@example.com`, { height: 940 });
  for (const [name, country, wanted] of PEOPLE) {
    const person = await signUpByCall(name.split(' ')[0]?.toLowerCase(), name);
    await must('ensureUser', {}, person);
    await db.doc(`users/${person.userId}`).update({ country });
    for (const request of wanted) {
      const requestId = newRequestId();
      const isLong = /\[(slow|hang)\]/.test(request.prompt);
      const answer = call('generate', { requestId, ...request }, person, emulator);
      if (isLong) {
        running.push(answer);
        toCancel.push({ person, activityId: `${person.userId}.${requestId}` });
      } else await answer;
    }
  }
  const { page } = admin;
  await page.getByRole('link', { name: 'Admin' }).click();
  // Other tests may have left rows of their own, so only the two that run here are waited for.
  const progressOf = async (prompt: string) => {
    const bar = page.getByTestId('activity-row').filter({ hasText: prompt }).getByRole('progressbar');
    return Number(await bar.getAttribute('aria-valuenow'));
  };
  await expect.poll(() => progressOf('[slow]')).toBeGreaterThan(20);
  await expect.poll(() => progressOf('[hang]')).toBeGreaterThan(20);
  await takePicture(page, 'console');
  for (const [section, heading, picture] of SECTIONS) {
    await page
      .getByRole('navigation', { name: 'Admin sections' })
      .getByRole('link', { name: section })
      .click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
    await takePicture(page, picture);
  }
  expect(admin.complaints).toEqual([]);
});

it('the studio', async () => {
  const ada = await visit(browser, { height: 900 });
  await signUp(ada, `ada-${randomUUID().slice(0, 6)}@example.com`);
  const { page } = ada;
  const form = page.getByRole('form', { name: 'Generate image' });
  await form.getByRole('textbox').first().fill('A mountain pass at dawn, seen from the toll house');
  await form.getByRole('button', { name: /^Generate image/ }).click();
  const picture = page.getByTestId('result').locator('img');
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(0);
  await takePicture(page, 'studio');
  expect(ada.complaints).toEqual([]);
});

it('the components for React', async () => {
  const ada = await visit(browser, { width: 1180, height: 1000 });
  await signUp(ada, `ada-${randomUUID().slice(0, 6)}@example.com`);
  const { page } = ada;
  await page.goto(new URL('/demo', page.url()).href);
  const live = page.getByRole('region', { name: 'CreditsProvider' });
  await live.getByRole('textbox').fill('A mountain pass at dawn, seen from the toll house');
  await live.getByRole('button', { name: 'Generate' }).click();
  await live.getByRole('img', { name: '1 credit used in 14 days' }).waitFor();
  await live.getByText('Done. The balance has followed.').waitFor();
  const made = live.getByRole('img', { name: 'A mountain pass at dawn' });
  await expect
    .poll(() => made.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(0);
  await takePicture(page, 'components');
  expect(ada.complaints).toEqual([]);
});
