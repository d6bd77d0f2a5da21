import { describe, expect, it } from 'vitest';
import { apiOf, ask, image, newAddress, newKey, type Reply } from './http.ts';
import {
  balanceOf,
  callRaw,
  credits,
  must,
  newRequestId,
  type Person,
  project,
  signInAsGuest,
  signUpStaff,
  storedAbout,
  userWith,
} from './support.ts';

/** The HTTP API: what each endpoint answers, and what it refuses, with which status. */

const reasonOf = ({ status, body }: Reply) => [status, body.error?.reason];
const appRun = { aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;
const idOf = ({ body }: Reply): string => String(body.activityId);

describe('with an API key', () => {
  it('everything about an account can be read', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    expect((await ask(key, '/v1/balance')).body).toEqual({
      ...{ userId: ada.userId, isGuest: false, status: 'active', tier: 'free' },
      ...{ creditsMicro: credits(10), heldMicro: 0, nextExpiryAt: null },
      sources: [{ source: 'welcome', amountMicro: credits(10), expiresAt: null }],
    });
    expect((await ask(key, '/v1/allowance')).body).toMatchObject({
      guest: null,
      perHour: { image: { limit: 50, left: 50, freeAt: null }, chat: { limit: 100 } },
      perMonth: {},
      spendingLimit: { dayMicro: null, monthMicro: null },
    });
    const services = await ask(key, '/v1/services');
    expect(services.body.services).toContainEqual(
      expect.objectContaining({ id: 'dalle3', priceMicro: credits(1), per: 1, unit: 'image' }),
    );
    expect(JSON.stringify(services.body)).not.toContain('providerCost');
    expect((await ask(key, '/v1/packs')).body).toMatchObject({
      packs: [
        { id: 'small', creditsMicro: credits(100), priceCents: 999 },
        { id: 'medium' },
        { id: 'large' },
      ],
      plans: [{ id: 'basic', monthlyMicro: credits(100) }, { id: 'premium' }],
    });
    await ask(key, '/v1/generations', { body: image });
    await ask(key, '/v1/generations', { body: { ...image, units: 2 } });
    const used = { generations: 2, spentMicro: credits(3) };
    expect((await ask(key, '/v1/usage')).body).toMatchObject({
      services: [
        { service: 'local-image', today: used, week: used, month: used, averagePerDayMicro: credits(3) },
      ],
      lifetime: { generations: 2, spentMicro: credits(3) },
    });
    const first = await ask(key, '/v1/history?limit=2');
    expect(first.body.entries).toMatchObject([{ amountMicro: -credits(2) }, { amountMicro: -credits(1) }]);
    const rest = await ask(key, `/v1/history?cursor=${first.body.cursor}`);
    expect(rest.body).toMatchObject({ entries: [{ type: 'grant', amountMicro: credits(10) }], cursor: null });
    expect((await ask(key, '/v1/history?type=grant')).body.entries).toHaveLength(1);
  });

  it('a price can be asked for, and whether it would be let in, and nothing is held or counted', async () => {
    const ada = await userWith(2);
    const { key } = await newKey(ada);
    const before = await storedAbout(ada);
    const quote = (body: object) => ask(key, '/v1/quote', { body, key: null });
    expect(await quote({ aiType: 'image', service: 'dalle3', units: 2 })).toMatchObject({
      status: 200,
      body: { allowed: true, costMicro: credits(2), heldMicro: credits(2), refusal: null },
    });
    expect((await quote({ aiType: 'image', service: 'dalle3', units: 3 })).body).toMatchObject({
      allowed: false,
      availableMicro: credits(2),
      refusal: { reason: 'insufficient_credits', requiredMicro: credits(3) },
    });
    expect(reasonOf(await quote({ aiType: 'image', service: 'nope' }))).toEqual([400, 'invalid_argument']);
    expect(await storedAbout(ada)).toEqual(before);
  });

  it('a generation is made, looked up, and its file fetched', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    const made = await ask(key, '/v1/generations', { body: image });
    expect(made).toMatchObject({ status: 200, body: { status: 'completed', chargedMicro: credits(1) } });
    const looked = await ask(key, `/v1/generations/${idOf(made)}`);
    expect(looked.body).toMatchObject({
      status: 'completed',
      progress: 100,
      service: 'local-image',
      usedUnits: 1,
    });
    const { url } = looked.body.result as { url: string };
    const file = await fetch(url);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('what an app runs itself is held, reported, settled or given back, and not believed like its server', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    const held = await ask(key, '/v1/holds', { body: { ...appRun, units: 2 } });
    expect(held).toMatchObject({ status: 200, body: { heldMicro: credits(2), creditsMicro: credits(8) } });
    const at = `/v1/holds/${idOf(held)}`;
    expect((await ask(key, `${at}/progress`, { body: { progress: 40 } })).body.status).toBe('processing');
    expect((await ask(key, `/v1/generations/${idOf(held)}`)).body).toMatchObject({ progress: 40 });
    const settled = await ask(key, `${at}/settle`, {
      body: { units: 1, resultUrl: 'https://example.com/a.png' },
    });
    // The user's own script says that it used one: that lowers nothing.
    expect(settled.body).toMatchObject({ status: 'completed', chargedMicro: credits(2) });
    expect((await ask(key, `${at}/settle`, { method: 'POST' })).body).toEqual(settled.body);
    expect(reasonOf(await ask(key, `${at}/fail`, { method: 'POST' }))).toEqual([409, 'activity_ended']);
    const failed = await ask(key, '/v1/holds', { body: appRun });
    const given = await ask(key, `/v1/holds/${idOf(failed)}/fail`, { body: { errorMessage: 'no answer' } });
    expect(given.body).toMatchObject({ status: 'failed', chargedMicro: 0, creditsMicro: credits(8) });
  });

  it('the same request is done once, 20 times at once on two instances, and every answer is the same', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    const requestId = newRequestId();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ask(key, '/v1/holds', { body: appRun, key: requestId, instance: index % 2 }),
      ),
    );
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty(
      'size',
      1,
    );
    expect(replies[0]).toMatchObject({ status: 200, body: { heldMicro: credits(1) } });
    expect(await balanceOf(ada)).toBe(credits(9));
    const quoted = await ask(key, '/v1/holds', { body: appRun, key: `"${requestId}"` });
    expect(quoted.body).toEqual(replies[0]?.body);
    const other = await ask(key, '/v1/holds', { body: { ...appRun, units: 2 }, key: requestId });
    expect(reasonOf(other)).toEqual([409, 'request_reused']);
  });

  it('one credit and two calls at once: one is made, one is 402', async () => {
    const ada = await userWith(1);
    const { key } = await newKey(ada);
    const replies = await Promise.all(
      [0, 1].map((instance) => ask(key, '/v1/generations', { body: image, instance })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 402]);
    expect(replies.find(({ status }) => status === 402)?.body.error).toEqual({
      reason: 'insufficient_credits',
      message: 'Not enough credits: this costs 1 and you have 0.',
      requiredMicro: credits(1),
      availableMicro: 0,
    });
    expect(await balanceOf(ada)).toBe(0);
  });

  it('staff have no more rights than anybody, and what is somebody else’s stays theirs', async () => {
    const [admin, ada] = [await signUpStaff(), await userWith(5)];
    const [adminKey, adaKey] = [await newKey(admin), await newKey(ada)];
    const held = await ask(adaKey.key, '/v1/holds', { body: appRun });
    for (const [path, method] of [
      [`/v1/generations/${idOf(held)}`, 'GET'],
      [`/v1/generations/${ada.userId}.none`, 'GET'],
      [`/v1/generations/${idOf(held)}/cancel`, 'POST'],
      [`/v1/holds/${idOf(held)}/settle`, 'POST'],
    ] as const) {
      expect(reasonOf(await ask(adminKey.key, path, { method }))).toEqual([403, 'not_owner']);
    }
    expect(reasonOf(await ask(adaKey.key, `/v1/generations/${ada.userId}.none`))).toEqual([404, 'not_found']);
    const foreign = await ask(adminKey.key, `/v1/history?userId=${ada.userId}`);
    expect(reasonOf(foreign)).toEqual([400, 'invalid_argument']);
    for (const name of ['grantCreditsToUser', 'getUserProfile', 'createApiKey', 'deleteAccount']) {
      expect(await callRaw(name, {}, adminKey.key)).toMatchObject({ error: { status: 401 } });
    }
  });
});

