import { randomInt } from 'node:crypto';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { profile, readUser } from '../../functions/src/credits/store.ts';
import { passGate } from '../../functions/src/gate/gate.ts';
import type { Caller } from '../../functions/src/platform/caller.ts';
import { forgetConfig } from '../../functions/src/platform/config.ts';
import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';
import {
  callRaw,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refusal,
  signUp,
  signUpStaff,
  theAdmin,
  userWith,
} from './support.ts';

/** Limits by tier, the allowance of an address, and blocks. Each test has addresses of its own. */

let restore = () => {};
afterEach(() => {
  restore();
  vi.useRealTimers();
});

const number = () => randomInt(1, 255);
const newAddress = (): string => `100.${number()}.${number()}.${number()}`;
const newNetwork = (): string =>
  `2001:db8:${randomInt(1, 65_536).toString(16)}:${randomInt(1, 65_536).toString(16)}`;

const wanted = () => ({
  requestId: newRequestId(),
  aiType: 'chat' as const,
  service: 'gemini',
  prompt: 'a hill',
  units: 1,
});

/** A call of the gate as Google's front end hands it on: what it saw last, what the client wrote before. */
const callFrom = (address: string, person: Person, instance = 0, forged = '') =>
  callRaw('validateAndDeductCredits', wanted(), person.token, {
    origin: instances[instance],
    headers: { 'x-forwarded-for': forged + address },
  });

/** The same in this process, so that round trips can be counted, held up and broken. */
const passFrom = ({ userId, email }: Person, address: string | null, prompt = 'a hill') => {
  const who = { userId, email, displayName: null, isGuest: false, country: null, staffClaim: null };
  const caller: Caller = { ...who, address };
  return passGate({ ...wanted(), prompt }, caller, { runBy: 'app', leaseHolder: null });
};

const peopleOf = (count: number) => Promise.all(Array.from({ length: count }, () => userWith(10)));
const reasonOf = (outcome: Awaited<ReturnType<typeof passFrom>>) =>
  isRefusal(outcome) ? outcome.reason : 'passed';

function countTrips(): RoundTrip[] {
  const trips: RoundTrip[] = [];
  restore = withSeam((trip, run) => {
    trips.push(trip);
    return run();
  });
  return trips;
}

/** Takes all that an address has. */
async function useUp(address: string, people: readonly Person[]) {
  const outcomes = await Promise.all(
    people.flatMap((person) => Array.from({ length: 50 }, () => passFrom(person, address))),
  );
  expect(new Set(outcomes.map(reasonOf))).toEqual(new Set(['passed']));
}

