import { randomUUID } from 'node:crypto';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureUser } from '../../functions/src/credits/store.ts';
import { withSeam } from '../../functions/src/platform/rpc.ts';
import { signal } from './signals.ts';
import {
  call,
  credits,
  db,
  instances,
  must,
  newRequestId,
  PASSWORD,
  type Person,
  refreshed,
  signInAsGuest,
  signUpAs,
  signUpStaff,
  theAdmin,
  verified,
} from './support.ts';
import { tick } from './time.ts';

/** Leaving a suspended account and coming back, whichever way; and mailboxes that are only passed through. */

const auth = getAuth(getApp('flows'));
const newEmail = (name = 'ada') => `${name}-${randomUUID().slice(0, 8)}@example.com`;
const ensure = (person: Person, instance = 0) => must('ensureUser', {}, person, instances[instance]);
const setStatus = async ({ userId }: Person, status: 'active' | 'paused' | 'suspended') =>
  must('setUserStatus', { userId, status, reason: 'spam' }, await theAdmin());

/** Somebody who has proven their mailbox and called with it. */
async function member(email = newEmail()): Promise<Person> {
  const person = await verified(await signUpAs(email));
  await ensure(person);
  return person;
}

/** The same account under another address, as Authentication has it once the new one was confirmed. */
async function movedTo(email: string, person: Person): Promise<Person> {
  await auth.updateUser(person.userId, { email, emailVerified: true });
  return refreshed({ ...person, email });
}

const recordsOf = async ({ userId }: Person) =>
  (await must('getAbuseRecords', { userId }, await theAdmin())).records.filter(
    ({ signal }) => signal === 'suspendedMailbox',
  );

