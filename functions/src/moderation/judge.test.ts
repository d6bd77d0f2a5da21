import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Moderation } from '@tollgate/contract/config/config';
import { configSchemasByDocument } from '@tollgate/contract/config/config.schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { judgeRemotely } from './judge.ts';
import { openAiModerator } from './remote.ts';

/** All that is logged. The logger takes hold of the console before a test can, so it is caught here. */
const { written, write } = vi.hoisted(() => {
  const lines: string[] = [];
  return { written: lines, write: (...parts: unknown[]) => void lines.push(JSON.stringify(parts)) };
});
vi.mock('firebase-functions/logger', () => ({ info: write, warn: write, error: write }));

/**
 * A stand-in for OpenAI: a server on this machine that answers in the format of its moderation endpoint. What
 * the real one finds objectionable is not tested here.
 */
type Answer = (response: http.ServerResponse) => void;

let server: http.Server;
let baseUrl: string;
let answer: Answer;
let asked: { path: string; key: string; body: { model: string; input: string } }[];

const json =
  (body: unknown, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

const result = (flagged: boolean, categories: Record<string, boolean | null>) => ({
  id: 'modr-1',
  model: 'omni-moderation-latest',
  results: [{ flagged, categories, category_scores: {}, category_applied_input_types: {} }],
});

beforeEach(async () => {
  asked = [];
  written.length = 0;
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({
      path: request.url ?? '',
      key: request.headers.authorization ?? '',
      body: JSON.parse(body),
    });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://127.0.0.1:${port}/v1`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const PROMPT = 'a canary sings in a garden';

type Remote = NonNullable<Moderation['remote']>;

const remoteWith = (changed: Partial<Remote>): Remote => {
  const wanted = { provider: 'openai', timeoutMs: 5_000, ...changed };
  const { remote } = configSchemasByDocument.moderation.parse({ categories: {}, remote: wanted });
  if (!remote) throw new Error('there is no remote moderator');
  return remote;
};

const judge = (prompt: string, remote: Remote) =>
  judgeRemotely(prompt, remote, { openai: openAiModerator({ apiKey: 'sk-test', baseUrl }) });

describe('the remote moderator', () => {
  it('is sent the prompt with its key, and lets pass what it does not flag', async () => {
    answer = json(result(false, { violence: false, illicit: null }));
    expect(await judge(PROMPT, remoteWith({}))).toEqual({ kind: 'allowed' });
    expect(asked).toEqual([
      {
        path: '/v1/moderations',
        key: 'Bearer sk-test',
        body: { model: 'omni-moderation-latest', input: PROMPT },
      },
    ]);
  });

  it('has what it flags refused, with its categories', async () => {
    answer = json(
      result(true, { violence: false, 'violence/graphic': true, 'self-harm': true, illicit: null }),
    );
    expect(await judge(PROMPT, remoteWith({}))).toMatchObject({
      reason: 'prompt_rejected',
      details: { categories: ['violence/graphic', 'self-harm'] },
    });
  });
});

describe.each([
  ['no answer in time', 'timeout', () => {}, { timeoutMs: 100 }],
  [
    'an answer that stops half way',
    'timeout',
    (response: http.ServerResponse) => void response.writeHead(200).write('{"results":'),
    { timeoutMs: 100 },
  ],
  ['an error', 'status_500', json({ error: { message: PROMPT } }, 500), {}],
  ['a wrong key', 'status_401', json({ error: { message: 'no' } }, 401), {}],
  ['no JSON', 'not_understood', (response: http.ServerResponse) => void response.end(`oops ${PROMPT}`), {}],
  ['another format', 'not_understood', json({ results: [{ flagged: 'no' }] }), {}],
  ['no results', 'not_understood', json({ results: [] }), {}],
  [
    'a redirect',
    'unreachable',
    (response: http.ServerResponse) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    {},
  ],
  [
    'a broken connection',
    'unreachable',
    (response: http.ServerResponse) => void response.socket?.destroy(),
    {},
  ],
] satisfies [string, string, Answer, object][])('a remote moderator with %s', (_, why, failing, options) => {
  beforeEach(() => {
    answer = failing;
  });

  it('lets the prompt pass where the configuration says so', async () => {
    expect(await judge(PROMPT, remoteWith({ ...options, onFailure: 'allow' }))).toEqual({
      kind: 'allowed',
    });
  });

  it('has it refused else, to be tried again, and says why in the log without the prompt', async () => {
    expect(await judge(PROMPT, remoteWith({ ...options, onFailure: 'refuse' }))).toMatchObject({
      reason: 'contended',
      details: { retryAfterMs: 5_000 },
    });
    expect(asked).toHaveLength(1);
    expect(written.join('\n')).toContain(why);
    expect(written.join('\n')).not.toMatch(/canary|sk-test/);
  });
});

describe('a deployment without the key', () => {
  it('treats a configured moderator as one that fails', async () => {
    expect(await judgeRemotely(PROMPT, remoteWith({ onFailure: 'allow' }))).toEqual({ kind: 'allowed' });
    expect(await judgeRemotely(PROMPT, remoteWith({ onFailure: 'refuse' }))).toMatchObject({
      reason: 'contended',
    });
    expect(written.join('\n')).toContain('no_key');
  });
});

describe('the configuration', () => {
  it('that was stored before there was a remote moderator is read as without one', () => {
    expect(configSchemasByDocument.moderation.parse({ categories: { a: ['word'] } })).toEqual({
      categories: { a: ['word'] },
      allowed: [],
      remote: null,
    });
  });
});