describe('the allowance of an address', () => {
  it('admits 100 of 120 calls at once, of six users over two instances, and refuses 20 with a time', async () => {
    const [people, address] = [await peopleOf(6), newAddress()];
    const answers = await Promise.all(
      people.flatMap((person) =>
        Array.from({ length: 20 }, (_, index) => callFrom(address, person, index % 2)),
      ),
    );
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(refused).toHaveLength(20);
    for (const { code, message, details } of refused) {
      expect({ code, reason: details.reason }).toEqual({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'rate_limited',
      });
      expect(message).toContain('network');
      expect(details.limitOf).toBe('address');
      expect(details.retryAfterMs).toBeGreaterThan(500_000);
      expect(details.retryAfterMs).toBeLessThanOrEqual(660_000);
    }
    // Whatever the client writes before what the front end saw, it is the same address.
    const [ada] = people;
    if (!ada) throw new Error('there are six');
    for (const forged of ['198.51.100.9, ', '127.0.0.1, ', `${newAddress()}, ${newAddress()}, `, ', '])
      expect(await callFrom(address, ada, 0, forged)).toMatchObject({
        error: { details: { reason: 'rate_limited' } },
      });
    expect(await callFrom(newAddress(), ada, 0, `${address}, `)).toMatchObject({ ok: true });
  });

  it('is one for all addresses of an IPv6 network, and another for the next', async () => {
    const [network, people] = [newNetwork(), await peopleOf(2)];
    await useUp(`${network}::`, people);
    for (const person of people) {
      expect(await callFrom(`${network}:1:2:3:4`, person)).toMatchObject({ ok: false });
      expect(await callFrom(`${newNetwork()}:1:2:3:4`, person)).toMatchObject({ ok: true });
    }
  });

  it('costs nothing while a lease lasts: one commit for a known caller; a refusal nothing at all', async () => {
    const [people, address] = [await peopleOf(4), newAddress()];
    const [ada] = people;
    if (!ada) throw new Error('there are four');
    for (let call = 0; call < 2; call++) await passFrom(ada, address);
    const trips = countTrips();
    expect(reasonOf(await passFrom(ada, address))).toBe('passed');
    expect(trips).toEqual([{ kind: 'commit', writes: 2 }]);
    restore();
    const more = people.flatMap((person) => Array.from({ length: 25 }, () => person)).slice(3);
    const outcomes = await Promise.all(more.map((person) => passFrom(person, address)));
    expect(new Set(outcomes.map(reasonOf))).toEqual(new Set(['passed']));
    expect(reasonOf(await passFrom(ada, address))).toBe('rate_limited');
    const none = countTrips();
    for (const person of people) expect(reasonOf(await passFrom(person, address))).toBe('rate_limited');
    expect(none).toEqual([]);
  });

  it('is there again after the time that it told', async () => {
    const [people, address] = [await peopleOf(2), newAddress()];
    await useUp(address, people);
    const [ada] = people;
    if (!ada) throw new Error('there are two');
    const refused = await passFrom(ada, address);
    const { retryAfterMs = 0 } = isRefusal(refused) ? refused.details : {};
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + retryAfterMs - 2_000 });
    expect(reasonOf(await passFrom(ada, address))).toBe('rate_limited');
    // A little more, because the clocks that time is read from differ by a fraction of a millisecond.
    vi.setSystemTime(Date.now() + 2_010);
    expect(reasonOf(await passFrom(ada, address))).toBe('passed');
  });

  it('has nobody wait for another user of the same address', async () => {
    const [[ada, bob], address] = [await peopleOf(2), newAddress()];
    if (!ada || !bob) throw new Error('there are two');
    for (const person of [ada, bob, ada]) await passFrom(person, address);
    const before = (await db.doc(`users/${bob.userId}`).get()).updateTime;
    // Ada's hold hangs; the address's own commit writes one document, hers two.
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: hanging, resolve: hangs } = Promise.withResolvers<void>();
    let isFirst = true;
    restore = withSeam(async (trip, run) => {
      if (trip.kind === 'commit' && trip.writes === 2 && isFirst) {
        isFirst = false;
        hangs();
        await released;
      }
      return run();
    });
    const adas = passFrom(ada, address);
    await hanging;
    expect((await db.doc(`users/${bob.userId}`).get()).updateTime).toEqual(before);
    expect(reasonOf(await passFrom(bob, address))).toBe('passed');
    release();
    expect(reasonOf(await adas)).toBe('passed');
  });

  it('lets nobody pass when it can’t be taken, holds nothing, and says when to try again', async () => {
    const [[ada], address] = [await peopleOf(1), newAddress()];
    if (!ada) throw new Error('there is one');
    restore = withSeam((trip, run) => {
      if (trip.kind === 'getAll' && trip.documents === 1) throw new Error('the database is gone');
      return run();
    });
    expect(await passFrom(ada, address)).toMatchObject({
      reason: 'contended',
      details: { retryAfterMs: 1_000 },
    });
    restore();
    expect(await must('getUserProfile', {}, ada)).toMatchObject({ heldMicro: 0 });
    expect(reasonOf(await passFrom(ada, address))).toBe('passed');
  });

  it('is not taken by a prompt that is refused', async () => {
    const [[ada], address] = [await peopleOf(1), newAddress()];
    if (!ada) throw new Error('there is one');
    const trips = countTrips();
    expect(reasonOf(await passFrom(ada, address, 'a weapon'))).toBe('prompt_rejected');
    expect(trips).toEqual([]);
  });

  it('is not taken where no address is known', async () => {
    const [ada] = await peopleOf(1);
    if (!ada) throw new Error('there is one');
    await passFrom(ada, null);
    const trips = countTrips();
    expect(reasonOf(await passFrom(ada, null))).toBe('passed');
    expect(trips).toEqual([{ kind: 'commit', writes: 2 }]);
  });

  it('is kept under a hash, with hashes, and for as long as it counts', async () => {
    const [[ada], address, network] = [await peopleOf(1), newAddress(), newNetwork()];
    if (!ada) throw new Error('there is one');
    for (const from of [address, `${network}::`]) await passFrom(ada, from);
    const windows = (await db.collection('rate_limits').get()).docs.filter(({ id }) => id !== 'blocks');
    expect(windows.length).toBeGreaterThan(1);
    for (const window of windows) {
      expect(window.id).toMatch(/^[0-9a-f]{32}$/);
      const text = JSON.stringify(window.data());
      for (const word of [address, network, ada.userId, ada.email]) expect(text).not.toContain(word);
      expect(window.get('expiresAt').toMillis()).toBeGreaterThan(Date.now());
    }
  });
});

describe('the accounts behind an address', () => {
  it('are noticed when they are many, under a hash', async () => {
    const address = newAddress();
    const made = newRequestId().slice(0, 8);
    const recorded = async () =>
      (
        await db.collection('abuse_detection').where('signal', '==', 'accountsBehindAddress').get()
      ).docs.filter((record) => String(record.get('userId')).startsWith(made));
    for (let one = 1; one < 10; one++)
      await passFrom({ userId: `${made}-${one}`, email: '', token: '' }, address);
    expect(await recorded()).toEqual([]);
    await passFrom({ userId: `${made}-10`, email: '', token: '' }, address);
    const [record] = await recorded();
    expect(record?.data()).toMatchObject({ severity: 'low', count: 10, userId: `${made}-10` });
    expect(record?.id).toMatch(/^[0-9a-f]{32}[.]/);
  });
});

