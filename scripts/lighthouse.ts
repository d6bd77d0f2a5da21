import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from './lib/browser.ts';
import { compressing } from './lib/compressing.ts';
import { WORK_DIR } from './lib/paths.ts';
import { claimPorts } from './lib/ports.ts';
import { MendableError, runCommand, say } from './lib/say.ts';

/**
 * `npm run lighthouse [-- RUNS [PAGE…]]`: what Lighthouse makes of the built app as hosting serves it, signed
 * out and signed in. Lighthouse is fetched by who runs this and by nobody else: with all it brings it would
 * make `npm ci` a sixth larger.
 */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const LEAST = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const TIMES = {
  'first-contentful-paint': 'FCP',
  'largest-contentful-paint': 'LCP',
  'total-blocking-time': 'TBT',
  'cumulative-layout-shift': 'CLS',
} as const;

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<
    string,
    { title: string; score: number | null; numericValue?: number; displayValue?: string }
  >;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const OUT = path.join(WORK_DIR, 'lighthouse');

async function report(address: string, screen: 'phone' | 'desktop', port: number): Promise<Report> {
  const file = path.join(OUT, 'report.json');
  const args = ['--yes', LIGHTHOUSE, address, `--port=${port}`, '--output=json', `--output-path=${file}`];
  // The profile is signed in, and stays so.
  args.push('--disable-storage-reset', '--quiet', `--only-categories=${CATEGORIES.join(',')}`);
  if (screen === 'desktop') args.push('--preset=desktop');
  const child = spawn('npx', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new MendableError(`${LIGHTHOUSE} failed:\n${said.trim()}`);
  return JSON.parse(await fs.readFile(file, 'utf8'));
}

/**
 * Says the medians of a page and what takes points away; answers whether all are as good as they should be.
 */
async function measure(name: string, address: string, port: number, runs: number): Promise<boolean> {
  let isGood = true;
  for (const screen of ['phone', 'desktop'] as const) {
    const reports: Report[] = [];
    for (let run = 0; run < runs; run += 1) reports.push(await report(address, screen, port));
    const scores = CATEGORIES.map((category) =>
      Math.round(100 * median(reports.map(({ categories }) => categories[category]?.score ?? 0))),
    );
    const times = Object.entries(TIMES).map(([id, short]) => {
      const value = median(reports.map(({ audits }) => audits[id]?.numericValue ?? Number.NaN));
      return id === 'cumulative-layout-shift'
        ? `${short} ${value.toFixed(3)}`
        : `${short} ${Math.round(value)} ms`;
    });
    say(`${name}, ${screen}: ${scores.join(' / ')}   ${times.join(', ')}`);
    isGood &&= scores.every((score) => score >= LEAST);
    for (const fault of faultsOf(reports)) say(`    ${fault}`);
  }
  return isGood;
}

/**
 * What takes points away in accessibility and best practices, and in performance where that is not good
 * enough.
 */
function faultsOf(reports: readonly Report[]): string[] {
  const [first] = reports;
  if (!first) return [];
  return CATEGORIES.flatMap((category) => {
    const { score = 0, auditRefs = [] } = first.categories[category] ?? {};
    if (score === 1 || (category === 'performance' && score * 100 >= LEAST)) return [];
    return auditRefs
      .filter(({ id, weight }) => weight > 0 && (first.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${first.audits[id]?.title} ${first.audits[id]?.displayValue ?? ''}`);
  });
}

async function signUp(context: BrowserContext, hosting: string): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${hosting}/sign-in?mode=sign-up`);
  await page.getByLabel('Email').fill(`light-${Date.now()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await page.getByTestId('balance').waitFor();
}

await runCommand(async () => {
  const emulator = process.env.TOLLGATE_HOSTING_ORIGIN;
  if (!emulator) throw new MendableError('This needs a stack around it: npm run lighthouse');
  const [count = '3', ...names] = process.argv.slice(2);
  const runs = Number(count);
  if (!Number.isInteger(runs) || runs < 1)
    throw new MendableError(`${count} is no number of runs. Usage: npm run lighthouse [-- RUNS [PAGE…]]`);
  await fs.rm(OUT, { recursive: true, force: true });
  await fs.mkdir(OUT, { recursive: true });
  const [port = 0, hostingPort = 0] = await claimPorts(2);
  const hosting = await compressing(emulator, hostingPort);
  const context = await chromium.launchPersistentContext(path.join(OUT, 'profile'), {
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`],
  });
  say(`${CATEGORIES.join(' / ')}, median of ${runs}`);
  let isGood = true;
  const look = async (name: string, address: string) => {
    if (names.length > 0 && !names.includes(name)) return;
    isGood = (await measure(name, `${hosting}${address}`, port, runs)) && isGood;
  };
  await look('sign-in', '/sign-in');
  await signUp(context, hosting);
  await look('studio', '/');
  await look('history', '/history');
  await look('account', '/account');
  await context.close();
  if (!isGood) say(`Not all are ${LEAST} or more.`);
  return isGood ? 0 : 1;
});