describe('whoever leaves a suspended account', () => {
  it('is suspended again when the sign-in was deleted and they prove the same mailbox, and staff see why', async () => {
    const ada = await member();
    await setStatus(ada, 'suspended');
    await auth.deleteUser(ada.userId);
    const again = await signUpAs(ada.email.replace('@', '+again@'));
    expect(await ensure(again)).toMatchObject({ status: 'active', creditsMicro: 0, welcomeWaitsMicro: null });
    expect(await recordsOf(again)).toMatchObject([
      { severity: 'medium', state: 'open', description: expect.stringContaining(ada.userId) },
    ]);
    const proven = await verified(again);
    expect(await ensure(proven, 1)).toMatchObject({ status: 'suspended', creditsMicro: 0 });
    const [record, ...others] = await recordsOf(again);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ severity: 'critical', description: expect.stringContaining(ada.userId) });
    const audit = await db.collection('admin_audit_logs').where('targetId', '==', again.userId).get();
    expect(audit.docs.map((entry) => [entry.get('actorId'), entry.get('after.status')])).toEqual([
      ['system', 'suspended'],
    ]);
  });

  it('is, under the address from before they changed it, and under the one from after', async () => {
    const [first, second, third] = [newEmail(), newEmail(), newEmail()];
    const ada = await member(first);
    const moved = await movedTo(second, ada);
    await ensure(moved);
    await setStatus(ada, 'suspended');
    await ensure(await movedTo(third, moved));
    for (const email of [first, second])
      expect(await ensure(await verified(await signUpAs(email)))).toMatchObject({ status: 'suspended' });
    await auth.deleteUser(ada.userId);
    expect(await ensure(await verified(await signUpAs(third)))).toMatchObject({ status: 'suspended' });
  });

  it('is, under an address that they have shown since by nothing but asking for their profile', async () => {
    const ada = await member();
    await setStatus(ada, 'suspended');
    const moved = await movedTo(newEmail(), ada);
    expect(await must('getUserProfile', {}, moved)).toMatchObject({ status: 'suspended' });
    await auth.deleteUser(ada.userId);
    expect(await ensure(await verified(await signUpAs(moved.email)))).toMatchObject({ status: 'suspended' });
    const bob = await signUpAs(newEmail());
    await ensure(bob);
    // The mailbox of somebody who is suspended, proven by another account that was here before.
    expect(await must('getUserProfile', {}, await movedTo(ada.email, bob))).toMatchObject({
      status: 'suspended',
    });
  });

  it('is, when only Authentication knew that the mailbox was proven', async () => {
    const ada = await signUpAs(newEmail());
    await ensure(ada);
    await auth.updateUser(ada.userId, { emailVerified: true });
    await setStatus(ada, 'paused');
    await auth.deleteUser(ada.userId);
    expect(await ensure(await verified(await signUpAs(ada.email)))).toMatchObject({ status: 'paused' });
  });

  it('is, when a version that remembered nothing had suspended them', async () => {
    const ada = await member();
    const state = { status: 'suspended', statusReason: 'spam', mailboxes: [] };
    await db.doc(`users/${ada.userId}`).update(state);
    await tick('cleanupOldData');
    await auth.deleteUser(ada.userId);
    expect(await ensure(await verified(await signUpAs(ada.email)))).toMatchObject({ status: 'suspended' });
  });

  it('is, when the suspension was automatic, and with an account of their own from before', async () => {
    const [ada, bob] = [await member(), await member()];
    await signal({ userId: ada.userId, signal: 'refusedPrompts', count: { more: 25 }, activityId: null });
    expect(await ensure(ada)).toMatchObject({ status: 'suspended' });
    await auth.deleteUser(ada.userId);
    expect(await ensure(await movedTo(ada.email, bob))).toMatchObject({ status: 'suspended' });
  });

  it.each([
    ['by staff', (ada: Person) => setStatus(ada, 'suspended')],
    [
      'by a count',
      ({ userId }: Person) =>
        signal({ userId, signal: 'refusedPrompts', count: { more: 25 }, activityId: null }),
    ],
  ])(
    'is, in every account of the mailbox that was there before, when one is suspended %s',
    async (_, suspend) => {
      const ada = await member();
      const again = (tag: string) => ada.email.replace('@', `+${tag}@`);
      const before = await member(again('before'));
      // This one has another mailbox besides, with which there is one more account.
      const moved = await movedTo(newEmail('other'), before);
      await ensure(moved);
      const last = await member(moved.email.replace('@', '+last@'));
      const named = await signUpAs(again('named'));
      await ensure(named);
      await suspend(ada);
      for (const other of [moved, last]) {
        expect(await ensure(other)).toMatchObject({ status: 'suspended' });
        expect(await recordsOf(other)).toMatchObject([{ severity: 'critical', state: 'open' }]);
      }
      expect(await ensure(named)).toMatchObject({ status: 'active' });

      // Whom staff have let in stays in, whatever is repeated about the other.
      await setStatus(last, 'active');
      await setStatus(ada, 'suspended');
      expect(await ensure(last)).toMatchObject({ status: 'active' });
    },
  );

  it.each([
    ['as a new account', null],
    ['with an account that proves the mailbox now', { isEmailVerified: false }],
  ])('is, when they come %s in the very moment of the suspension', async (_, before) => {
    const ada = await member();
    const { email } = ada;
    const again = {
      userId: `again-${newRequestId()}`,
      email,
      displayName: null,
      country: null,
      isGuest: false,
    };
    if (before) await ensureUser({ ...again, ...before });
    let isHeld = false;
    const restore = withSeam(async (trip, run) => {
      if (trip.kind === 'commit' && !isHeld) {
        isHeld = true;
        // What was read said that the mailbox is in good standing.
        await setStatus(ada, 'suspended');
      }
      return run();
    });
    onTestFinished(restore);
    const outcome = await ensureUser({ ...again, isEmailVerified: true });
    expect(isHeld).toBe(true);
    expect(outcome).toMatchObject({ status: 'suspended' });
  });

  it('is let in with the account, which is then remembered no more', async () => {
    const ada = await member();
    await setStatus(ada, 'suspended');
    await setStatus(ada, 'active');
    await auth.deleteUser(ada.userId);
    const again = await verified(await signUpAs(ada.email));
    expect(await ensure(again)).toMatchObject({ status: 'active' });
    expect(await recordsOf(again)).toEqual([]);
  });

  it('is let in by who resolves what was noticed, too', async () => {
    const ada = await member();
    await signal({ userId: ada.userId, signal: 'refusedPrompts', count: { more: 25 }, activityId: null });
    const [record] = (await must('getAbuseRecords', { userId: ada.userId }, await theAdmin())).records;
    const act = { resolution: 'dismissed', reason: 'a museum', liftSuspension: true } as const;
    await must('resolveAbuse', { recordId: record?.recordId ?? '', ...act }, await signUpStaff('moderator'));
    await auth.deleteUser(ada.userId);
    expect(await ensure(await verified(await signUpAs(ada.email)))).toMatchObject({ status: 'active' });
  });

  it('can’t have a stranger shut out, nor free themselves by one who leaves', async () => {
    const ada = await member();
    await setStatus(ada, 'suspended');
    await must('deleteAccount', { confirm: 'delete my account' }, await refreshed(ada));
    const remembered = (await db.collection('receipts').where('scope', '==', 'mailbox').get()).docs;
    expect(JSON.stringify(remembered.map((one) => one.data()))).not.toContain(ada.userId);
    const stranger = await signUpAs(ada.email);
    const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;
    expect(await ensure(stranger)).toMatchObject({ status: 'active' });
    expect(await call('generate', { requestId: newRequestId(), ...wanted }, stranger)).not.toMatchObject({
      error: { details: { reason: 'suspended' } },
    });
    await must('deleteAccount', { confirm: 'delete my account' }, stranger);
    expect(await ensure(await verified(await signUpAs(ada.email)))).toMatchObject({ status: 'suspended' });
  });
});

