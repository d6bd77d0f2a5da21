import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { request as ask, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { CALL_FUNCTIONS } from '@tollgate/contract/calls/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimPorts } from '../../scripts/lib/ports.ts';

/**
 * What small requests can do to an instance: every exported function of the built bundle on the server that
 * runs it in production, with the memory that it has there.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const BUNDLE = path.join(ROOT, 'functions/dist/index.js');
const SERVER = path.join(ROOT, 'scripts/lib/instance-server.ts');
const FUNCTIONS = [
  ...Object.keys(CALL_FUNCTIONS),
  ...['api', 'paymentWebhook', 'onUserCreated', 'runGeneration', 'cleanupOldData', 'resetRateLimits'],
  ...['releaseExpiredHolds', 'expireGrants', 'foldDailyUsage'],
];
const MEBIBYTE = 1_024 * 1_024;
/**
 * What the system may give out as writable: an idle instance has 640 of it, most of which it never touches.
 * So this leaves it some 400 beyond the 100 that it needs to be there, which are the 512 of a function.
 */
const LIMIT_MEBIBYTES = 1_024;

let instance: ChildProcess;
let port: number;

beforeAll(async () => {
  [port] = (await claimPorts(1)) as [number];
  const limited = `ulimit -d ${LIMIT_MEBIBYTES * 1_024} && exec "$@"`;
  instance = spawn('sh', ['-c', limited, 'sh', process.execPath, SERVER, BUNDLE, String(port)], {
    env: {
      PATH: process.env.PATH,
      FIREBASE_CONFIG: '{"projectId":"demo-bodies"}',
      TOLLGATE_PAYMENTS: 'stripe',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ready = new Promise((resolve) =>
    instance.stdout?.on('data', (chunk: Buffer) => chunk.includes('instance ready') && resolve(null)),
  );
  const ended = once(instance, 'exit').then(() => Promise.reject(new Error('the instance ended')));
  ended.catch(() => {});
  await Promise.race([ready, ended]);
});

afterAll(() => instance.kill());

interface Reply {
  status: number | undefined;
  error: { status?: string; reason?: string; message: string; details?: { reason: string } };
}

async function send(name: string, headers: Record<string, string>, body: Buffer | string): Promise<Reply> {
  const request = ask({
    ...{ host: '127.0.0.1', port, path: `/demo-bodies/us-central1/${name}`, method: 'POST', agent: false },
    headers: { 'content-type': 'application/json', ...headers },
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  // Until it has sent everything: an error of a connection that is closed under it would fail the test.
  const closed = once(request, 'close');
  const { error } = (await json(response)) as Pick<Reply, 'error'>;
  await closed;
  return { status: response.statusCode, error };
}

const bomb = gzipSync(Buffer.alloc(400_000_000, ' '), { level: 9 });
const spaces = Buffer.alloc(31_000_000, ' ');
const BODIES: [what: string, headers: Record<string, string>, body: Buffer | string, status: number][] = [
  ['a small body that unpacks to 400 MB', { 'content-encoding': 'gzip' }, bomb, 415],
  ['31 MB', {}, spaces, 413],
  ['31 MB in pieces', { 'transfer-encoding': 'chunked' }, spaces, 413],
  ['lists in lists without an end', {}, `{"data":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, 400],
  ['no JSON', {}, '{"data":', 400],
];

describe.each(FUNCTIONS)('%s', (name) => {
  it.each(BODIES)('refuses %s with words that its callers understand', async (_, headers, body, status) => {
    const reply = await send(name, headers, body);
    expect(reply.status).toBe(status);
    expect(reply.error.message).toMatch(/^(Send|A body|The body) .+\.$/);
    const reasons = { 400: 'invalid_argument', 413: 'body_too_large', 415: 'unsupported_media_type' };
    if (name === 'api') expect(reply.error.reason).toBe(reasons[status as keyof typeof reasons]);
    else
      expect(reply.error).toMatchObject({
        status: 'INVALID_ARGUMENT',
        details: { reason: 'invalid_argument' },
      });
  });
});

describe('eighty of them at once', () => {
  it('keep nobody else from being answered, in the memory that a function has', async () => {
    const names = ['generate', 'api/v1/holds', 'paymentWebhook', 'runGeneration', 'getUserProfile'];
    const bombs = Array.from({ length: 80 }, (_, index) => {
      // Mostly small ones that unpack; what is large takes a busy machine its time to send.
      const [, headers, body] = (index % 8 < 6 ? BODIES[0] : BODIES[(index % 8) - 5]) ?? [];
      return send(names[index % names.length] ?? '', headers ?? {}, body ?? '');
    });
    const ordinary = await Promise.all(names.slice(-1).map((name) => send(name, {}, '{"data":{}}')));
    expect(ordinary.map(({ status }) => status)).toEqual([401]);
    const statuses = (await Promise.all(bombs)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([413, 415]));
    expect(instance.exitCode).toBeNull();
    expect(mostMemoryOf(instance)).toBeLessThan(300 * MEBIBYTE);
  });
});

/**
 * The most that a process has had in memory, as Linux knows it; elsewhere the limit alone is what is proved.
 */
function mostMemoryOf({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return 0;
  const [, kibibytes = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(file, 'utf8')) ?? [];
  return Number(kibibytes) * 1_024;
}
