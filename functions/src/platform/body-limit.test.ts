import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as ask, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitBodies } from './body-limit.ts';
import { MAX_BODY_BYTES } from './body-rules.ts';

/**
 * The very server that runs a function in production, here with a function that tells what it was given. Its
 * times are short; what happens in them is waited for, not they.
 */
const PAGE = 'https://shop.example.com';
const given = vi.fn<(path: string) => void>();
let server: Server;
/** Its clients have hardly any time. */
let impatient: Server;
let finish: (() => void) | undefined;

beforeAll(async () => {
  vi.stubEnv('TOLLGATE_ALLOWED_ORIGINS', PAGE);
  vi.stubEnv('FUNCTION_TARGET', undefined);
  limitBodies({
    headersTimeoutMs: 40_000,
    requestTimeoutMs: 50_000,
    checkEveryMs: 20,
    drainMs: 1_000,
    lingerMs: 20,
    maxReceivingBytes: 8 * MAX_BODY_BYTES,
  });
  http('told', (request, response) => {
    given(request.path);
    const answer = () => {
      response.json({ sha256: digestOf(request.rawBody ?? Buffer.alloc(0)), body: request.body ?? null });
    };
    if (request.path.endsWith('/slow')) finish = answer;
    else answer();
  });
  [server, impatient] = await Promise.all([start(), start()]);
  impatient.headersTimeout = 100;
  impatient.requestTimeout = 200;
});

async function start(): Promise<Server> {
  const started = getTestServer('told');
  started.listen(0, '127.0.0.1');
  await once(started, 'listening');
  return started;
}

afterAll(() => {
  for (const started of [server, impatient]) {
    started.closeAllConnections();
    started.close();
  }
  vi.unstubAllEnvs();
});

beforeEach(() => given.mockReset());

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const port = (of = server) => (of.address() as AddressInfo).port;
const pathOf = (name: string) => `/demo/us-central1/${name}`;

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  text: string;
}

