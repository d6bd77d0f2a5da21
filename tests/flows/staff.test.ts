import { randomUUID } from 'node:crypto';
import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  balanceOf,
  call,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refreshed,
  refusal,
  signUp,
  signUpStaff,
  theAdmin,
  userWith,
  verified,
} from './support.ts';

/** Who is staff, who may not act as staff for now, and whom staff reach. */

const auth = getAuth(getApp('flows'));
const reason = 'for the test';
let admin: Person;
beforeAll(async () => {
  admin = await theAdmin();
});

const statusOf = async ({ userId }: Person) => (await db.doc(`users/${userId}`).get()).get('status');
const claimsOf = async ({ userId }: Person) => (await auth.getUser(userId)).customClaims ?? {};
const setStatus = (of: Person, status: 'active' | 'paused' | 'suspended', by = admin) =>
  must('setUserStatus', { userId: of.userId, status, reason }, by);

/** Staff who have called before, as they have who opened the console. */
async function staffMember(role: 'admin' | 'moderator' = 'admin'): Promise<Person> {
  const person = await signUpStaff(role);
  await must('ensureUser', {}, person);
  return person;
}

describe('staff whose account is not active', () => {
  it.each([
    ['admin', 'suspended'],
    ['admin', 'paused'],
    ['moderator', 'suspended'],
  ] as const)('%s, %s: every call of staff is refused, with the reason', async (role, status) => {
    const [barred, ada] = [await staffMember(role), await userWith(10)];
    await setStatus(barred, status);
    const gift = { amountMicro: credits(1_000), type: 'grant', reason } as const;
    const target = { userId: ada.userId, reason };
    const attempts = {
      grantCreditsToUser: { requestId: newRequestId(), ...gift, userId: barred.userId },
      removeCreditsFromUser: { requestId: newRequestId(), ...target, amountMicro: 1 },
      refundActivity: { requestId: newRequestId(), activityId: `${ada.userId}.x`, reason },
      undoCreditEntry: { entryId: `${ada.userId}.0000000001`, reason },
      setUserStatus: { ...target, status: 'suspended' },
      setUserTier: { ...target, tier: 'premium' },
      resetUserLimits: target,
      revokeUserApiKeys: target,
      addUserNote: { requestId: newRequestId(), userId: ada.userId, note: reason },
      setStaffRole: { ...target, role: 'admin' },
      setAddressBlock: { address: '100.64.9.9', blocked: true, reason },
      getAbuseRecords: {},
      resolveAbuse: { recordId: 'a.b', resolution: 'dismissed', reason },
      getSettings: {},
      reconcileUser: { userId: ada.userId },
    } as const;
    for (const [name, input] of Object.entries(attempts)) {
      // Each entry is the input of the call that it is named for.
      const error = await refusal(name as keyof typeof attempts, input as never, barred);
      expect([name, error.code, error.details.reason]).toEqual([name, 'PERMISSION_DENIED', status]);
      expect(error.message).toContain(`account is ${status}`);
    }
    // What anybody may do with their own is no right of staff.
    expect(await must('getUserProfile', {}, barred)).toMatchObject({ status, staffRole: null });
    expect(await refusal('getCreditLogs', { userId: ada.userId }, barred)).toMatchObject({
      details: { reason: 'not_admin' },
    });
    expect([await statusOf(ada), await balanceOf(ada)]).toEqual(['active', credits(10)]);

    await setStatus(barred, 'active');
    await must('getAbuseRecords', {}, barred);
  });

  it('is one who closed it, or whose sign-in is disabled', async () => {
    const [closed, disabled] = [await staffMember(), await staffMember()];
    await db.doc(`users/${closed.userId}`).update({ status: 'deleted' });
    await auth.updateUser(disabled.userId, { disabled: true });
    const refused = await refusal('getAbuseRecords', {}, closed);
    expect([refused.details.reason, refused.message]).toEqual([
      'not_admin',
      expect.stringContaining('closed'),
    ]);
    const { details } = await refusal('getAbuseRecords', {}, disabled);
    expect(['not_admin', 'unauthenticated']).toContain(details.reason);
  });

  it.each(['suspended', 'paused'] as const)(
    'is one of two admins who have each other %s at once, however often, on two instances',
    async (status) => {
      for (let round = 0; round < 5; round++) {
        const [one, other] = [await staffMember(), await staffMember()];
        const bar = (of: Person, by: Person, origin?: string) =>
          call('setUserStatus', { userId: of.userId, status, reason }, by, origin);
        await Promise.all([bar(other, one, instances[0]), bar(one, other, instances[1])]);
        expect((await Promise.all([one, other].map(statusOf))).sort()).toEqual(['active', status].sort());
      }
    },
  );

  it('is not both of two admins of whom one suspends while the other revokes', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await staffMember(), await staffMember()];
      await Promise.all([
        call('setUserStatus', { userId: other.userId, status: 'suspended', reason }, one, instances[0]),
        call('setStaffRole', { userId: one.userId, role: null, reason }, other, instances[1]),
      ]);
      const isOut = async (person: Person) =>
        (await statusOf(person)) !== 'active' || !(await db.doc(`staff/${person.userId}`).get()).exists;
      expect((await Promise.all([one, other].map(isOut))).filter(Boolean)).toHaveLength(1);
    }
  });
});

