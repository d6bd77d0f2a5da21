import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { passGate } from '../../functions/src/gate/gate.ts';
import type { Caller } from '../../functions/src/platform/caller.ts';
import { forgetConfig } from '../../functions/src/platform/config.ts';
import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';
import { newAddress } from './http.ts';
import {
  credits,
  db,
  must,
  newRequestId,
  type Person,
  signInAsGuest,
  signUp,
  storedAbout,
  theAdmin,
  userWith,
} from './support.ts';

/**
 * When a remote moderator is asked: about what nothing else would refuse. The gate runs in this process, so
 * that what it asks and how often it goes to the database can be counted. The instances have no key and are
 * set to let such prompts pass.
 */
vi.hoisted(() => {
  process.env.TOLLGATE_REMOTE_MODERATION = 'openai';
  process.env.TOLLGATE_OPENAI_KEY = 'sk-test';
});

const MODERATION = 'system_config/moderation';
const remote = { provider: 'openai', model: 'm', timeoutMs: 10_000, onFailure: 'allow' };
let restore = () => {};
let answered: () => Promise<boolean>;
const asked = vi.fn<(prompt: string) => void>();

beforeAll(async () => {
  await db.doc(MODERATION).update({ remote });
  forgetConfig();
});

afterAll(async () => {
  await db.doc(MODERATION).update({ remote: null });
  forgetConfig();
});

beforeEach(() => {
  asked.mockReset();
  answered = async () => false;
  const fetched = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (!String(input).startsWith('https://api.openai.com/')) return fetched(input, init);
    asked(JSON.parse(String(init?.body)).input);
    return Response.json({ results: [{ flagged: await answered(), categories: { hate: true } }] });
  });
});

afterEach(() => {
  restore();
  vi.restoreAllMocks();
});

const image = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units: 1 } as const;
type Wanted = { [K in keyof typeof image]?: (typeof image)[K] | string | number } & { requestId?: string };

async function pass(person: Person, wanted: Wanted = {}, from: Partial<Caller> = {}) {
  const { userId, email } = person;
  const who = { userId, email, displayName: null, isGuest: false, country: null, staffClaim: null };
  const caller: Caller = { ...who, address: null, ...from };
  const input = { requestId: newRequestId(), ...image, ...wanted } as Parameters<typeof passGate>[0];
  const outcome = await passGate(input, caller, { runBy: 'app', leaseHolder: null });
  return isRefusal(outcome) ? outcome.reason : 'passed';
}

const change = (person: Person, fields: object) => db.doc(`users/${person.userId}`).update({ ...fields });

/** The round trips of one call. */
async function tripsOf(call: () => Promise<unknown>): Promise<string[]> {
  const trips: RoundTrip[] = [];
  restore = withSeam(async (trip, run) => {
    trips.push(trip);
    return run();
  });
  await call();
  restore();
  return trips.map(({ kind }) => kind);
}

describe('the remote moderator is not asked about a prompt of', () => {
  it('who is suspended or paused', async () => {
    const ada = await userWith(10);
    for (const status of ['suspended', 'paused'] as const) {
      await change(ada, { status });
      expect(await pass(ada)).toBe(status);
    }
    expect(asked).not.toHaveBeenCalled();
  });

  it('who has no credits left, or has allowed themselves no more', async () => {
    const [ada, bob] = [await userWith(0), await userWith(10)];
    expect(await pass(ada)).toBe('insufficient_credits');
    await must('setSpendingLimit', { dayMicro: credits(0.5), monthMicro: null }, bob);
    expect(await pass(bob)).toBe('spending_limit');
    expect(asked).not.toHaveBeenCalled();
  });

  it('who has used up the hour', async () => {
    const ada = await userWith(10);
    await change(ada, { 'windows.image': Array.from({ length: 50 }, () => Date.now() - 1_000) });
    expect(await pass(ada)).toBe('rate_limited');
    expect(asked).not.toHaveBeenCalled();
  });

  it('who asks for a service that there is not, or for more of it than it makes', async () => {
    const ada = await userWith(10);
    expect(await pass(ada, { service: 'nope' })).toBe('invalid_argument');
    expect(await pass(ada, { units: 1_000_000 })).toBe('invalid_argument');
    expect(asked).not.toHaveBeenCalled();
  });

  it('who calls from an address that is blocked, or has used up its calls', async () => {
    const [ada, address, other] = [await userWith(100), newAddress(), newAddress()];
    await must('setAddressBlock', { address, blocked: true, reason: 'a test' }, await theAdmin());
    forgetConfig();
    expect(await pass(ada, {}, { address })).toBe('ip_blocked');
    expect(asked).not.toHaveBeenCalled();
    for (let call = 0; call < 100; call++) await pass(ada, { service: 'nope' }, { address: other });
    expect(await pass(ada, {}, { address: other })).toBe('rate_limited');
    expect(asked).not.toHaveBeenCalled();
  });

  it('a guest who has nothing left', async () => {
    const guest = await signInAsGuest();
    const from = { isGuest: true, email: null, address: newAddress() };
    const small = { aiType: 'chat', service: 'gemini', units: 1 };
    for (let call = 0; call < 3; call++) expect(await pass(guest, small, from)).toBe('passed');
    asked.mockReset();
    expect(await pass(guest, small, from)).toBe('guest_limit');
    expect(asked).not.toHaveBeenCalled();
  });

  it('in which a banned term stands, which counts as such whatever its author has left', async () => {
    const ada = await userWith(0);
    expect(await pass(ada, { prompt: 'a weapon' })).toBe('prompt_rejected');
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('the remote moderator is asked', () => {
  it('about a prompt that nothing else refuses, once, on one read and before one commit', async () => {
    const ada = await userWith(10);
    const trips = await tripsOf(async () => expect(await pass(ada)).toBe('passed'));
    expect(asked).toHaveBeenCalledExactlyOnceWith('a hill');
    expect(trips).toEqual(['getAll', 'commit']);
  });

  it('and what it flags is refused; nothing is held, counted or written', async () => {
    const ada = await userWith(10);
    const before = await storedAbout(ada);
    answered = async () => true;
    expect(await pass(ada)).toBe('prompt_rejected');
    expect(await storedAbout(ada)).toEqual(before);
  });

  it('about the first prompt of who is not known yet', async () => {
    expect(await pass(await signUp())).toMatch(/^(passed|insufficient_credits)$/);
  });

  it('not again about a repeat, which gets its answer though nothing is left', async () => {
    const ada = await userWith(1);
    const requestId = newRequestId();
    expect(await pass(ada, { requestId })).toBe('passed');
    expect(await pass(ada, { requestId })).toBe('passed');
    expect(await pass(ada, { requestId, prompt: 'another hill' })).toBe('request_reused');
    expect(asked).toHaveBeenCalledOnce();
  });

  it('about four prompts of one user at once; the others may come again', async () => {
    const ada = await userWith(50);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    answered = () => promise;
    const outcomes: string[] = [];
    const calls = Array.from({ length: 20 }, async () => outcomes.push(await pass(ada)));
    await expect.poll(() => outcomes.length).toBe(16);
    expect(new Set(outcomes)).toEqual(new Set(['contended']));
    expect(asked).toHaveBeenCalledTimes(4);
    expect(await pass(await userWith(0))).toBe('insufficient_credits');
    resolve(false);
    await Promise.all(calls);
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(4);
    expect(await pass(ada)).toBe('passed');
  });
});