/** A client that hears the answer whatever becomes of what it still sends. */
async function send(
  name: string,
  headers: Record<string, string | number>,
  body: Buffer | string = '',
  method = 'POST',
): Promise<Answer> {
  const request = ask({ port: port(), host: '127.0.0.1', path: pathOf(name), method, headers, agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const CHUNKED = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };

/** Everything that a connection answers to what was written into it, until it is closed. */
async function talk(write: (socket: Socket) => void, to = server): Promise<string> {
  const socket = connect(port(to), '127.0.0.1');
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  let heard = '';
  socket.on('data', (piece) => {
    heard += piece;
  });
  write(socket);
  // A connection that is reset is closed, too.
  await new Promise((resolve) => socket.once('close', resolve));
  return heard;
}

const statusesIn = (heard: string) =>
  [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

describe('a body that may pass', () => {
  it.each([
    ['all at once', JSON_TYPE],
    ['in pieces', CHUNKED],
  ])('comes to the function as it was sent, byte by byte: %s', async (_, headers) => {
    const body = Buffer.from(JSON.stringify({ data: 'ä'.repeat(MAX_BODY_BYTES / 2 - 20) }));
    const answer = await send('generate', headers, body);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ sha256: digestOf(body), body: JSON.parse(body.toString()) });
  });

  it('need not be JSON: what a signature is over is not touched', async () => {
    const body = randomBytes(200_000);
    const answer = await send('paymentWebhook', { 'content-type': 'application/octet-stream' }, body);
    expect(JSON.parse(answer.text).sha256).toBe(digestOf(body));
  });

  it('waits for what a client asks before it sends it', async () => {
    const request = ask({
      ...{ port: port(), host: '127.0.0.1', path: pathOf('generate'), method: 'POST', agent: false },
      headers: { ...JSON_TYPE, expect: '100-continue', 'content-length': 11 },
    });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('{"data":{}}');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
  });

  it('leaves the connection open for the next one, and for one that is pipelined', async () => {
    const one = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 11\r\n`;
    const heard = await talk((socket) =>
      socket.write(`${one}\r\n{"data":{}}${one}\r\n{"data":{}}${one}Connection: close\r\n\r\n{"data":{}}`),
    );
    expect(statusesIn(heard)).toEqual([200, 200, 200]);
  });

  it('and a request without a body pass at once', async () => {
    expect((await send('generate', {}, '', 'GET')).status).toBe(200);
    expect((await send('generate', { ...JSON_TYPE, 'content-length': 0 })).status).toBe(200);
    expect((await send('generate', { 'content-encoding': 'gzip' }, '', 'GET')).status).toBe(200);
  });
});

describe('a body that may not pass', () => {
  const large = Buffer.alloc(MAX_BODY_BYTES + 1, ' ');
  it.each([
    ['larger than it may be', JSON_TYPE, large, 413],
    ['larger than it may be, in pieces', CHUNKED, large, 413],
    ['packed', { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync('{"data":{}}'), 415],
    ['no JSON', JSON_TYPE, '{"data":', 400],
    ['nested without an end', JSON_TYPE, `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
    ['in UTF-16', { 'content-type': 'application/json; charset=utf-16' }, '{}', 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a[b]=1', 415],
  ])('%s: is refused before the function hears of it', async (_, headers, body, status) => {
    for (const method of ['POST', 'GET', 'PUT', 'DELETE']) {
      // A client's library says how long the body of a GET is only when it is told.
      const sent: Record<string, string | number> = { ...headers };
      if (!('transfer-encoding' in sent)) sent['content-length'] = Buffer.byteLength(body);
      const answer = await send('generate', sent, body, method);
      expect([method, answer.status]).toEqual([method, status]);
      expect(JSON.parse(answer.text)).toMatchObject({
        error: { status: 'INVALID_ARGUMENT', details: { reason: 'invalid_argument' } },
      });
    }
    expect(given).not.toHaveBeenCalled();
  });

  it('of a HEAD gets the status alone', async () => {
    const answer = await send('generate', { ...JSON_TYPE, 'content-length': 1 }, '{', 'HEAD');
    expect(answer).toMatchObject({ status: 400, text: '' });
  });

  it('has the reasons of the HTTP API there', async () => {
    const packed = await send('api/v1/holds', { ...JSON_TYPE, 'content-encoding': 'br' }, 'x');
    expect([packed.status, JSON.parse(packed.text).error.reason]).toEqual([415, 'unsupported_media_type']);
    const broken = await send('api/v1/holds', JSON_TYPE, '{');
    expect(JSON.parse(broken.text).error).toMatchObject({
      reason: 'invalid_argument',
      issues: [{ path: '' }],
    });
  });

  it('is an event to who streams, because nothing else is read there', async () => {
    const answer = await send('generate', { ...JSON_TYPE, accept: 'text/event-stream' }, '{');
    expect(answer.text).toMatch(/^data: \{"error":\{"status":"INVALID_ARGUMENT".*\}\n\n$/s);
  });

  it('tells a page of an allowed origin why, and no other page', async () => {
    const originOf = async (origin: string) =>
      (await send('generate', { ...JSON_TYPE, origin }, '{')).headers['access-control-allow-origin'];
    expect(await originOf(PAGE)).toBe(PAGE);
    expect(await originOf('https://evil.example')).toBeUndefined();
  });

  it('is answered while it is still being sent, and read until its sender has heard that', async () => {
    const answer = await send('generate', JSON_TYPE, Buffer.alloc(5_000_000, ' '));
    expect([answer.status, answer.headers.connection]).toEqual([413, 'close']);
  });

  it('is not read for ever', async () => {
    const heard = await talk((socket) => {
      const head = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n`;
      socket.write(head);
      const more = setInterval(() => socket.write('x'), 5);
      socket.once('close', () => clearInterval(more));
    });
    expect(statusesIn(heard)).toEqual([413]);
  });

  it('takes what is pipelined behind it along, before and after its end', async () => {
    const bad = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`;
    const good = `GET ${pathOf('getUsage')} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const heard = await talk((socket) => socket.write(`${bad}${good}${bad}${good}`));
    expect(statusesIn(heard)).toEqual([415]);
    expect(given).not.toHaveBeenCalled();
  });

  it('behind a request that is still being worked on lets that be answered first', async () => {
    const slow = `GET ${pathOf('generate')}/slow HTTP/1.1\r\nHost: x\r\n\r\n`;
    const bad = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`;
    const closed = talk((socket) => socket.write(`${slow}${bad}`));
    await vi.waitFor(() => expect(finish).toBeDefined());
    finish?.();
    expect(statusesIn(await closed)).toEqual([200, 415]);
  });

  it('and many others behind one that is not answered yet are not kept: nobody needs so many of one connection', async () => {
    const slow = `GET ${pathOf('generate')}/slow HTTP/1.1\r\nHost: x\r\n\r\n`;
    const body = JSON.stringify({ data: 'x'.repeat(10_000) });
    const good = `POST ${pathOf('getUsage')}/slow HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const bad = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`;
    const small = `GET ${pathOf('getUsage')} HTTP/1.1\r\nHost: x\r\n\r\n`;
    for (const flood of [good.repeat(300), `${bad}${small.repeat(300)}`, small.repeat(300)]) {
      given.mockReset();
      expect(statusesIn(await talk((socket) => socket.write(`${slow}${flood}`)))).toEqual([]);
      expect(given.mock.calls.length).toBeLessThanOrEqual(16);
    }
  });

  it('of which one half says how long it is and the other that nobody knows is no request at all', async () => {
    const heard = await talk((socket) =>
      socket.write(
        `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
      ),
    );
    expect(statusesIn(heard)).toEqual([400]);
    expect(given).not.toHaveBeenCalled();
  });
});

describe('who sends slowly', () => {
  const dripping = (begin: string) =>
    talk((socket) => {
      socket.write(begin);
      const drip = setInterval(() => socket.write('a'), 10);
      socket.once('close', () => clearInterval(drip));
    }, impatient);

  it('has the times that are set, for the headers and for all of it', () => {
    expect([server.headersTimeout, server.requestTimeout]).toEqual([40_000, 50_000]);
  });

  it('is cut off, in the headers as in the body', async () => {
    const heads = [
      'POST / HTTP/1.1\r\nX-Slow: ',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n',
    ];
    for (const head of heads) {
      // Who goes on writing into a closed connection may lose the answer with the reset.
      expect([[408], []]).toContainEqual(statusesIn(await dripping(head)));
    }
    expect(given).not.toHaveBeenCalled();
  });

  it('and with many others takes up only so much; others pass when they are gone', async () => {
    const head = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Length: ${MAX_BODY_BYTES}\r\n\r\n`;
    const almost = Buffer.alloc(MAX_BODY_BYTES - 1, ' ');
    const heard: string[] = Array.from({ length: 20 }, () => '');
    const sockets = heard.map((_, index) => {
      const socket = connect(port(), '127.0.0.1');
      socket.setEncoding('utf8').on('error', () => {});
      socket.on('data', (piece) => {
        heard[index] = `${heard[index]}${piece}`;
      });
      socket.write(head);
      socket.write(almost);
      return socket;
    });
    await vi.waitFor(() => expect(heard.filter(Boolean).length).toBeGreaterThanOrEqual(12), 10_000);
    expect(new Set(heard.flatMap(statusesIn))).toEqual(new Set([503]));
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect((await send('generate', JSON_TYPE, '{"data":{}}')).status).toBe(200));
  });

  it('who sends byte by byte takes up no more than others', async () => {
    const body = JSON.stringify({ data: 'x'.repeat(2_000) });
    const pieces = [...body].map((byte) => `1\r\n${byte}\r\n`).join('');
    const head = `POST ${pathOf('generate')} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const heard = await talk((socket) => socket.write(`${head}${pieces}0\r\n\r\n`));
    expect(heard).toContain(digestOf(Buffer.from(body)));
  });
});
