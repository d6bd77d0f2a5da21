import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { REFUSALS } from '@tollgate/contract/refusals/refusals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, newKey } from './http.ts';
import { balanceOf, credits, type Person, userWith } from './support.ts';

/** The examples of docs/http.md, as somebody pastes them into a shell. */

const run = promisify(execFile);
const textOf = (file: string) => fs.readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');
const docs = textOf('docs/http.md');
/** As they are declared: `endpoint('GET', '/v1/balance', …`. */
const endpoints = [
  ...textOf('functions/src/http-api/endpoints.ts').matchAll(/endpoint\(\s*'(GET|POST)',\s*'([^']+)'/g),
];
const examples = [...docs.matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) => text);

let ada: Person;
let key: string;
let folder: string;

beforeAll(async () => {
  ada = await userWith(10);
  ({ key } = await newKey(ada));
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-curl-'));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const paste = async (example: string): Promise<string> => {
  const env = { ...process.env, NO_PROXY: '127.0.0.1,localhost', TOLLGATE: apiOf(), TOLLGATE_TOKEN: key };
  // An answer has no line end, so that the next would stand in the same line.
  const text = example
    .replaceAll(/^curl /gm, "curl -w '\\n' ")
    .replace('curl -w \'\\n\' -sS "$TOLLGATE/v1/holds"', 'curl -sS "$TOLLGATE/v1/holds"');
  return (await run('sh', ['-e', '-c', text], { cwd: folder, env })).stdout;
};
const answersOf = (said: string) =>
  said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('docs/http.md', () => {
  it('has examples that do what they say', async () => {
    const [balance, quote, generate, stream, own, afterwards] = examples;
    expect(examples).toHaveLength(6);
    expect(answersOf(await paste(balance ?? ''))).toMatchObject([{ creditsMicro: credits(10) }]);
    expect(answersOf(await paste(quote ?? ''))).toMatchObject([
      { allowed: true, costMicro: 2_000_000, refusal: null },
    ]);
    for (let time = 0; time < 2; time++)
      expect(answersOf(await paste(generate ?? ''))).toMatchObject([
        { status: 'completed', chargedMicro: credits(1), creditsMicro: credits(9) },
      ]);
    const events = await paste(stream ?? '');
    expect(events).toMatch(/^event: progress\ndata: {"progress":/);
    expect(events).toMatch(/event: result\ndata: {.*"status":"completed"/);
    expect(answersOf(await paste(own ?? ''))).toMatchObject([
      { status: 'processing' },
      { status: 'completed', chargedMicro: credits(1) },
      { status: 'completed', result: { url: 'https://example.com/poster.png' } },
    ]);
    expect(answersOf(await paste(afterwards ?? ''))).toMatchObject([
      { entries: [{ type: 'deduction' }, { type: 'deduction' }] },
      { lifetime: { generations: 3 } },
    ]);
    expect(await balanceOf(ada)).toBeLessThan(credits(8));
  });

  it('lists every endpoint, and every refusal that comes over HTTP with its status', () => {
    expect(endpoints).toHaveLength(14);
    for (const [, method, route] of endpoints)
      expect(docs).toContain(`| \`${method} ${route?.replace(':activityId', '{id}')}\` `);
    const rows = [...docs.matchAll(/^\| (\d{3}) +\| ([^|]+)\|/gm)].map(([, status, reasons]) => ({
      status,
      reasons,
    }));
    // What only staff are told, and who buys: neither can be done here.
    const elsewhere = ['not_admin', 'config_conflict', 'not_for_sale', 'payment_unavailable'];
    const told = Object.entries(REFUSALS).filter(([reason]) => !elsewhere.includes(reason));
    for (const [reason, { status }] of told)
      expect(rows.find(({ reasons }) => reasons?.includes(`\`${reason}\``))?.status, reason).toBe(
        `${status}`,
      );
  });
});