describe('the welcome', () => {
  const change = async (body: object, method = 'update') => {
    const host = process.env.FIREBASE_AUTH_EMULATOR_HOST;
    const url = `http://${host}/identitytoolkit.googleapis.com/v1/accounts:${method}?key=demo`;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...body, returnSecureToken: true }),
    });
    return response.json();
  };

  it('is not for a guest who links a mailbox and takes it off again, however often', async () => {
    for (let round = 0; round < 3; round++) {
      const guest = await signInAsGuest();
      const linked = await change({ idToken: guest.token, email: newEmail('farm'), password: PASSWORD });
      const bare = await change({
        idToken: linked.idToken,
        deleteProvider: ['password'],
        deleteAttribute: ['EMAIL'],
      });
      expect(bare.email ?? null).toBeNull();
      // As whoever is signed in has it: a token that says neither guest nor mailbox.
      const token = (linked.idToken as string).split('.');
      const claims = JSON.parse(Buffer.from(token[1] ?? '', 'base64url').toString());
      const { email: _, ...others } = claims;
      // Taking it off ends the tokens of before: this one is of after.
      const without = { ...others, auth_time: claims.auth_time + 5 };
      const told = Buffer.from(JSON.stringify(without)).toString('base64url');
      const person = { ...guest, token: [token[0], told, ''].join('.') };
      expect(await ensure(person)).toMatchObject({ isGuest: false, email: null, creditsMicro: 0 });
    }
  });

  it('is one for all spellings of a mailbox', async () => {
    const name = `ada${randomUUID().slice(0, 8)}`;
    const spellings = ['', '+a', '+b'].map((tag) => `${name}${tag}@example.com`);
    const balances: number[] = [];
    for (const email of spellings) balances.push((await ensure(await signUpAs(email))).creditsMicro);
    // Authentication refuses some of these; whatever a token says as an address counts all the same.
    const odd = [
      `"${name}"@example.com`,
      `${name}.@example.com`,
      `${name}@Example.COM.`,
      `"${name}+b".@example.com.`,
    ];
    for (const email of odd) {
      const who = { userId: newRequestId(), email, displayName: null, country: null, isGuest: false };
      const user = await ensureUser(who);
      balances.push(isRefusal(user) ? Number.NaN : user.creditsMicro);
    }
    expect(balances.toSorted((a, b) => b - a)).toEqual([credits(10), ...balances.slice(1).map(() => 0)]);
  });
});
