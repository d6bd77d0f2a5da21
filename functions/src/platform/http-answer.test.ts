import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpFunction, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { refuse } from '@tollgate/contract/refusals/refusals';
import { onRequest } from 'firebase-functions/v2/https';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOn } from './http-answer.ts';
import type { Stream } from './work.ts';

/** Answers behind the server that sends them in production. */

let server: Server;
let stream: Stream;
const PIECE = { progress: 50, text: 'late' };

beforeAll(async () => {
  const handle = onRequest((request, response) => {
    const respond = answerOn(request, response);
    stream = respond.streamFor({ streams: true });
    if (request.path === '/quick') respond.answer({ status: 'completed' });
    else respond.refusal(refuse('provider_failed', 'The generation did not stop in time.'));
  });
  http('answer', handle as HttpFunction);
  server = getTestServer('answer');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

it('leaves a piece that comes after the answer alone: a provider may not stop when it is told to', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { accept: 'text/event-stream' };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ error: { reason: 'provider_failed' } });
  // Nobody awaits it: what it throws would end the instance, with everybody's calls.
  await expect(stream(PIECE)).resolves.toBeUndefined();
});

it('is an event to who asked for events, also where no piece came before it', async () => {
  const { port } = server.address() as AddressInfo;
  const ask = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${port}/quick`, { headers });
  const streamed = await ask({ accept: 'text/event-stream' });
  expect(streamed.headers.get('content-type')).toContain('text/event-stream');
  expect(await streamed.text()).toBe('event: result\ndata: {"status":"completed"}\n\n');
  expect(await (await ask({})).json()).toEqual({ status: 'completed' });
});