describe('an account that Authentication does not know any more', () => {
  it('is still reached by all that staff do to a user by id', async () => {
    const ada = await userWith(10);
    await must('createApiKey', { secret: newApiSecret(), name: 'a script' }, ada);
    await auth.deleteUser(ada.userId);
    const { userId } = ada;
    const target = { userId, reason };
    const amount = { ...target, amountMicro: credits(1) };
    await must('grantCreditsToUser', { requestId: newRequestId(), ...amount, type: 'bonus' }, admin);
    await must('removeCreditsFromUser', { requestId: newRequestId(), ...amount }, admin);
    await must('setUserTier', { ...target, tier: 'premium' }, admin);
    await must('resetUserLimits', target, admin);
    await must('addUserNote', { requestId: newRequestId(), userId, note: 'gone' }, admin);
    expect(await must('revokeUserApiKeys', target, admin)).toMatchObject({ revoked: 1 });
    expect(await must('setUserStatus', { ...target, status: 'suspended' }, admin)).toMatchObject({
      audit: { after: { status: 'suspended' } },
    });
    expect(await statusOf(ada)).toBe('suspended');
    expect(
      await refusal('setUserStatus', { email: ada.email, status: 'active', reason }, admin),
    ).toMatchObject({ details: { reason: 'not_found' }, message: expect.stringContaining('by id') });
  });

  it('loses its role by id, and gets none', async () => {
    const [left, never] = [await staffMember(), await signUpStaff()];
    for (const person of [left, never]) {
      await auth.deleteUser(person.userId);
      const role = { userId: person.userId, reason };
      await must('setStaffRole', { ...role, role: null }, admin);
      expect((await db.doc(`staff/${person.userId}`).get()).exists).toBe(false);
      expect(await refusal('setStaffRole', { ...role, role: 'admin' }, admin)).toMatchObject({
        details: { reason: 'not_found' },
      });
    }
  });
});

describe('an account whose name can not be stored', () => {
  it.each([
    ['half a surrogate pair', 'Ada \ud83d', 'Ada \ufffd'],
    ['control characters', '\u0000\u0007Ada\nLovelace', 'Ada Lovelace'],
    ['a megabyte', 'x'.repeat(1_100_000), 'x'.repeat(80)],
    ['nothing to see', '\u200b\u2060', null],
  ])('%s: is reached by id and by email', async (_, displayName, stored) => {
    // Imported, because that sends no event which would make them known.
    const [named, byEmail] = [`named-${randomUUID()}`, `mailed-${randomUUID()}`];
    const email = `${byEmail}@example.com`;
    await auth.importUsers([
      { uid: named, displayName },
      { uid: byEmail, displayName, email },
    ]);
    await must('setUserStatus', { userId: named, status: 'suspended', reason }, admin);
    await must('setUserStatus', { email, status: 'suspended', reason }, admin);
    for (const userId of [named, byEmail]) {
      const user = await db.doc(`users/${userId}`).get();
      expect([user.get('status'), user.get('displayName')]).toEqual(['suspended', stored]);
    }
  });

  it('is mended by the next act where it was stored long ago', async () => {
    const ada = await userWith(10);
    // As large as a document may be: nothing could be added to it.
    await db.doc(`users/${ada.userId}`).update({ displayName: 'x'.repeat(1_040_000) });
    await setStatus(ada, 'suspended');
    const user = await db.doc(`users/${ada.userId}`).get();
    expect([user.get('status'), user.get('displayName')]).toEqual(['suspended', 'x'.repeat(80)]);
  });

  it('is not made by its owner either', async () => {
    const ada = await signUp();
    await must('ensureUser', {}, ada);
    expect(await must('updateProfile', { displayName: 'Ada\u0000\nL.' }, ada)).toEqual({
      displayName: 'Ada L.',
    });
  });
});

