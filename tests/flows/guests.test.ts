import { randomInt, randomUUID } from 'node:crypto';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { afterEach, describe, expect, it } from 'vitest';
import { passGate } from '../../functions/src/gate/gate.ts';
import { forgetConfig } from '../../functions/src/platform/config.ts';
import {
  callRaw,
  credits,
  db,
  instances,
  linked,
  must,
  newRequestId,
  type Person,
  signInAsGuest,
  theAdmin,
  userWith,
} from './support.ts';

/** People who try it without an account. Each test has an address of its own. */

const number = () => randomInt(1, 255);
const newAddress = (): string => `100.${number()}.${number()}.${number()}`;
const newBrowser = (): string => randomUUID();

interface Place {
  address: string;
  browserId?: string;
  instance?: number;
  prompt?: string;
}

const generate = (person: Person, { address, browserId, instance = 0, prompt = 'a hill' }: Place) => {
  const wanted = { requestId: newRequestId(), aiType: 'image', service: 'local-image', prompt };
  const data = browserId === undefined ? wanted : { ...wanted, browserId };
  const headers = { 'x-forwarded-for': address };
  return callRaw('generate', data, person.token, { origin: instances[instance], headers });
};

type Answered = Awaited<ReturnType<typeof generate>>;
const outcomes = (answers: readonly Answered[]) =>
  answers.map((answer) => (answer.ok ? 'made' : answer.error.details.reason)).sort();

const leftAt = async (person: Person, address: string, browserId?: string) => {
  const data = browserId === undefined ? {} : { browserId };
  const headers = { 'x-forwarded-for': address };
  const answer = await callRaw('getUserProfile', data, person.token, { headers });
  return answer.ok ? answer.value.guest : answer.error;
};

describe('a guest', () => {
  it('generates three times for nothing, and is then told when the next one is free', async () => {
    const [guest, address] = [await signInAsGuest(), newAddress()];
    expect(await leftAt(guest, address)).toEqual({ limit: 3, left: 3, freeAt: null });
    for (let call = 0; call < 3; call++) {
      const answer = await generate(guest, { address });
      expect(answer).toMatchObject({ ok: true, value: { status: 'completed', chargedMicro: 0 } });
    }
    const refused = await generate(guest, { address });
    if (refused.ok) throw new Error('a fourth was made');
    const { status, code, message, details } = refused.error;
    const said = { status, code, reason: details.reason };
    expect(said).toEqual({ status: 429, code: 'RESOURCE_EXHAUSTED', reason: 'guest_limit' });
    expect(message).toContain('Sign up');
    expect(details.retryAfterMs).toBeGreaterThan(23 * 3_600_000);
    expect(details.retryAfterMs).toBeLessThanOrEqual(24 * 3_600_000);
    expect(await leftAt(guest, address)).toMatchObject({ limit: 3, left: 0, freeAt: expect.any(Number) });
    expect(await must('getCreditLogs', {}, guest)).toMatchObject({ entries: [] });
  });

  it('in two tabs at once, on two instances, generates three times and not once more', async () => {
    const [guest, address, browserId] = [await signInAsGuest(), newAddress(), newBrowser()];
    const answers = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((instance) => generate(guest, { address, browserId, instance })),
    );
    const refused = ['guest_limit', 'guest_limit', 'guest_limit'];
    expect(outcomes(answers)).toEqual([...refused, 'made', 'made', 'made']);
  });

  it('shares the three with all guests of the address, five at once; whoever signed up is not concerned', async () => {
    const address = newAddress();
    const guests = await Promise.all(Array.from({ length: 5 }, signInAsGuest));
    const member = await userWith(10);
    const [answers, own] = await Promise.all([
      Promise.all(
        guests.map((guest, index) =>
          generate(guest, { address, browserId: newBrowser(), instance: index % 2 }),
        ),
      ),
      generate(member, { address }),
    ]);
    expect(outcomes(answers)).toEqual(['guest_limit', 'guest_limit', 'made', 'made', 'made']);
    expect(own).toMatchObject({ ok: true, value: { chargedMicro: credits(1) } });
    expect(await generate(member, { address })).toMatchObject({ ok: true });
  });

  it('is the same in a cleared browser, and the same browser is the same elsewhere', async () => {
    const [address, browserId] = [newAddress(), newBrowser()];
    const guest = await signInAsGuest();
    for (let call = 0; call < 3; call++) await generate(guest, { address, browserId });
    const cleared = { address, browserId: newBrowser() };
    expect(outcomes([await generate(await signInAsGuest(), cleared)])).toEqual(['guest_limit']);
    const elsewhere = { address: newAddress(), browserId };
    const again = await signInAsGuest();
    expect(outcomes([await generate(again, elsewhere)])).toEqual(['guest_limit']);
    expect(await leftAt(again, elsewhere.address, browserId)).toMatchObject({ left: 0 });
    expect(outcomes([await generate(again, { address: newAddress(), browserId: newBrowser() })])).toEqual([
      'made',
    ]);
  });

  it('gets back what failed', async () => {
    const [guest, address, browserId] = [await signInAsGuest(), newAddress(), newBrowser()];
    const failed = await generate(guest, { address, browserId, prompt: 'a hill [fail]' });
    expect(failed).toMatchObject({ ok: false, error: { details: { reason: 'provider_failed' } } });
    expect(await leftAt(guest, address, browserId)).toMatchObject({ left: 3 });
  });

  it('leaves neither address nor browser id behind', async () => {
    const [guest, address, browserId] = [await signInAsGuest(), newAddress(), newBrowser()];
    await generate(guest, { address, browserId });
    const limits = await db.collection('rate_limits').get();
    const activities = await db.collection('ai_activity').where('userId', '==', guest.userId).get();
    const user = await db.doc(`users/${guest.userId}`).get();
    const all = [...limits.docs, ...activities.docs, user].map(
      (one) => `${one.id} ${JSON.stringify(one.data())}`,
    );
    expect(all.join('\n')).not.toContain(address);
    expect(all.join('\n')).not.toContain(browserId);
  });

  it('keeps everything by signing up, and has the welcome credits once', async () => {
    const [guest, address, browserId] = [await signInAsGuest(), newAddress(), newBrowser()];
    for (let call = 0; call < 3; call++) await generate(guest, { address, browserId });
    const member = await linked(guest);
    expect(member.userId).toBe(guest.userId);
    // Before anything else, and from everywhere at once: the first call may well be to generate.
    const answers = await Promise.all([
      ...[0, 1].map((instance) => generate(member, { address, browserId, instance })),
      ...[0, 1].map((instance) => callRaw('ensureUser', {}, member.token, { origin: instances[instance] })),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ ok: true });
    const profile = await must('getUserProfile', {}, member);
    expect(profile).toMatchObject({
      ...{ isGuest: false, guest: null, email: member.email, creditsMicro: credits(8) },
      usage: { lifetime: { generations: 5 } },
    });
    const { entries } = await must('getCreditLogs', {}, member);
    expect(entries.filter(({ type }) => type === 'grant')).toHaveLength(1);
    const activities = await db.collection('ai_activity').where('userId', '==', member.userId).get();
    expect(activities.size).toBe(5);
  });
});

