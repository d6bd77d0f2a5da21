import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpFunction, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { CALL_FUNCTIONS } from '@tollgate/contract/calls/table';
import { AppCheck } from 'firebase-admin/app-check';
import { Auth } from 'firebase-admin/auth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Caller } from './caller.ts';

/**
 * Callables behind the server that runs them in production. Only Google's word on tokens is made up here, and
 * who is staff.
 */

vi.mock('./access/staff-role.ts', () => ({ staffRoleAmong: async () => 'admin' }));

const PAGE = 'https://shop.example.com';
const profile = vi.fn<(caller: Caller) => void>();
const granted = vi.fn();
const usage = vi.fn();
let server: Server;

beforeAll(async () => {
  vi.stubEnv('FIREBASE_CONFIG', JSON.stringify({ projectId: 'demo-doors' }));
  vi.stubEnv('TOLLGATE_APP_CHECK', 'enforce');
  vi.stubEnv('TOLLGATE_ALLOWED_ORIGINS', `${PAGE},https://admin.example.com`);
  vi.stubEnv('TOLLGATE_TRUSTED_PROXY_HOPS', '1');
  const { callableFunction, lastSegment } = await import('./callable.ts');
  const { workOf } = await import('./work.ts');
  const getUserProfile = workOf('getUserProfile', async (_input, caller) => {
    profile(caller);
    return {} as never;
  });
  const grantCreditsToUser = workOf('grantCreditsToUser', async () => {
    granted();
    return { entryId: 'ada.1', creditsMicro: 1 } as never;
  });
  const getUsage = workOf('getUsage', async () => {
    usage();
    return { since: 1 } as never;
  });
  const undoCreditEntry = workOf('undoCreditEntry', async () => ({ creditsMicro: 2 }) as never);
  const functions: Record<string, unknown> = {
    getUserProfile: callableFunction(CALL_FUNCTIONS.getUserProfile, () => getUserProfile),
    grantCreditsToUser: callableFunction(CALL_FUNCTIONS.grantCreditsToUser, () => grantCreditsToUser),
    account: callableFunction(CALL_FUNCTIONS.account, (path) =>
      lastSegment(path) === 'getUsage' ? getUsage : undefined,
    ),
    refunds: callableFunction(CALL_FUNCTIONS.refunds, (path) =>
      lastSegment(path) === 'undoCreditEntry' ? undoCreditEntry : undefined,
    ),
  };
  http('functions', (request, response) => {
    const [, name = '', ...rest] = request.path.split('/');
    // A function gets what comes after its name.
    request.url = `/${rest.join('/')}`;
    return (functions[name] as HttpFunction)(request, response);
  });
  server = getTestServer('functions');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
  vi.unstubAllEnvs();
});

const verifyApp = () => vi.spyOn(AppCheck.prototype, 'verifyToken');

beforeEach(() => {
  const token = { uid: 'ada', firebase: { sign_in_provider: 'password', identities: {} } };
  vi.spyOn(Auth.prototype, 'verifyIdToken').mockResolvedValue(token as never);
});

afterEach(() => {
  vi.restoreAllMocks();
  profile.mockReset();
  granted.mockReset();
  usage.mockReset();
});

const address = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;

