import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { ask, newAddress, newKey, type Reply } from './http.ts';
import {
  callRaw,
  db,
  instances,
  must,
  type Person,
  project,
  refusal,
  signedInAgo,
  signInAsGuest,
  signUpByGoogle,
  signUpStaff,
  storedAbout,
  theAdmin,
  userWith,
} from './support.ts';
import { tick } from './time.ts';

/** Credentials of the HTTP API: who gets a key, what it opens, and how it ends. */

const admin = getAuth(initializeApp({ projectId: project }, 'http-keys'));

const keysOf = ({ userId }: Person) => db.collection('api_keys').where('userId', '==', userId).get();

const statusOf = async (credential: string | null, instance = 0, headers = {}) =>
  (await ask(credential, '/v1/balance', { instance, headers })).status;

/** Ended, in time: at once where it was ended, elsewhere when what was read of it is too old. */
async function untilRefused(key: string): Promise<void> {
  for (const instance of [0, 1])
    await expect.poll(() => statusOf(key, instance), { timeout: 40_000, interval: 500 }).toBe(401);
}

describe('an API key', { timeout: 60_000 }, () => {
  it('is shown to who made it, once, and kept nowhere', async () => {
    const ada = await userWith(10);
    const { key, apiKey } = await newKey(ada, { name: 'nightly' });
    expect(apiKey).toMatchObject({
      name: 'nightly',
      lastFour: key.slice(-4),
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(await statusOf(key)).toBe(200);
    const { keys } = await must('listApiKeys', {}, ada);
    expect(keys).toMatchObject([{ ...apiKey, lastUsedAt: expect.any(Number) }]);
    const stored = await db.collection('api_keys').where('userId', '==', ada.userId).get();
    expect(stored.size).toBe(1);
    const [document] = stored.docs;
    const secret = key.slice(4, -11);
    const everything = JSON.stringify([document?.id, document?.data(), await storedAbout(ada), keys]);
    for (const part of [key, secret, key.slice(-11)]) expect(everything).not.toContain(part);
    // Neither its id nor the list leads to where it is stored.
    expect(JSON.stringify([apiKey, await storedAbout(ada)])).not.toContain(document?.id);
    const { documents } = await must('exportData', {}, ada);
    expect(documents).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({ name: 'nightly', lastFour: key.slice(-4) }),
      }),
    );
    expect(JSON.stringify(documents)).not.toContain(document?.id);
  });

  it('is the same one when its making is asked for again, 20 times at once on two instances', async () => {
    const ada = await userWith(10);
    const input = { secret: newApiSecret(), name: 'a script' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => must('createApiKey', input, ada, instances[index % 2])),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    expect((await must('listApiKeys', {}, ada)).keys).toHaveLength(1);
    expect(await refusal('createApiKey', { ...input, name: 'another' }, ada)).toMatchObject({
      details: { reason: 'request_reused' },
    });
    expect(await refusal('createApiKey', input, await userWith(10))).toMatchObject({
      details: { reason: 'request_reused' },
    });
  });

  it('is made 20 times and not once more, at once on two instances', async () => {
    const ada = await userWith(10);
    const make = (index: number) =>
      must('createApiKey', { secret: newApiSecret(), name: `${index}` }, ada, instances[index % 2]).catch(
        () => null,
      );
    const made = await Promise.all(Array.from({ length: 25 }, (_, index) => make(index)));
    expect(made.filter((one) => one !== null)).toHaveLength(20);
    const { keys } = await must('listApiKeys', {}, ada);
    expect(keys).toHaveLength(20);
    await must('revokeApiKey', { keyId: keys[0]?.keyId ?? '' }, ada);
    await newKey(ada);
  });

  it('is not for guests, not while suspended, and not of a secret that somebody typed', async () => {
    const guest = await signInAsGuest();
    const input = { secret: newApiSecret(), name: 'x' };
    expect(await refusal('createApiKey', input, guest)).toMatchObject({ status: 403 });
    const ada = await userWith(10);
    for (const secret of ['short', 'a'.repeat(43), 'abcabcabc'.repeat(5).slice(0, 43), `${'x'.repeat(42)}!`])
      expect(await refusal('createApiKey', { ...input, secret }, ada)).toMatchObject({ status: 400 });
    expect(await refusal('createApiKey', { ...input, expiresAt: Date.now() - 1 }, ada)).toMatchObject({
      status: 400,
    });
    await must('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'x' }, await theAdmin());
    expect(await refusal('createApiKey', input, ada)).toMatchObject({ details: { reason: 'suspended' } });
    expect(
      (await db.collection('api_keys').where('userId', 'in', [ada.userId, guest.userId]).get()).size,
    ).toBe(0);
  });

  it('ends when its owner revokes it, everywhere within seconds, and does not come back', async () => {
    const ada = await userWith(10);
    const input = { secret: newApiSecret(), name: 'a script' };
    const { key, apiKey } = await must('createApiKey', input, ada);
    for (const instance of [0, 1]) expect(await statusOf(key, instance)).toBe(200);
    expect(await refusal('revokeApiKey', { keyId: apiKey.keyId }, await userWith(10))).toMatchObject({
      status: 404,
    });
    expect(await statusOf(key)).toBe(200);
    await must('revokeApiKey', { keyId: apiKey.keyId }, ada);
    expect(await statusOf(key)).toBe(401);
    await untilRefused(key);
    expect(await must('revokeApiKey', { keyId: apiKey.keyId }, ada)).toEqual({ keyId: apiKey.keyId });
    expect(await refusal('createApiKey', input, ada)).toMatchObject({
      details: { reason: 'request_reused' },
    });
    expect((await must('listApiKeys', {}, ada)).keys).toEqual([]);
  });

  it('ends at its time', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada, { expiresAt: Date.now() + 3_000 });
    expect(await statusOf(key)).toBe(200);
    await untilRefused(key);
  });

  it('ends with the account', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    await untilRefused(key);
    expect((await db.collection('api_keys').where('userId', '==', ada.userId).get()).size).toBe(0);
  });

  it('that was revoked stands in nobody’s way: not in the list, nor of closing the account', async () => {
    const ada = await userWith(10);
    const { apiKey } = await newKey(ada);
    const ended = { ...(await keysOf(ada)).docs[0]?.data(), revokedAt: Timestamp.now() };
    const batch = db.batch();
    for (let index = 0; index < 400; index++)
      batch.set(db.collection('api_keys').doc(), { ...ended, keyId: `${ada.userId}${index}` });
    await batch.commit();
    expect((await must('listApiKeys', {}, ada)).keys).toMatchObject([{ keyId: apiKey.keyId }]);
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    expect((await keysOf(ada)).size).toBe(0);
  });

  it('that has ended is removed by the clean-up after a week', async () => {
    const ada = await userWith(10);
    await newKey(ada);
    const made = (await keysOf(ada)).docs[0]?.data();
    const daysAgo = (days: number) => Timestamp.fromMillis(Date.now() - days * 86_400_000);
    const add = (keyId: string, ended: object) =>
      db.collection('api_keys').add({ ...made, keyId: ada.userId + keyId, ...ended });
    await add('revoked long ago', { revokedAt: daysAgo(8) });
    await add('expired long ago', { expiresAt: daysAgo(8) });
    const kept = [
      await add('revoked', { revokedAt: daysAgo(6) }),
      await add('expired', { expiresAt: daysAgo(6) }),
    ];
    await tick('cleanupOldData');
    const left = (await keysOf(ada)).docs;
    expect(left).toHaveLength(3);
    for (const { id } of kept) expect(left.map((document) => document.id)).toContain(id);
  });

  it('ends with its account being disabled in Authentication, or removed there', async () => {
    const [ada, bob] = await Promise.all([userWith(10), userWith(10)]);
    const keys = await Promise.all([newKey(ada), newKey(bob)]);
    await admin.updateUser(ada.userId, { disabled: true });
    await admin.deleteUser(bob.userId);
    for (const { key } of keys) expect(await statusOf(key)).toBe(401);
  });

  it('reads and generates nothing while its account is suspended, and goes on afterwards', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    const setStatus = async (status: 'active' | 'suspended') =>
      must('setUserStatus', { userId: ada.userId, status, reason: 'x' }, await theAdmin());
    await setStatus('suspended');
    const read = await ask(key, '/v1/balance');
    expect([read.status, read.body.error?.reason]).toEqual([403, 'suspended']);
    await setStatus('active');
    await expect.poll(() => statusOf(key), { timeout: 40_000, interval: 500 }).toBe(200);
  });

  it('is not made, and no account is deleted, by a session of long ago, nor by a key', async () => {
    // The emulator takes no token that is older than a password, so somebody without one.
    const ada = await signUpByGoogle();
    await must('ensureUser', {}, ada);
    const wanted = { secret: newApiSecret(), name: 'nightly' };
    const old = { ...ada, token: signedInAgo(ada.token, 11 * 60) };
    const refused = { status: 401, code: 'UNAUTHENTICATED', details: { reason: 'recent_sign_in_required' } };
    expect(await refusal('createApiKey', wanted, old)).toMatchObject(refused);
    expect(await refusal('deleteAccount', { confirm: 'delete my account' }, old)).toMatchObject(refused);
    expect((await db.doc(`users/${ada.userId}`).get()).get('status')).toBe('active');
    const { key } = await must('createApiKey', wanted, { ...ada, token: signedInAgo(ada.token, 9 * 60) });

    for (const name of ['createApiKey', 'deleteAccount'])
      expect(await callRaw(name, {}, key)).toMatchObject({ ok: false, error: { status: 401 } });
    for (const path of ['/v1/api-keys', '/v1/keys', '/v1/account', '/v1/createApiKey', '/v1/deleteAccount'])
      for (const method of ['POST', 'DELETE']) expect((await ask(key, path, { method })).status).toBe(404);
    // A guest has nothing to prove themselves by.
    const guest = await signInAsGuest();
    const oldGuest = { ...guest, token: signedInAgo(guest.token, 86_400) };
    await must('ensureUser', {}, oldGuest);
    await must('deleteAccount', { confirm: 'delete my account' }, oldGuest);
  });

  it.each(['and called since', 'and never called'])(
    'is what an old token of a guest deletes no more, once they have signed up %s',
    async (since) => {
      const guest = await signInAsGuest();
      await must('ensureUser', {}, guest);
      const member = await signUpByGoogle(guest);
      expect(member.userId).toBe(guest.userId);
      if (since === 'and called since') await must('ensureUser', {}, member);
      const old = { ...guest, token: signedInAgo(guest.token, 11 * 60) };
      expect(await refusal('deleteAccount', { confirm: 'delete my account' }, old)).toMatchObject({
        details: { reason: 'recent_sign_in_required' },
      });
      expect((await db.doc(`users/${guest.userId}`).get()).get('status')).toBe('active');
      await must('deleteAccount', { confirm: 'delete my account' }, member);
    },
  );

  it('is announced to its owner by its name, once, and not by the key', async () => {
    const ada = await userWith(10);
    const wanted = { secret: newApiSecret(), name: 'nightly' };
    const { key } = await must('createApiKey', wanted, ada);
    await must('createApiKey', wanted, ada);
    const { notices } = await must('getUserProfile', {}, ada);
    expect(notices.filter(({ kind }) => kind === 'api_key_made')).toEqual([
      {
        id: expect.any(Number),
        kind: 'api_key_made',
        amountMicro: null,
        reason: 'nightly',
        createdAt: expect.any(Number),
        readAt: null,
      },
    ]);
    expect(JSON.stringify((await db.doc(`users/${ada.userId}`).get()).data())).not.toContain(
      key.slice(4, 20),
    );
  });

  it('is revoked by staff, all of a user at once, with an audit entry', async () => {
    const ada = await userWith(10);
    const keys = [await newKey(ada), await newKey(ada)];
    const moderator = await signUpStaff('moderator');
    const act = { userId: ada.userId, reason: 'leaked in a repository' };
    expect(await refusal('revokeUserApiKeys', act, ada)).toMatchObject({ details: { reason: 'not_admin' } });
    expect(await must('revokeUserApiKeys', act, moderator)).toMatchObject({
      revoked: 2,
      audit: {
        ...{ action: 'revoke_api_keys', actorId: moderator.userId, targetId: ada.userId },
        ...{ reason: act.reason, before: { apiKeys: 2 }, after: { apiKeys: 0 } },
      },
    });
    for (const { key } of keys) await untilRefused(key);
    expect((await must('listApiKeys', {}, ada)).keys).toEqual([]);
    expect(await must('revokeUserApiKeys', act, moderator)).toEqual({ revoked: 0, audit: null });
  });

  it('of an admin is ended by admins alone, of a moderator by themselves too', async () => {
    const [boss, moderator] = [await signUpStaff('admin'), await signUpStaff('moderator')];
    const [{ key }] = [await newKey(boss), await newKey(moderator)];
    const act = { userId: boss.userId, reason: 'spite' };
    expect(await refusal('revokeUserApiKeys', act, moderator)).toMatchObject({
      details: { reason: 'not_admin' },
    });
    expect(await statusOf(key)).toBe(200);
    const own = { userId: moderator.userId, reason: 'lost' };
    expect(await must('revokeUserApiKeys', own, moderator)).toMatchObject({ revoked: 1 });
    expect(await must('revokeUserApiKeys', act, await theAdmin())).toMatchObject({ revoked: 1 });
    await untilRefused(key);
  });

  it('ends everywhere within seconds of a suspension, also when nobody can sign in with its account any more', async () => {
    const ada = await userWith(10);
    const { key } = await newKey(ada);
    for (const instance of [0, 1]) expect(await statusOf(key, instance)).toBe(200);
    await admin.deleteUser(ada.userId);
    const act = { userId: ada.userId, reason: 'its owner is gone' };
    await must('setUserStatus', { ...act, status: 'suspended' }, await theAdmin());
    const wanted = { aiType: 'image', service: 'local-image', prompt: 'a hill' };
    for (const instance of [0, 1]) {
      const held = await ask(key, '/v1/generations', { instance, body: wanted });
      expect(held.status).toBeGreaterThanOrEqual(401);
      await expect
        .poll(() => statusOf(key, instance), { timeout: 40_000, interval: 500 })
        .toBeGreaterThanOrEqual(401);
    }
    expect(await must('revokeUserApiKeys', act, await theAdmin())).toMatchObject({ revoked: 1 });
  });
});

