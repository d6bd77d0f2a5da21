import { afterEach, describe, expect, it, vi } from 'vitest';
import { asking } from '../retry.ts';
import { speakerFor } from '../speaker.ts';
import { serverTransport } from './transport.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Sent {
  url: string;
  headers: Record<string, string>;
  data: unknown;
}

/** A network that gives these answers, one after the other. */
function answering(...answers: (() => Response)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, request: { headers: Record<string, string>; body: string }) => {
    sent.push({ url, headers: request.headers, data: JSON.parse(request.body).data });
    const answer = answers.shift();
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  });
  return sent;
}

const json =
  (body: object, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const ended = { activityId: 'ada.1', status: 'completed', chargedMicro: 1, creditsMicro: 9 };
const end = { activityId: 'ada.1', status: 'completed', units: undefined } as const;

const lineWith = (appCheck: string | null) =>
  serverTransport({
    functionsUrl: 'https://functions.example',
    token: async () => 'the-token',
    appCheckToken: async () => appCheck,
  });
const noWaiting = { random: () => 0.5, wait: async () => undefined };
const asked = () => asking(() => lineWith(null).call('updateAIActivityStatus', end), noWaiting);

describe('the line of a server', () => {
  it('shows the token of the user, and that of the app where it is asked for', async () => {
    const sent = answering(json({ result: ended }), json({ result: ended }));
    expect(await lineWith(null).call('updateAIActivityStatus', end)).toEqual(ended);
    await lineWith('the-app').call('updateAIActivityStatus', end);
    expect(sent[0]).toMatchObject({
      url: 'https://functions.example/updateAIActivityStatus',
      headers: { authorization: 'Bearer the-token' },
      data: { activityId: 'ada.1', status: 'completed' },
    });
    expect(sent[0]?.data).not.toHaveProperty('units');
    expect(sent.map(({ headers }) => headers['x-firebase-appcheck'])).toEqual([undefined, 'the-app']);
  });

  it('reads a refusal with what it tells, and does not ask again', async () => {
    const details = { reason: 'insufficient_credits', requiredMicro: 5_000_000, availableMicro: 1_000_000 };
    const error = { status: 'FAILED_PRECONDITION', message: 'Not enough credits.', details };
    const sent = answering(json({ error }, 400));
    expect(await asked()).toMatchObject({ code: 'insufficient_credits', required: 5, available: 1 });
    expect(sent).toHaveLength(1);
  });

  it('asks again where nobody answered, or something before the functions did', async () => {
    const page = () => new Response('<html>Bad gateway</html>', { status: 502 });
    const sent = answering(page, json({ result: ended }));
    expect(await asked()).toMatchObject({ success: true, data: ended });
    expect(sent).toHaveLength(2);
    vi.unstubAllGlobals();
    const lost = answering();
    expect(await asked()).toMatchObject({ success: false, code: 'network' });
    expect(lost).toHaveLength(5);
  });

  it('does not take an error without the protocol for an answer', async () => {
    answering(json({ result: ended }, 400), json({}, 400));
    expect(await asked()).toMatchObject({ success: false, code: 'internal' });
  });

  it.each([
    [404, 'firebase functions:list|deployed'],
    [403, 'Cloud Run Invoker'],
  ])('says which setting to look at where something else answers %s', async (status, named) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    answering(() => new Response('<html></html>', { status }));
    const answer = await speakerFor({}, 'https://functions.example').say(asked());
    expect(answer).toMatchObject({ code: 'unreachable', hint: expect.stringMatching(named) });
    expect(answer).toMatchObject({
      hint: expect.stringContaining('functions.example/updateAIActivityStatus'),
    });
  });
});
