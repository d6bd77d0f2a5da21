import { addressOf, CALL_FUNCTIONS, CALL_NAMES, CALLS } from '@tollgate/contract/calls/table';
import { initializeApp } from 'firebase/app';
import { getFunctions, type HttpsCallableOptions } from 'firebase/functions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toFailure } from './failures.ts';
import { firebaseTransport } from './transport.ts';

/** Firebase's own code over a faked fetch: what it makes of what really comes over the line. */

const made = vi.hoisted((): { address: string; options?: HttpsCallableOptions | undefined }[] => []);
vi.mock(import('firebase/functions'), async (original) => {
  const real = await original();
  const httpsCallable: typeof real.httpsCallable = (functions, address, options) => {
    made.push({ address, options });
    return real.httpsCallable(functions, address, options);
  };
  return { ...real, httpsCallable };
});

const transport = firebaseTransport(getFunctions(initializeApp({ projectId: 'demo-transport' })));

function answering(body: string): { sent: () => unknown } {
  let sent: unknown;
  vi.stubGlobal('fetch', async (_url: string, request: { body: string }) => {
    sent = JSON.parse(request.body).data;
    return new Response(body, { status: 200, headers: { 'Content-Type': 'application/json' } });
  });
  return { sent: () => sent };
}

const events = (...all: object[]) => all.map((one) => `data: ${JSON.stringify(one)}\n\n`).join('');
const wanted = { requestId: 'r1', aiType: 'chat', service: 'local-chat', prompt: 'hello' } as const;
const ended = {
  activityId: 'ada.r1',
  status: 'completed',
  result: { text: 'hi', mimeType: 'text/plain', simulated: true },
  chargedMicro: 1_000,
  creditsMicro: 0,
};

describe('firebaseTransport', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('asks App Check for a token that counts once where a call gives credits, and only there', async () => {
    answering('{"result":{}}');
    for (const name of CALL_NAMES) await transport.call(addressOf(name), {} as never);
    const once = made.filter(({ options }) => options?.limitedUseAppCheckTokens);
    expect(once.map(({ address }) => address).sort()).toEqual(
      CALL_NAMES.filter((name) => 'givesCredits' in CALL_FUNCTIONS[CALLS[name].function])
        .map(addressOf)
        .sort(),
    );
    expect(once).not.toEqual([]);
  });

  it('leaves out what is undefined: the schemas know absent, not null', async () => {
    const line = answering('{"result":{"entries":[],"cursor":null}}');
    await transport.call('getCreditLogs', { limit: 5, cursor: undefined });
    expect(line.sent()).toEqual({ limit: 5 });
  });

  it('says in which browser a guest is, to the calls that ask, and to no other', async () => {
    const functions = getFunctions(initializeApp({ projectId: 'demo-transport' }, 'guest'));
    const ofGuest = firebaseTransport(functions, () => ({ browserId: 'a-browser-of-a-guest' }));
    const line = answering('{"result":{}}');
    await ofGuest.call('ensureUser', {});
    expect(line.sent()).toEqual({ browserId: 'a-browser-of-a-guest' });
    await ofGuest.call('getCreditLogs', {});
    expect(line.sent()).toEqual({});
    await transport.call('ensureUser', {});
    expect(line.sent()).toEqual({});
  });

  it('sends what was quoted to the calls that cost something, unless the app names another limit', async () => {
    const functions = getFunctions(initializeApp({ projectId: 'demo-transport' }, 'quoted'));
    const quoting = firebaseTransport(functions, ({ service }) => ({
      maxCostMicro: service ? 5 : undefined,
    }));
    const line = answering('{"result":{}}');
    await quoting.call('validateAndDeductCredits', wanted);
    expect(line.sent()).toEqual({ ...wanted, maxCostMicro: 5 });
    await quoting.call('validateAndDeductCredits', { ...wanted, maxCostMicro: 9 });
    expect(line.sent()).toEqual({ ...wanted, maxCostMicro: 9 });
    await quoting.call('getUserProfile', {});
    expect(line.sent()).toEqual({});
  });

  it('hands on each chunk as it comes, then the answer', async () => {
    const line = answering(
      events(
        { message: { progress: 10, text: 'h' } },
        { message: { progress: 50, text: 'i' } },
        { result: ended },
      ),
    );
    const chunks: unknown[] = [];
    const answer = await transport.generate({ ...wanted, units: undefined }, (chunk) => chunks.push(chunk));
    expect(line.sent()).toEqual(wanted);
    expect(chunks).toEqual([
      { progress: 10, text: 'h' },
      { progress: 50, text: 'i' },
    ]);
    expect(answer).toEqual(ended);
  });

  it('reads a refusal out of the stream', async () => {
    const details = { reason: 'rate_limited', retryAfterMs: 5_000 };
    answering(events({ error: { status: 'RESOURCE_EXHAUSTED', message: 'Wait a little.', details } }));
    const failure = await transport.generate(wanted, () => undefined).catch(toFailure);
    expect(failure).toEqual({
      code: 'rate_limited',
      message: 'Wait a little.',
      details: { retryAfterMs: 5_000 },
    });
  });

  it('takes a stream that ends without an answer for a lost line, instead of waiting for ever', async () => {
    answering(events({ message: { progress: 10 } }));
    const failure = await transport.generate(wanted, () => undefined).catch(toFailure);
    expect(failure).toMatchObject({ code: 'network' });
  });

  it('knows a fetch that failed', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await transport.generate(wanted, () => undefined).catch(toFailure)).toMatchObject({
      code: 'network',
    });
    expect(await transport.call('ensureUser', {}).catch(toFailure)).toMatchObject({ code: 'network' });
  });
});