describe('a credential that opens nothing', () => {
  const challengeOf = ({ status, headers, body }: Reply) => [
    status,
    body.error?.reason,
    headers.get('www-authenticate'),
  ];
  const INVALID = [401, 'unauthenticated', 'Bearer realm="tollgate", error="invalid_token"'];
  let ada: Person;

  it('is asked for where there is none', async () => {
    expect(challengeOf(await ask(null, '/v1/balance'))).toEqual([
      401,
      'unauthenticated',
      'Bearer realm="tollgate"',
    ]);
  });

  it('is refused with the same answer, whatever the matter is with it', async () => {
    ada = await userWith(10);
    const { key, apiKey } = await newKey(ada);
    const revoked = await newKey(ada);
    await must('revokeApiKey', { keyId: revoked.apiKey.keyId }, ada);
    const wrong = [
      `tgk_${newApiSecret()}${key.slice(-11)}`,
      `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      `tgk_${key.slice(4, 14)}`,
      'tgk_',
      `tgk_${apiKey.keyId}`,
      revoked.key,
    ];
    const replies = await Promise.all(wrong.map((credential) => ask(credential, '/v1/balance')));
    for (const reply of replies) expect(challengeOf(reply)).toEqual(INVALID);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1);
    expect(await statusOf(key)).toBe(200);
  });

  it('is a token that is forged, expired or of another project', async () => {
    const [head = '', claims = '', signature = ''] = ada.token.split('.');
    const changed = (fields: object) => {
      const told = JSON.parse(Buffer.from(claims, 'base64url').toString());
      return [
        head,
        Buffer.from(JSON.stringify({ ...told, ...fields })).toString('base64url'),
        signature,
      ].join('.');
    };
    for (const token of [
      changed({ exp: Math.floor(Date.now() / 1_000) - 60 }),
      changed({ aud: 'another-project' }),
      `${head}.${claims}x`,
      'Bearer',
      'nonsense',
    ])
      expect(challengeOf(await ask(token, '/v1/balance'))).toEqual(INVALID);
    expect(await statusOf(ada.token)).toBe(200);
  });

  it('is nobody’s right to act as staff: a claim in a token opens nothing here', async () => {
    await admin.setCustomUserClaims(ada.userId, { tollgateRole: 'admin' });
    expect(await ask(ada.token, '/v1/history?userId=x')).toMatchObject({ status: 400 });
  });

  const junk = () => `tgk_${newApiSecret()}AAAAAAAAAAA`;

  it('writes nothing, from however many networks it comes', async () => {
    const { key, apiKey } = await newKey(ada);
    await must('revokeApiKey', { keyId: apiKey.keyId }, ada);
    const sizeOf = async (name: string) => (await db.collection(name).count().get()).data().count;
    const sizes = () => Promise.all(['rate_limits', 'api_keys', 'receipts', 'abuse_detection'].map(sizeOf));
    const before = await sizes();
    const sent = Array.from({ length: 40 }, (_, index) => {
      const headers = { 'x-forwarded-for': newAddress() };
      const credentials = [junk(), key, `tgk_${'A'.repeat(54)}`, 'tgk_', 'x'.repeat(2_000), null];
      return ask(credentials[index % credentials.length] ?? null, '/v1/balance', { headers });
    });
    for (const { status } of await Promise.all(sent)) expect(status).toBe(401);
    expect(await sizes()).toEqual(before);
  });

  it('is told to wait after 100 tries from an address, which keeps nobody out who has a key', async () => {
    const headers = { 'x-forwarded-for': newAddress() };
    const { key } = await newKey(ada);
    const tries = await Promise.all(
      Array.from({ length: 250 }, () => ask(junk(), '/v1/balance', { headers })),
    );
    const statuses = tries.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    // One more comes back with each part of the minute that passes meanwhile.
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(100);
    expect(Number(tries.find(({ status }) => status === 429)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await statusOf(key, 0, headers)).toBe(200);
    expect(await statusOf(ada.token, 0, headers)).toBe(200);
    expect(await statusOf(null, 0, headers)).toBe(401);
  });
});