describe('a generation that is streamed', () => {
  const stream = async (person: Person, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${apiOf()}/v1/generations`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
        ...{ accept: 'text/event-stream', 'idempotency-key': newRequestId(), ...headers },
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const events = text.split('\n\n').flatMap((event) => {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      return name && data ? [{ name, data: JSON.parse(data) }] : [];
    });
    return { status: response.status, type: response.headers.get('content-type'), text, events };
  };
  const chat = { aiType: 'chat', service: 'local-chat', prompt: 'a hill', units: 200 };

  it('comes piece by piece, and ends with the answer', async () => {
    const { status, type, events } = await stream(await userWith(5), chat);
    expect([status, type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const last = events.at(-1);
    expect(last).toMatchObject({
      name: 'result',
      data: { status: 'completed', result: { mimeType: 'text/plain' } },
    });
    const text = events.flatMap(({ name, data }) => (name === 'progress' ? (data.text ?? []) : [])).join('');
    expect(text.trimEnd()).toBe(last?.data.result.text);
  });

  it('tells of a failure half way in the stream, and that nothing was charged', async () => {
    const ada = await userWith(5);
    const { events } = await stream(ada, { ...chat, prompt: 'a hill [fail]' });
    const last = events.at(-1);
    if (last)
      expect(last).toMatchObject({
        name: 'error',
        data: { status: 502, error: { reason: 'provider_failed' } },
      });
    expect(await balanceOf(ada)).toBe(credits(5));
  });

  it('is refused with a status of its own before it begins', async () => {
    const { status, text } = await stream(await userWith(0), { ...chat, units: 8_000 });
    expect([status, JSON.parse(text).error.reason]).toEqual([402, 'insufficient_credits']);
  });

  it('is cancelled, and costs what it had delivered', async () => {
    const ada = await userWith(5);
    const key = newRequestId();
    const running = stream(ada, { ...chat, prompt: 'a hill [hang]' }, { 'idempotency-key': key });
    const activityId = `${ada.userId}.${key}`;
    await expect
      .poll(async () => (await ask(ada.token, `/v1/generations/${activityId}`)).body.status, {
        timeout: 15_000,
      })
      .toBe('processing');
    const cancelled = await ask(ada.token, `/v1/generations/${activityId}/cancel`, {
      method: 'POST',
      key: null,
    });
    expect(cancelled).toMatchObject({ status: 200, body: { activityId, status: 'cancelled' } });
    expect((await running).events.at(-1)).toMatchObject({ data: { status: 'cancelled' } });
    expect(await balanceOf(ada)).toBe(credits(5) - Number(cancelled.body.chargedMicro));
  });
});

describe('a limit is 429, with the seconds after which to come back', () => {
  const expectLimit = (reply: Reply, reason: string, seconds: [least: number, most: number]) => {
    expect(reasonOf(reply)).toEqual([429, reason]);
    const retryAfter = Number(reply.headers.get('retry-after'));
    expect(retryAfter).toBe(Math.ceil(Number(reply.body.error?.retryAfterMs) / 1_000));
    expect(retryAfter).toBeGreaterThanOrEqual(seconds[0]);
    expect(retryAfter).toBeLessThanOrEqual(seconds[1]);
  };

  it('of a guest: three in 24 hours', async () => {
    const [guest, headers] = [await signInAsGuest(), { 'x-forwarded-for': newAddress() }];
    expect((await ask(guest.token, '/v1/allowance', { headers })).body.guest).toMatchObject({
      limit: 3,
      left: 3,
    });
    for (let call = 0; call < 3; call++) {
      expect(await ask(guest.token, '/v1/generations', { body: image, headers })).toMatchObject({
        status: 200,
      });
    }
    const fourth = await ask(guest.token, '/v1/generations', { body: image, headers });
    expectLimit(fourth, 'guest_limit', [23 * 3_600, 24 * 3_600]);
    const told = await ask(guest.token, '/v1/quote', {
      body: { aiType: 'image', service: 'local-image' },
      headers,
    });
    expect(told.body).toMatchObject({ allowed: false, refusal: { reason: 'guest_limit' } });
    expect((await ask(guest.token, '/v1/allowance', { headers })).body.guest).toMatchObject({ left: 0 });
  });

  it('of a user and hour: ten videos', async () => {
    const ada = await userWith(60);
    const { key } = await newKey(ada);
    const clip = { aiType: 'video', service: 'klingai', prompt: 'waves', units: 1 };
    const replies = await Promise.all(
      Array.from({ length: 11 }, () => ask(key, '/v1/holds', { body: clip })),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(1);
    if (refused[0]) expectLimit(refused[0], 'rate_limited', [3_500, 3_600]);
  });

  it('of an address: 100 in ten minutes, whoever calls', async () => {
    const headers = { 'x-forwarded-for': newAddress() };
    const people = await Promise.all(Array.from({ length: 3 }, () => userWith(10)));
    const chat = { aiType: 'chat', service: 'gemini', prompt: 'a hill', units: 1 };
    const replies = await Promise.all(
      people.flatMap(({ token }) =>
        Array.from({ length: 35 }, () => ask(token, '/v1/holds', { body: chat, headers })),
      ),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(5);
    for (const reply of refused) {
      expectLimit(reply, 'rate_limited', [1, 660]);
      expect(reply.body.error).toMatchObject({ limitOf: 'address' });
    }
  });

  it('of an edge that nobody configured: members count by their accounts, guests share the one of the edge', async () => {
    const headers = { 'x-forwarded-for': `${newAddress()}, ${newAddress()}` };
    const [ada, bob] = [await userWith(10), await userWith(10)];
    const nothing = { aiType: 'chat', service: 'nowhere', prompt: 'a hill', units: 1 };
    const ofAda = await Promise.all(
      Array.from({ length: 110 }, () => ask(ada.token, '/v1/holds', { body: nothing, headers })),
    );
    expect(ofAda.filter(({ status }) => status === 400)).toHaveLength(100);
    const refused = ofAda.filter(({ status }) => status !== 400);
    expect(refused).toHaveLength(10);
    for (const reply of refused) {
      expectLimit(reply, 'rate_limited', [1, 660]);
      // It is hers, not the network's.
      expect(reply.body.error).not.toHaveProperty('limitOf');
    }
    expect(await ask(bob.token, '/v1/holds', { body: nothing, headers })).toMatchObject({ status: 400 });

    const [guest, other] = [await signInAsGuest(), await signInAsGuest()];
    const replies = await Promise.all(
      [guest, other].flatMap(({ token }) =>
        Array.from({ length: 55 }, () => ask(token, '/v1/holds', { body: nothing, headers })),
      ),
    );
    expect(replies.filter(({ body }) => body.error?.limitOf === 'address')).toHaveLength(10);
    expect(await ask(bob.token, '/v1/holds', { body: nothing, headers })).toMatchObject({ status: 400 });
  });

  it('that users set for themselves', async () => {
    const ada = await userWith(10);
    await must('setSpendingLimit', { dayMicro: credits(1), monthMicro: null }, ada);
    await ask(ada.token, '/v1/generations', { body: image });
    expectLimit(await ask(ada.token, '/v1/generations', { body: image }), 'spending_limit', [1, 86_400]);
  });
});

describe('a request that is none', () => {
  const GOOD = { ...appRun, units: 1 };
  const WRONG: [what: string, path: string, body: unknown, issue: string][] = [
    ['an unknown field', '/v1/holds', { ...GOOD, creditsMicro: 5 }, ''],
    ['the request id in the body', '/v1/holds', { ...GOOD, requestId: 'r' }, ''],
    ['an unknown kind', '/v1/generations', { ...GOOD, aiType: 'music' }, 'aiType'],
    ['an unknown service', '/v1/generations', { ...GOOD, service: '__proto__' }, 'service'],
    ['a service that the app runs', '/v1/generations', GOOD, 'service'],
    ['an empty prompt', '/v1/holds', { ...GOOD, prompt: ' ' }, 'prompt'],
    ['a prompt that is too long', '/v1/holds', { ...GOOD, prompt: 'x'.repeat(10_001) }, 'prompt'],
    ['half a surrogate pair', '/v1/holds', { ...GOOD, prompt: 'a \ud800 hill' }, 'prompt'],
    ['0 units', '/v1/holds', { ...GOOD, units: 0 }, 'units'],
    ['1.5 units', '/v1/holds', { ...GOOD, units: 1.5 }, 'units'],
    ['"2" units', '/v1/holds', { ...GOOD, units: '2' }, 'units'],
    ['1e309 units', '/v1/holds', JSON.stringify(GOOD).replace('"units":1', '"units":1e309'), 'units'],
    ['a list', '/v1/holds', [GOOD], ''],
    ['a status', '/v1/holds/x.y/settle', { status: 'failed' }, ''],
    ['another activity in the body', '/v1/holds/x.y/settle', { activityId: 'z.y' }, ''],
    ['an address that is no page', '/v1/holds/x.y/settle', { resultUrl: 'javascript:alert(1)' }, 'resultUrl'],
    ['no progress', '/v1/holds/x.y/progress', {}, 'progress'],
    ['101 per cent', '/v1/holds/x.y/progress', { progress: 101 }, 'progress'],
    ['a body for a cancel', '/v1/generations/x.y/cancel', { refund: true }, ''],
    ['a prompt for a quote', '/v1/quote', GOOD, ''],
  ];

  it.each(WRONG)('%s is 400, says where, and writes nothing', async (_, path, body, issue) => {
    const ada = await theOne();
    const before = await storedAbout(ada);
    const reply = await ask(ada.token, path, { body });
    expect(reasonOf(reply)).toEqual([400, 'invalid_argument']);
    const issues = (reply.body.error?.issues ?? []) as { path: string }[];
    expect(issues.map((one) => one.path)).toContain(issue);
    expect(await storedAbout(ada)).toEqual(before);
  });

  it.each([null, '', 'a b', '../users/x', 'x'.repeat(65), '"', 'a.b'])(
    'without a fitting Idempotency-Key (%s), nothing that moves credits is done',
    async (key) => {
      const ada = await theOne();
      const before = await storedAbout(ada);
      for (const path of ['/v1/holds', '/v1/generations']) {
        const reply = await ask(ada.token, path, { body: path === '/v1/holds' ? appRun : image, key });
        expect(reasonOf(reply)).toEqual([400, 'invalid_argument']);
        expect(reply.body.error?.issues).toMatchObject([{ path: 'Idempotency-Key' }]);
      }
      expect(await storedAbout(ada)).toEqual(before);
    },
  );

  it.each(['limit=0', 'limit=201', 'limit=x', 'limit=', 'cursor=x', 'type=nothing', 'offset=3'])(
    'a history with %s is 400',
    async (query) => {
      expect(reasonOf(await ask((await theOne()).token, `/v1/history?${query}`))).toEqual([
        400,
        'invalid_argument',
      ]);
    },
  );

  it('has a method, a type and a size that fit', async () => {
    const { token } = await theOne();
    const put = await ask(token, '/v1/balance', { method: 'PUT', body: {} });
    expect([...reasonOf(put), put.headers.get('allow')]).toEqual([405, 'method_not_allowed', 'HEAD, GET']);
    const get = await ask(token, '/v1/holds');
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    const head = await ask(token, '/v1/balance', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, {}]);
    const form = await ask(token, '/v1/holds', {
      body: 'aiType=image&service=dalle3&prompt=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(reasonOf(form)).toEqual([415, 'unsupported_media_type']);
    const text = await ask(token, '/v1/holds', { body: 'x', headers: { 'content-type': 'text/plain' } });
    expect(reasonOf(text)).toEqual([415, 'unsupported_media_type']);
    // Passed over, it would be a settle that says nothing of its units.
    const untyped = await ask(token, '/v1/holds/x.y/settle', {
      body: { units: 1 },
      headers: { 'content-type': '' },
    });
    expect(reasonOf(untyped)).toEqual([415, 'unsupported_media_type']);
    const big = await ask(token, '/v1/holds', { body: { ...appRun, prompt: 'x'.repeat(300_000) } });
    expect(reasonOf(big)).toEqual([413, 'body_too_large']);
    for (const path of ['/v1', '/v2/balance', '/v1/users/x', '/v1/generations/a/b', '/v1/generations/'])
      expect(reasonOf(await ask(token, path))).toEqual([404, 'not_found']);
    for (const body of ['{', '['.repeat(1_000)])
      expect(reasonOf(await ask(token, '/v1/holds', { body }))).toEqual([400, 'invalid_argument']);
    const packed = await ask(token, '/v1/holds', { body: appRun, headers: { 'content-encoding': 'gzip' } });
    expect(reasonOf(packed)).toEqual([415, 'unsupported_media_type']);
  });

  it('is refused for its prompt with 422 and the categories', async () => {
    const reply = await ask((await theOne()).token, '/v1/generations', {
      body: { ...image, prompt: 'a WEAPON' },
    });
    expect([...reasonOf(reply), reply.body.error?.categories]).toEqual([
      422,
      'prompt_rejected',
      ['violence'],
    ]);
  });
});

let one: Promise<Person> | undefined;
/** Somebody whom all the refusals above leave as they are. */
function theOne(): Promise<Person> {
  one ??= userWith(10);
  return one;
}

describe('every answer', () => {
  it('is kept by no cache, and is of the type that it says', async () => {
    for (const path of ['/v1/balance', '/v1/nothing']) {
      const { headers } = await ask((await theOne()).token, path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toContain('application/json');
    }
  });

  it('is for pages of the allowed origins alone, without their cookies', async () => {
    const preflight = async (origin: string) => {
      const asked = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,idempotency-key',
      };
      const response = await fetch(`${apiOf()}/v1/holds`, { method: 'OPTIONS', headers: asked });
      return ['origin', 'headers', 'credentials'].map((name) =>
        response.headers.get(`access-control-allow-${name}`),
      );
    };
    const own = `https://${project}.web.app`;
    expect(await preflight(own)).toEqual([own, 'authorization,idempotency-key', null]);
    expect((await preflight('https://evil.example'))[0]).toBeNull();
    const { headers } = await ask((await theOne()).token, '/v1/balance', { headers: { origin: own } });
    expect(headers.get('access-control-allow-origin')).toBe(own);
    expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
  });
});

describe('through Hosting', () => {
  it('the same is at /api', async () => {
    const { token, userId } = await theOne();
    const origin = process.env.TOLLGATE_HOSTING_ORIGIN;
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${origin}/api/v1/balance`, { headers });
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await response.json()).toMatchObject({ userId });
    expect((await fetch(`${origin}/api/v1/balance`)).status).toBe(401);
  });
});
