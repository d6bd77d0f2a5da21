import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type Visitor, visit } from './browser.ts';

/** What a browser asks before it offers to install the app, on the app as hosting serves it. */

let browser: Browser;
let ada: Visitor;
let devtools: CDPSession;

beforeAll(async () => {
  browser = await launch();
  ada = await visit(browser);
  devtools = await ada.context.newCDPSession(ada.page);
  await ada.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});

afterAll(() => browser?.close());

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose: string;
}

describe('the app', () => {
  it('can be installed', async () => {
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // The tests' browser keeps nothing, as a private window: that alone forbids it here.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });

  it('has a manifest that the browser reads without a fault, with the name and the way it starts', async () => {
    const { url, errors, data = '' } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(new URL(url).pathname).toBe('/manifest.webmanifest');
    expect(JSON.parse(data)).toMatchObject({
      name: 'Tollgate',
      short_name: 'Tollgate',
      start_url: '/',
      display: 'standalone',
    });
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('application/manifest+json');
  });

  it('has icons of the sizes that it says, one of them to be cut to any shape', async () => {
    const { data = '' } = await devtools.send('Page.getAppManifest');
    const { icons }: { icons: Icon[] } = JSON.parse(data);
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      'any any',
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    const apple = await ada.page.locator('link[rel=apple-touch-icon]').getAttribute('href');
    const wanted = [
      ...icons.filter(({ type }) => type === 'image/png'),
      { src: apple ?? '', sizes: '180x180' },
    ];
    for (const { src, sizes } of wanted) {
      const size = await ada.page.evaluate(async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, src);
      expect(size, src).toBe(sizes);
    }
  });

  it('has the colour of its ground around it, by day and by night', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const colour = await ada.page
        .locator(`meta[name=theme-color][media*="${scheme}"]`)
        .getAttribute('content');
      await ada.page.emulateMedia({ colorScheme: scheme });
      const ground = () => ada.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const parts = [1, 3, 5].map((at) => Number.parseInt(colour?.slice(at, at + 2) ?? '', 16));
      await expect.poll(ground).toBe(`rgb(${parts.join(', ')})`);
    }
  });
});