describe('guests who ask in vain', () => {
  const guestAt = async (address: string) => {
    const { userId } = await signInAsGuest();
    const who = { userId, email: null, displayName: null, country: null, staffClaim: null };
    const input = { aiType: 'chat', service: 'gemini', prompt: 'a hill', units: 1 } as const;
    return () =>
      passGate(
        { ...input, requestId: newRequestId() },
        { ...who, isGuest: true, address },
        {
          runBy: 'app',
          leaseHolder: null,
        },
      );
  };

  it('use up their own allowance of calls, and nobody else has to wait', async () => {
    const address = newAddress();
    const asks = await guestAt(address);
    const answers = await Promise.all(Array.from({ length: 110 }, asks));
    const reasons = answers.map((answer) => (isRefusal(answer) ? answer.reason : 'passed'));
    const countOf = (reason: string) => reasons.filter((one) => one === reason).length;
    expect([countOf('passed'), countOf('guest_limit'), countOf('rate_limited')]).toEqual([3, 97, 10]);
    const member = await userWith(10);
    expect(await generate(member, { address })).toMatchObject({ ok: true });
  });
});

describe('the rule for guests', () => {
  const stored = async () => {
    const {
      version,
      updatedAt: _at,
      updatedBy: _by,
      ...config
    } = (await db.doc('system_config/limits').get()).data() ?? {};
    return { version, config };
  };
  const save = async (guest: object) => {
    const { version, config } = await stored();
    const document = 'limits';
    const wanted = { document, expectedVersion: version, config: { ...config, guest } };
    return callRaw('updateCreditConfiguration', wanted, (await theAdmin()).token);
  };
  // By the call: the instance goes by what is saved here at once, and not by what it read some seconds ago.
  afterEach(async () => {
    expect(await save({ generations: 3, windowMs: 86_400_000 })).toMatchObject({ ok: true });
    forgetConfig();
  });

  it('is configuration that an admin saves, checked as it is saved', async () => {
    for (const guest of [
      { generations: -1, windowMs: 86_400_000 },
      { generations: 1.5, windowMs: 86_400_000 },
      { generations: 3, windowMs: 0 },
    ])
      expect(await save(guest)).toMatchObject({ error: { details: { reason: 'invalid_argument' } } });
    expect(await save({ generations: 1, windowMs: 60_000 })).toMatchObject({ ok: true });
    const [guest, address] = [await signInAsGuest(), newAddress()];
    expect(outcomes([await generate(guest, { address }), await generate(guest, { address })])).toEqual([
      ...['guest_limit', 'made'],
    ]);
  });
});