describe('a role', () => {
  it('is given by email only to whoever has shown that it is theirs, or to a user named by id', async () => {
    const squatter = await signUp();
    const refused = await refusal('setStaffRole', { email: squatter.email, role: 'admin', reason }, admin);
    expect(refused).toMatchObject({
      details: { reason: 'invalid_argument', issues: [{ path: 'email' }] },
      message: expect.stringContaining(squatter.userId),
    });
    expect(await claimsOf(squatter)).toEqual({});
    expect((await db.doc(`staff/${squatter.userId}`).get()).exists).toBe(false);

    await must('setStaffRole', { userId: squatter.userId, role: 'moderator', reason }, admin);
    // Taking it away needs no proof.
    await must('setStaffRole', { email: squatter.email, role: null, reason }, admin);
    const proven = await verified(squatter);
    await must('setStaffRole', { email: proven.email, role: 'moderator', reason }, admin);
    await must('getAbuseRecords', {}, await refreshed(proven));
  });

  it('leaves the claims of the app alone, whose own `role` is no role here', async () => {
    const ada = await signUp();
    const own = { role: 'admin', plan: 'family' };
    await auth.setCustomUserClaims(ada.userId, own);
    await db
      .doc(`staff/${ada.userId}`)
      .set({ role: 'admin', email: null, grantedBy: 'x', createdAt: new Date() });
    expect(await refusal('getAbuseRecords', {}, await refreshed(ada))).toMatchObject({
      details: { reason: 'not_admin' },
    });
    await db.doc(`staff/${ada.userId}`).delete();
    await must('setStaffRole', { userId: ada.userId, role: 'moderator', reason }, admin);
    expect(await claimsOf(ada)).toEqual({ ...own, tollgateRole: 'moderator' });
    await must('setStaffRole', { userId: ada.userId, role: null, reason }, admin);
    expect(await claimsOf(ada)).toEqual(own);
  });

  it('is what was said last: an old request that is sent again changes neither claim nor document', async () => {
    const eve = await signUp();
    const send = (role: 'admin' | 'moderator' | null, requestId: string) =>
      must('setStaffRole', { requestId, userId: eve.userId, role, reason }, admin);
    const given = newRequestId();
    const raised = newRequestId();
    const revoked = newRequestId();
    const restored = newRequestId();
    const first = await send('moderator', given);
    await send('admin', raised);
    expect(await send('moderator', given)).toEqual(first);
    expect(await claimsOf(eve)).toEqual({ tollgateRole: 'admin' });
    await send(null, revoked);
    await send('admin', raised);
    expect(await claimsOf(eve)).toEqual({});
    await send('moderator', restored);
    const signedIn = await refreshed(eve);
    await send(null, revoked);
    expect(await claimsOf(eve)).toEqual({ tollgateRole: 'moderator' });
    // Nor were they signed out.
    await must('getAbuseRecords', {}, signedIn);
  });

  it('is put right by the same request where an interruption left claim and document apart', async () => {
    const eve = await signUp();
    const grant = { requestId: newRequestId(), userId: eve.userId, role: 'admin', reason } as const;
    await must('setStaffRole', grant, admin);
    await auth.setCustomUserClaims(eve.userId, { plan: 'family' });
    await must('setStaffRole', grant, admin);
    expect(await claimsOf(eve)).toEqual({ plan: 'family', tollgateRole: 'admin' });
    const revoke = { ...grant, requestId: newRequestId(), role: null };
    await must('setStaffRole', revoke, admin);
    await auth.setCustomUserClaims(eve.userId, { plan: 'family', tollgateRole: 'admin' });
    await must('setStaffRole', revoke, admin);
    expect(await claimsOf(eve)).toEqual({ plan: 'family' });
  });
});

describe('the settings that may be risky', () => {
  it('are told to staff, moderators too, and to nobody else; as words, without a secret', async () => {
    const answer = await must('getSettings', {}, await staffMember('moderator'));
    expect(answer.settings.map(({ name }) => name)).toEqual([
      'welcome',
      'appCheck',
      'moderation',
      'payments',
    ]);
    expect(answer.settings).toContainEqual({ name: 'appCheck', state: 'off', isRisky: true });
    for (const setting of answer.settings) {
      expect(Object.keys(setting)).toEqual(['name', 'state', 'isRisky']);
      expect(setting.state).toMatch(/^[a-z_]+$/);
    }
    expect(await refusal('getSettings', {}, await signUp())).toMatchObject({
      details: { reason: 'not_admin' },
    });
  });
});
