import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore, Timestamp } from 'firebase-admin/firestore';
import { afterAll, describe, expect, it } from 'vitest';
import { reconcileUser } from '../../functions/src/reconcile/store.ts';
import { ask, newKey } from './http.ts';
import {
  callRaw,
  db,
  must,
  newRequestId,
  type Person,
  project,
  refusal,
  signUp,
  theAdmin,
} from './support.ts';
import { tick } from './time.ts';

/**
 * Documents of another program under our paths: they are refused by name, and nothing is written over them.
 */

const admin = getAuth(initializeApp({ projectId: project }, 'foreign-documents'));
const anotherName = getFirestore(initializeApp({ projectId: project }, 'foreign-documents-data'));

/** As most apps have one: names of fields that we use too, and none that only we do. */
const profile = (email: string) => ({
  ...{ email, displayName: 'Ada', role: 'editor', status: 'active', createdAt: Timestamp.fromMillis(5) },
  ...{ favourites: ['a', 'b'], home: { city: 'Ulm' } },
});

/** What stood there before. What stays would be named by every later check of the whole database. */
const before = new Map<string, FirebaseFirestore.DocumentData | undefined>();
afterAll(async () => {
  for (const [path, data] of before) await (data ? db.doc(path).set(data) : db.doc(path).delete());
});

async function putForeign(path: string, email: string): Promise<void> {
  before.set(path, (await db.doc(path).get()).data());
  await anotherName.doc(path).set(profile(email));
}

/** Somebody whom another program has a document of, where ours would be: before they ever called. */
async function somebodyElses(): Promise<Person> {
  const [uid, email] = [newRequestId(), `f-${newRequestId().slice(0, 8)}@example.com`];
  // First, or the event of the sign-up might be quicker.
  await putForeign(`users/${uid}`, 'ada@example.com');
  await admin.createUser({ uid, email, password: 'correct horse battery' });
  return { userId: uid, email, token: '' };
}

describe('a foreign document at users/{uid}', { timeout: 60_000 }, () => {
  it('is refused by its name, in every call, and stays as it was', async () => {
    const made = await signUp('foreign');
    const path = `users/${made.userId}`;
    // Whatever the sign-up made first: the other program owns the place from now on.
    await expect.poll(async () => (await db.doc(path).get()).exists, { timeout: 20_000 }).toBe(true);
    await putForeign(path, made.email);
    const hold = { aiType: 'image', service: 'dalle3', prompt: 'a quiet harbour', requestId: newRequestId() };
    const calls: [string, object][] = [
      ['ensureUser', {}],
      ['getUserProfile', {}],
      ['validateAndDeductCredits', hold],
      ['generate', { ...hold, service: 'local-image', requestId: newRequestId() }],
      ['setSpendingLimit', { dayMicro: null, monthMicro: 1 }],
      ['getUsage', {}],
      ['deleteAccount', { confirm: 'delete my account' }],
    ];
    for (const [name, input] of calls) {
      const answer = await callRaw(name, input, made.token);
      expect([name, answer]).toEqual([
        name,
        {
          ok: false,
          error: expect.objectContaining({
            status: 400,
            details: expect.objectContaining({
              reason: 'foreign_document',
              document: path,
              advice: expect.stringContaining('move this one'),
            }),
            message: expect.stringMatching(/^Your account can't be opened.*Nothing was changed/),
          }),
        },
      ]);
    }
    expect(await must('exportData', {}, made)).toMatchObject({ documents: [] });
    const overHttp = await ask(made.token, '/v1/balance');
    expect(overHttp.status).toBe(409);
    expect(overHttp.body).toMatchObject({ error: { reason: 'foreign_document', document: path } });
    expect((await db.doc(path).get()).data()).toEqual(profile(made.email));
  });

  it('is told to staff in the same words, and reconcile names it with the way out', async () => {
    const { userId } = await somebodyElses();
    const path = `users/${userId}`;
    const by = await theAdmin();
    const reason = { reason: 'spam', requestId: newRequestId() };
    const refused = [
      await refusal('setUserStatus', { userId, status: 'suspended', ...reason }, by),
      await refusal('grantCreditsToUser', { userId, amountMicro: 1, type: 'bonus', ...reason }, by),
    ];
    for (const error of refused)
      expect(error).toMatchObject({
        message: expect.stringContaining(`${path} is not Tollgate's`),
        details: { reason: 'foreign_document', document: path },
      });
    const found = [
      {
        invariant: 'document',
        document: path,
        message: expect.stringMatching(/is not Tollgate's.*move this one/),
      },
    ];
    expect((await reconcileUser(db, userId)).violations).toEqual(found);
    expect((await must('reconcileUser', { userId }, by)).violations).toEqual(found);
    expect((await db.doc(path).get()).data()).toEqual(profile('ada@example.com'));
  });
});

describe('what another program keeps in our collections', { timeout: 60_000 }, () => {
  it('is neither cleaned up, nor in the way of its person, nor gone with their account', async () => {
    const ada = await signUp('neighbour');
    await must('ensureUser', {}, ada);
    const past = Timestamp.fromMillis(1_000);
    const theirs = { userId: ada.userId, total: 12, expiresAt: past, endedAt: past, updatedAt: past };
    const paths = ['receipts', 'rate_limits', 'abuse_detection', 'ai_activity', 'api_keys'].map(
      (collection) => `${collection}/theirs-${newRequestId()}`,
    );
    const put = async (path: string, data: object) => {
      before.set(path, undefined);
      await db.doc(path).set(data);
    };
    for (const path of paths) await put(path, { ...theirs, status: 'pending', revokedAt: null });
    const revoked = `api_keys/theirs-${newRequestId()}`;
    await put(revoked, { ...theirs, revokedAt: past });
    await tick('resetRateLimits');
    await tick('cleanupOldData');
    const own = await newKey(ada);
    expect(await must('listApiKeys', {}, ada)).toMatchObject({ keys: [{ keyId: own.apiKey.keyId }] });
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    for (const path of [...paths, revoked])
      expect([path, (await db.doc(path).get()).exists]).toEqual([path, true]);
    const left = await db.collection('api_keys').where('userId', '==', ada.userId).get();
    expect(left.docs.map(({ ref }) => ref.path).toSorted()).toEqual([paths[4], revoked].toSorted());
  });
});

describe('a document of ours that lost what it can not be without', () => {
  it('is refused as damaged, by its name, and not as something that went wrong', async () => {
    const made = await signUp('damaged');
    await must('ensureUser', {}, made);
    const path = `users/${made.userId}`;
    const whole = (await db.doc(path).get()).data() ?? {};
    const { creditsMicro: _lost, ...rest } = whole;
    await db.doc(path).set(rest);
    expect(await refusal('getUsage', {}, made)).toMatchObject({
      details: { reason: 'damaged_document', document: path },
    });
    await db.doc(path).set(whole);
    expect(await must('getUserProfile', {}, made)).toMatchObject({ userId: made.userId });
  });
});
