import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import esbuild from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instances, PASSWORD, userWith } from '../flows/support.ts';
import { accessibilityFaults, launch, takePicture } from './browser.ts';

/**
 * The example app in a browser, against the real functions. That it installs by itself is tested in
 * tests/deploy.
 */

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/picture-desk');
const TYPES: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

let browser: Browser;
let server: http.Server;
let origin: string;

beforeAll(async () => {
  const built = await esbuild.build({
    entryPoints: [path.join(EXAMPLE, 'src', 'main.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    outdir: 'unused',
  });
  const local = await (await fetch(`${process.env.TOLLGATE_HOSTING_ORIGIN}/tollgate.local.json`)).json();
  const made: Record<string, string | undefined> = {
    '/built/main.js': built.outputFiles[0]?.text,
    '/config.json': JSON.stringify({ ...local, functionsOrigin: instances[0] }),
  };
  server = http.createServer((request, response) => {
    const asked = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = made[asked] ?? fs.readFileSync(path.join(EXAMPLE, 'public', path.basename(asked)));
    response.writeHead(200, { 'content-type': TYPES[path.extname(asked)] ?? 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

it('somebody signs in, draws, pays, and is told when the credits are used up', async () => {
  const person = await userWith(2);
  const page = await browser.newPage({ viewport: { width: 900, height: 760 } });
  await page.goto(origin);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Credits: 2. A picture costs 1.').waitFor();
  const draw = async (prompt: string) => {
    await page.getByLabel('What shall I draw?').fill(prompt);
    await page.getByRole('button', { name: 'Draw' }).click();
  };
  await draw('Hills in the evening [fail]');
  await page.getByText('The generation failed. Try again.').waitFor();
  await draw('Hills in the morning');
  await page.getByRole('img', { name: 'Hills in the morning' }).waitFor();
  await page.getByText('Paid 1, left 1.').waitFor();
  await page.getByText('Credits: 1.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await takePicture(page, 'example');
  // The credits are held already, and its end is still on the way.
  const [end, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route('**/updateAIActivityStatus', async (route) => {
    end.resolve();
    await goOn.promise;
    await route.continue();
  });
  await draw('The last one');
  await page.getByText('Credits: 0.').waitFor();
  await end.promise;
  expect(await page.getByRole('button', { name: 'Draw' }).isDisabled()).toBe(true);
  goOn.resolve();
  await page.getByText('Paid 1, left 0.').waitFor();
  await draw('One too many');
  await page.getByText('Not enough credits: this costs 1 and you have 0.').waitFor();
});
