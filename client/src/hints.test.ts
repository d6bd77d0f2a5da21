import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toFailure } from './failures.ts';
import { lostNetwork } from './fake-core.ts';
import { fail } from './outcome.ts';
import { speakerFor } from './speaker.ts';

/**
 * What each fault of setting up comes to: a code, a sentence for the person, and the setting for whoever
 * builds the app.
 */

const place = { region: 'europe-west1', customDomain: null, app: { options: { projectId: 'shop' } } };
const ADDRESS = 'https://europe-west1-shop.cloudfunctions.net/generate';

const thrown = (code: string, message: string, details?: object) =>
  Object.assign(new Error(message), { code: `functions/${code}`, ...(details && { details }) });
const answered = (error: object, { at = place as Parameters<typeof speakerFor>[1], locale = 'en' } = {}) => {
  const cause = Object.assign(error, { functionName: 'generate' });
  return speakerFor({ locale }, at).say(Promise.resolve(fail(toFailure(cause))));
};

/** What the browser shows of a question asked in this mode: an answer, one without content, or nothing. */
const browser = (shows: Partial<Record<string, Response>>) => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string, { mode, method = 'GET' }: RequestInit) => {
    asked.push(`${mode} ${method} ${address}`);
    const response = shows[mode ?? ''];
    if (!response) throw new TypeError('Failed to fetch');
    return response;
  });
  return asked;
};

const OPAQUE = new Response(null);

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a call that got no answer', () => {
  it('is a lost network where nothing answers, and says what else that may be', async () => {
    browser({});
    const lost = await answered(lostNetwork());
    expect(lost).toMatchObject({ code: 'network', error: expect.stringContaining('Check your connection') });
    expect(lost.hint).toContain(ADDRESS);
    expect(lost.hint).toContain('connect-src');
  });

  it('says that the browser is offline', async () => {
    browser({});
    vi.stubGlobal('navigator', { onLine: false });
    expect(await answered(lostNetwork())).toMatchObject({
      code: 'network',
      hint: expect.stringContaining('offline'),
    });
  });

  it.each(['internal [0]', 'internal'])(
    'names region, project and invoker where something else answers: %s',
    async (said) => {
      const asked = browser({ 'no-cors': OPAQUE });
      const failed = await answered(thrown('internal', said));
      expect(failed).toMatchObject({ success: false, code: 'unreachable' });
      expect(failed.error).toBe(
        'This service can’t be reached from this app at the moment. Try again later.',
      );
      for (const named of ['generate', '"europe-west1"', '"shop"', 'allUsers'])
        expect(failed.hint).toContain(named);
      expect(asked).toEqual([`cors GET ${ADDRESS}`, `no-cors GET ${ADDRESS}`]);
    },
  );

  it('names the origins where the functions say that this page may not call', async () => {
    const hint =
      'Pages of https://x.example may not call these functions: list the origin in TOLLGATE_ALLOWED_ORIGINS.';
    browser({ cors: Response.json({ error: { details: { hint } } }, { status: 403 }) });
    expect(await answered(lostNetwork())).toMatchObject({ code: 'unreachable', hint });
  });

  it('stays a lost answer where the function is there, and sends to its log', async () => {
    browser({ cors: Response.json({ error: { status: 'INVALID_ARGUMENT' } }, { status: 400 }) });
    expect(await answered(lostNetwork())).toMatchObject({
      code: 'network',
      hint: expect.stringContaining('log'),
    });
  });

  it('asks where the emulator is, or the domain of the app', async () => {
    const asked = browser({});
    await answered(lostNetwork(), { at: { ...place, emulatorOrigin: 'http://127.0.0.1:5001' } as never });
    await answered(lostNetwork(), { at: { ...place, customDomain: 'https://api.shop.example' } });
    expect(asked).toContain('cors GET http://127.0.0.1:5001/shop/europe-west1/generate');
    expect(asked).toContain('cors GET https://api.shop.example/generate');
  });
});

describe('an answer that is none of the functions', () => {
  it.each([
    ['not-found', 'not-found [404]', '404', 'firebase functions:list'],
    ['permission-denied', 'permission-denied [403]', '403', 'Cloud Run Invoker'],
  ])('is told with its setting: %s', async (code, message, status, setting) => {
    const failed = await answered(thrown(code, message));
    expect(failed).toMatchObject({ code: 'unreachable', error: expect.not.stringContaining(status) });
    expect(failed.hint).toContain(status);
    expect(failed.hint).toContain(setting);
  });

  it('says the same on a server, by the address that it was given', async () => {
    const at = 'https://us-central1-shop.cloudfunctions.net';
    const failed = await answered(thrown('not-found', ''), { at });
    expect(failed).toMatchObject({ code: 'unreachable', hint: expect.stringContaining(`${at}/generate`) });
  });
});

describe('what the functions refuse', () => {
  it('has their hint beside, and no word of their framework for the person', async () => {
    const hint = 'App Check is enforced (TOLLGATE_APP_CHECK), and the call has no token.';
    const error = thrown('unauthenticated', 'Unauthenticated [401]', { reason: 'unauthenticated', hint });
    const failed = await answered(error);
    expect(failed).toMatchObject({ code: 'unauthenticated', hint, details: {} });
    expect(failed.error).toBe('Your sign-in could not be verified. Sign in again.');
  });

  it('is not looked into where they say why', async () => {
    const asked = browser({});
    const refused = thrown('failed-precondition', 'Not enough credits [400]', {
      reason: 'insufficient_credits',
    });
    expect(await answered(refused)).toMatchObject({ code: 'insufficient_credits', hint: undefined });
    expect(asked).toEqual([]);
  });
});

it('tells the developer once in the console, and the person in their language', async () => {
  browser({ 'no-cors': OPAQUE });
  const custom = { ...place, customDomain: 'https://once.example' };
  const failed = await answered(lostNetwork(), { at: custom, locale: 'ar' });
  await answered(lostNetwork(), { at: custom, locale: 'ar' });
  expect(failed.error).toBe('تعذّر الوصول إلى هذه الخدمة من هذا التطبيق الآن. حاول مرة أخرى لاحقًا.');
  expect(console.warn).toHaveBeenCalledExactlyOnceWith(`Tollgate: ${failed.hint}`);
});
