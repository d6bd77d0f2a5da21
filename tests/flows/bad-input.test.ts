import { beforeAll, describe, expect, it } from 'vitest';
import {
  callRaw,
  emulator,
  instances,
  type Person,
  project,
  storedAbout,
  theAdmin,
  userWith,
} from './support.ts';

const good = { requestId: 'r', aiType: 'image', service: 'local-image', prompt: 'a hill', units: 1 };

/** JSON has no word for Infinity: 1e309 is what a parser makes of it. */
/** A whole body, sent as it is. */
const raw = (units: string) => `{"data":${JSON.stringify(good).replace('"units":1', `"units":${units}`)}}`;

const GENERATIONS: [what: string, data: unknown, path: string][] = [
  ['nothing', null, 'requestId'],
  ['a list', [good], ''],
  ['a text', '{"data":"generate"}', ''],
  ['an unknown field', { ...good, creditsMicro: 5 }, ''],
  ['a missing requestId', { ...good, requestId: undefined }, 'requestId'],
  ['a requestId with a path in it', { ...good, requestId: '../users/x' }, 'requestId'],
  ['a requestId that is a number', { ...good, requestId: 7 }, 'requestId'],
  ['an unknown kind', { ...good, aiType: 'music' }, 'aiType'],
  ['an unknown service', { ...good, service: 'nope' }, 'service'],
  ['an inherited name as service', { ...good, service: '__proto__' }, 'service'],
  ['a service of another kind', { ...good, service: 'local-chat' }, 'aiType'],
  ['an empty prompt', { ...good, prompt: '  ' }, 'prompt'],
  ['a prompt of 200 kB', { ...good, prompt: 'x'.repeat(200_000) }, 'prompt'],
  ['a body of 1 MB', { ...good, prompt: 'x'.repeat(1_000_000) }, ''],
  ['half a surrogate pair', { ...good, prompt: 'a \ud800 hill' }, 'prompt'],
  ['a prompt that is an object', { ...good, prompt: { text: 'a' } }, 'prompt'],
  ['0 units', { ...good, units: 0 }, 'units'],
  ['-1 units', { ...good, units: -1 }, 'units'],
  ['1.5 units', { ...good, units: 1.5 }, 'units'],
  ['"2" units', { ...good, units: '2' }, 'units'],
  ['1e309 units', raw('1e309'), 'units'],
  ['2^53 units', raw('9007199254740993'), 'units'],
  ['more units than the service makes', { ...good, units: 11 }, 'units'],
];

let ada: Person;
let before: unknown;

beforeAll(async () => {
  ada = await userWith(10);
  before = await storedAbout(ada);
});

async function expectRefused(name: string, data: unknown, path: string, person = ada, origin?: string) {
  const answer = await callRaw(name, data, person.token, { origin });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'INVALID_ARGUMENT', details: { reason: 'invalid_argument' } },
  });
  if (answer.ok) return;
  const { issues = [] } = answer.error.details;
  expect(issues.map((issue) => issue.path)).toContain(path);
  expect(JSON.stringify(answer)).not.toMatch(/ at .*\.(js|ts):\d+/);
}

describe.each(['generate', 'validateAndDeductCredits'])('%s', (name) => {
  it.each(GENERATIONS)('refuses %s, and writes and charges nothing', async (_, data, path) => {
    await expectRefused(name, data, path);
    expect(await storedAbout(ada)).toEqual(before);
  });
});

describe('the other calls', () => {
  it.each([
    ['updateAIActivityStatus', { activityId: 'x.y', status: 'cancelled' }, 'status'],
    ['updateAIActivityStatus', { activityId: 'x.y', status: 'completed', units: -1 }, 'units'],
    ['updateAIActivityStatus', { activityId: 'x.y', status: 'completed', chargedMicro: 0 }, ''],
    [
      'updateAIActivityStatus',
      { activityId: 'x.y', status: 'completed', resultUrl: 'javascript:alert(1)' },
      'resultUrl',
    ],
    ['updateAIActivityStatus', { activityId: 'x.y', status: 'processing', progress: 101 }, 'progress'],
    ['cancelActivity', {}, 'activityId'],
    ['getCreditLogs', { limit: 100_000 }, 'limit'],
    ['getCreditLogs', { cursor: 'x' }, 'cursor'],
    ['ensureUser', { creditsMicro: 1 }, ''],
  ])('%s refuses %j', async (name, data, path) => {
    await expectRefused(name, data, path);
    expect(await storedAbout(ada)).toEqual(before);
  });

  it.each([0, -1, 0.5, 2 ** 60, '5', null])('no admin can grant %j', async (amountMicro) => {
    const data = { requestId: 'g', userId: ada.userId, amountMicro, type: 'grant', reason: 'x' };
    await expectRefused('grantCreditsToUser', data, 'amountMicro', await theAdmin());
    expect(await storedAbout(ada)).toEqual(before);
  });

  it('a body that is no call is refused with a reason, by the emulator too', async () => {
    for (const origin of [undefined, emulator]) {
      const answer = await callRaw('generate', '{"prompt":"x"}', ada.token, { origin });
      expect(answer).toMatchObject({
        ok: false,
        error: { status: 400, details: { reason: 'invalid_argument' } },
      });
    }
  });

  it('a body that is too large, packed or nested is refused before it is read, by the emulator too', async () => {
    const tooLarge = { ...good, prompt: 'x'.repeat(5_000_000) };
    const nested = `{"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    for (const origin of [instances[0], emulator]) {
      const refused: [status: number, data: unknown, headers: Record<string, string>][] = [
        [413, tooLarge, {}],
        [415, good, { 'content-encoding': 'gzip' }],
        [400, nested, {}],
        [400, '{"data":', {}],
      ];
      for (const [status, data, headers] of refused)
        expect(await callRaw('generate', data, ada.token, { origin, headers })).toMatchObject({
          ok: false,
          error: { status, code: 'INVALID_ARGUMENT', details: { reason: 'invalid_argument' } },
        });
      expect(await callRaw('getUsage', {}, ada.token, { origin })).toMatchObject({ ok: true });
    }
    expect(await storedAbout(ada)).toEqual(before);
  });

  it('a streaming call is refused with a reason too', async () => {
    const url = `${emulator}/${project}/us-central1/generate`;
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: 'Bearer x',
    };
    for (const origin of [emulator, instances[0]]) {
      const response = await fetch(url.replace(emulator, origin ?? ''), {
        method: 'POST',
        headers,
        body: '{"data":{}}',
      });
      expect(await response.text()).toContain('"reason":"unauthenticated"');
    }
  });

  it('an expiry that no calendar has is refused', async () => {
    const data = {
      requestId: 'g',
      userId: ada.userId,
      amountMicro: 1,
      type: 'grant',
      reason: 'x',
      expiresAt: 8.64e15,
    };
    await expectRefused('grantCreditsToUser', data, 'expiresAt', await theAdmin());
  });

  it('an activity id with a path in it reaches nothing', async () => {
    for (const activityId of ['../users/x', `${ada.userId}/x.y`, '....', `.${ada.userId}`]) {
      const answer = await callRaw('cancelActivity', { activityId }, ada.token);
      expect(answer).toMatchObject({ ok: false, error: { details: { reason: 'not_owner' } } });
    }
  });

  it('a banned word is refused by its category, and nothing is written', async () => {
    const answer = await callRaw('generate', { ...good, prompt: 'a WEAPON' }, ada.token);
    expect(answer).toMatchObject({
      ok: false,
      error: { details: { reason: 'prompt_rejected', categories: ['violence'] } },
    });
    expect(await storedAbout(ada)).toEqual(before);
  });
});