describe('blocking addresses', () => {
  const blockOf = (address: string, blocked = true) => ({ address, blocked, reason: 'scraping' });

  it('refuses every caller from there, at once here and soon everywhere, until it is lifted', async () => {
    const [admin, [ada], address] = [await theAdmin(), await peopleOf(1), newAddress()];
    if (!ada) throw new Error('there is one');
    const range = address.replace(/\d+$/, '0/24');
    expect(await callFrom(address, ada)).toMatchObject({ ok: true });
    const answer = await must('setAddressBlock', blockOf(`${address}/24`), admin, instances[0]);
    expect(answer).toEqual({ range, blocked: true });
    const blocked = { ok: false, error: { code: 'PERMISSION_DENIED', details: { reason: 'ip_blocked' } } };
    expect(await callFrom(address, ada)).toMatchObject(blocked);
    // Before the prompt is looked at.
    const banned = { ...wanted(), prompt: 'a weapon' };
    const headers = { 'x-forwarded-for': address };
    expect(await callRaw('generate', banned, ada.token, { origin: instances[0], headers })).toMatchObject(
      blocked,
    );
    expect(await callFrom(newAddress(), ada)).toMatchObject({ ok: true });
    await expect
      .poll(() => callFrom(address, ada, 1), { timeout: 15_000, interval: 500 })
      .toMatchObject(blocked);
    await must('setAddressBlock', blockOf(range, false), admin, instances[0]);
    expect(await callFrom(address, ada)).toMatchObject({ ok: true });
  });

  it('works for networks of IPv6', async () => {
    const [admin, [ada], network] = [await theAdmin(), await peopleOf(1), newNetwork()];
    if (!ada) throw new Error('there is one');
    const answer = await must('setAddressBlock', blockOf(`${network}:1:2:3:4`), admin, instances[0]);
    expect(answer.range).toMatch(/::\/64$/);
    expect(await callFrom(`${network}:9:9:9:9`, ada)).toMatchObject({
      error: { details: { reason: 'ip_blocked' } },
    });
    await must('setAddressBlock', blockOf(answer.range, false), admin, instances[0]);
    expect(await callFrom(`${network}:9:9:9:9`, ada)).toMatchObject({ ok: true });
  });

  it('done twice, or at once, is done and recorded once', async () => {
    const [admin, address] = [await theAdmin(), newAddress()];
    const range = `${address}/32`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        must('setAddressBlock', blockOf(address), admin, instances[index % 2]),
      ),
    );
    for (const answer of answers) expect(answer).toEqual({ range, blocked: true });
    const stored = (await db.doc('rate_limits/blocks').get()).data();
    expect(stored?.ranges.filter((one: { range: string }) => one.range === range)).toHaveLength(1);
    for (let time = 0; time < 2; time++) await must('setAddressBlock', blockOf(address, false), admin);
    const audit = await db.collection('admin_audit_logs').where('targetId', '==', range).get();
    expect(audit.docs.map((entry) => entry.get('after.blocked')).sort()).toEqual([false, true]);
    expect(audit.docs[0]?.data()).toMatchObject({
      action: 'set_address_block',
      actorId: admin.userId,
      targetType: 'address',
      reason: 'scraping',
    });
  });

  it('is for admins alone, and not of the whole world', async () => {
    const before = await db.doc('rate_limits/blocks').get();
    for (const person of [await signUp(), await signUpStaff('moderator')]) {
      expect(await refusal('setAddressBlock', blockOf(newAddress()), person)).toMatchObject({
        details: { reason: 'not_admin' },
      });
    }
    for (const address of ['0.0.0.0/0', '::/0', '127.0.0.1', 'everybody']) {
      expect(await refusal('setAddressBlock', blockOf(address), await theAdmin())).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { issues: [{ path: 'address' }] },
      });
    }
    expect((await db.doc('rate_limits/blocks').get()).updateTime).toEqual(before.updateTime);
  });
});

describe('limits by tier', () => {
  const saved = db.doc('system_config/limits');
  afterEach(async () => {
    await saved.update({ perHourByTier: {} });
    forgetConfig();
  });

  it('are in force once they are in the database, in the gate and in the profile', async () => {
    const [ada, bob] = [await userWith(10), await userWith(10)];
    await db.doc(`users/${ada.userId}`).update({ tier: 'premium' });
    await saved.update({ perHourByTier: { premium: { chat: 3 }, basic: { chat: 1 } } });
    forgetConfig();
    const limitsOf = async ({ userId }: Person) => {
      const user = await readUser(userId);
      if (!user) throw new Error('the user is there');
      return (await profile(user, null, null)).limits;
    };
    expect(await limitsOf(ada)).toMatchObject({ chat: { limit: 3, left: 3 }, image: { limit: 50 } });
    expect(await limitsOf(bob)).toMatchObject({ chat: { limit: 100 } });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => passFrom(ada, null)));
    expect(outcomes.map(reasonOf).sort()).toEqual([
      ...['passed', 'passed', 'passed'],
      ...['rate_limited', 'rate_limited'],
    ]);
    for (let call = 0; call < 5; call++) expect(reasonOf(await passFrom(bob, null))).toBe('passed');
    expect((await limitsOf(ada)).chat).toMatchObject({ limit: 3, left: 0, freeAt: expect.any(Number) });
  });
});