async function call(name: string, headers: Record<string, string> = {}, data: object = {}) {
  const response = await fetch(address(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer token', ...headers },
    body: JSON.stringify({ data }),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const withApp = { 'x-firebase-appcheck': 'app-token' };
const grant = { requestId: 'r1', userId: 'bob', amountMicro: 1, type: 'bonus', reason: 'x' };
const refused = {
  status: 401,
  body: { error: { status: 'UNAUTHENTICATED', details: { reason: 'unauthenticated' } } },
};

describe('where App Check is enforced', () => {
  it('a call without a token, or with one that Google does not know, never reaches the handler', async () => {
    expect(await call('getUserProfile')).toMatchObject(refused);
    verifyApp().mockRejectedValue(new Error('not a token'));
    expect(await call('getUserProfile', withApp)).toMatchObject(refused);
    expect(profile).not.toHaveBeenCalled();
  });

  it('a verified app may call, as often as its token lives', async () => {
    const verify = verifyApp().mockResolvedValue({ appId: 'app', token: {} as never });
    expect(await call('getUserProfile', withApp)).toMatchObject({ status: 200 });
    expect(await call('getUserProfile', withApp)).toMatchObject({ status: 200 });
    expect(verify.mock.calls.map(([, options]) => options?.consume ?? false)).toEqual([false, false]);
  });

  it('a token that gave credits gives none again', async () => {
    const verify = verifyApp().mockResolvedValueOnce({
      appId: 'app',
      token: {} as never,
      alreadyConsumed: false,
    });
    expect(await call('grantCreditsToUser', withApp, grant)).toMatchObject({ status: 200 });
    verify.mockResolvedValueOnce({ appId: 'app', token: {} as never, alreadyConsumed: true });
    expect(await call('grantCreditsToUser', withApp, grant)).toMatchObject(refused);
    expect(verify.mock.calls.map(([, options]) => options?.consume)).toEqual([true, true]);
    expect(granted).toHaveBeenCalledOnce();
  });
});

describe('a function that calls share', () => {
  beforeEach(() => void verifyApp().mockResolvedValue({ appId: 'app', token: {} as never }));

  it('runs the call that the last segment of the path names', async () => {
    const answer = { status: 200, body: { result: { since: 1 } } };
    expect(await call('account/getUsage', withApp)).toMatchObject(answer);
    expect(await call('account/v1/getUsage', withApp)).toMatchObject(answer);
    expect(usage).toHaveBeenCalledTimes(2);
  });

  it.each([
    'account',
    'account/',
    'account/getUsages',
    'account/getUsage/',
    'account/constructor',
    'account/__proto__',
    'account/undoCreditEntry',
    'refunds/grantCreditsToUser',
  ])('refuses %s, which names none of its calls', async (path) => {
    expect(await call(path, withApp)).toMatchObject({
      status: 404,
      body: { error: { status: 'NOT_FOUND', details: { reason: 'not_found' } } },
    });
    expect(usage).not.toHaveBeenCalled();
    expect(granted).not.toHaveBeenCalled();
  });

  it('takes each App Check token once where it gives credits', async () => {
    const verify = verifyApp().mockResolvedValue({ appId: 'app', token: {} as never });
    await call('refunds/undoCreditEntry', withApp, { entryId: 'ada.1', reason: 'x' });
    await call('account/getUsage', withApp);
    expect(verify.mock.calls.map(([, options]) => options?.consume ?? false)).toEqual([true, false]);
  });
});

describe('a page', () => {
  const preflight = async (origin: string) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const response = await fetch(address('getUserProfile'), { method: 'OPTIONS', headers });
    return response.headers.get('access-control-allow-origin');
  };

  it('may call from the origins that are allowed, and from no other', async () => {
    expect(await preflight(PAGE)).toBe(PAGE);
    expect(await preflight('https://evil.example')).toBeNull();
    expect(await preflight('https://demo-doors.web.app')).toBeNull();
    const refusedCall = await call('getUserProfile', { origin: 'https://evil.example' });
    expect(refusedCall.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe("the caller's address", () => {
  it('is what the front end appended, whatever the client wrote before', async () => {
    verifyApp().mockResolvedValue({ appId: 'app', token: {} as never });
    for (const header of ['203.0.113.5', '198.51.100.1, 203.0.113.5']) {
      await call('getUserProfile', { ...withApp, 'x-forwarded-for': header });
    }
    await call('getUserProfile', withApp);
    expect(profile.mock.calls.map(([caller]) => caller.address)).toEqual([
      '203.0.113.5',
      '203.0.113.5',
      null,
    ]);
  });
});

const errorSchema = z.object({
  error: z.object({ details: z.object({ hint: z.string().optional() }).optional() }),
});

describe('what a refused call tells whoever builds the app', () => {
  const tokenOf = (aud: string) =>
    `Bearer e30.${Buffer.from(JSON.stringify({ aud })).toString('base64url')}.x`;
  const hintIn = (body: unknown) => errorSchema.parse(body).error.details?.hint;
  const hintOf = async (headers: Record<string, string>) =>
    hintIn((await call('getUserProfile', headers)).body);

  it('is that App Check is missing, or that the sign-in is of another project', async () => {
    expect(await hintOf({})).toMatch(/TOLLGATE_APP_CHECK.*initializeAppCheck/);
    expect(await hintOf({ authorization: tokenOf('other-app') })).toMatch(/"other-app".*"demo-doors"/);
    verifyApp().mockRejectedValue(new Error('not a token'));
    expect(await hintOf({ ...withApp, authorization: tokenOf('demo-doors') })).toMatch(/App Check token/);
  });

  it('is that its page is not listed, where the page asks for it by GET: browsers show nothing else', async () => {
    const ask = async (origin: string) => fetch(address('getUserProfile'), { headers: { origin } });
    const foreign = await ask('https://evil.example');
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('access-control-allow-origin')).toBe('*');
    expect(hintIn(await foreign.json())).toMatch(/https:\/\/evil\.example.*TOLLGATE_ALLOWED_ORIGINS/);
    const listed = await ask(PAGE);
    expect(listed.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(hintIn(await listed.json())).toBeUndefined();
    expect(profile).not.toHaveBeenCalled();
  });
});
