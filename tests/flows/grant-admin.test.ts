import { execFile } from 'node:child_process';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { expect, it, vi } from 'vitest';
import {
  db,
  must,
  newRequestId,
  refreshed,
  refusal,
  signUp,
  signUpStaff,
  theAdmin,
  verified,
} from './support.ts';

/** The operator's command, as a person at a terminal meets it. */

const auth = getAuth(getApp('flows'));
const claimsOf = async ({ userId }: { userId: string }) => (await auth.getUser(userId)).customClaims ?? {};
const roleOf = async ({ userId }: { userId: string }) => (await db.doc(`staff/${userId}`).get()).get('role');
const auditOf = async ({ userId }: { userId: string }) => {
  const entries = await db.collection('admin_audit_logs').where('targetId', '==', userId).get();
  return entries.docs.map((entry) => [entry.get('action'), entry.get('after')]);
};

/**
 * The document that the event of a sign-up makes, once it has: what it says is put back at the end of a test.
 */
const madeByEvent = (userId: string): Promise<FirebaseFirestore.DocumentData> =>
  vi.waitUntil(async () => (await db.doc(`users/${userId}`).get()).data(), {
    timeout: 20_000,
    interval: 100,
  });

/** What it said, and whether it succeeded. */
const grantAdmin = (...args: string[]) => grantAdminIn({}, ...args);

function grantAdminIn(env: object, ...args: string[]): Promise<{ said: string; ok: boolean }> {
  return new Promise((resolve) => {
    const settings = { env: { ...process.env, ...env } };
    execFile('node', ['scripts/grant-admin.js', ...args], settings, (error, stdout, stderr) =>
      resolve({ said: `${stdout}${stderr}`, ok: error === null }),
    );
  });
}

it('refuses an address that nobody has proved, and prints the command that names the account', async () => {
  const squatter = await signUp();
  const user = db.doc(`users/${squatter.userId}`);
  const made = await madeByEvent(squatter.userId);
  await user.delete();
  const refused = await grantAdmin(squatter.email, '--role', 'moderator');
  expect(refused).toMatchObject({ ok: false, said: expect.stringContaining('Nobody has shown yet') });
  expect([await claimsOf(squatter), await roleOf(squatter)]).toEqual([{}, undefined]);
  const printed = /node scripts\/grant-admin\.js (--uid .*)/.exec(refused.said)?.[1] ?? '';
  expect(await grantAdmin(...printed.split(' '))).toMatchObject({ ok: true });
  expect(await roleOf(squatter)).toBe('moderator');
  // Known from now on, though they have never called: so they can be barred.
  expect((await db.doc(`users/${squatter.userId}`).get()).get('role')).toBe('moderator');
  await must('getAbuseRecords', {}, await refreshed(squatter));
  // With the credits that its ledger explains.
  await user.set({ ...made, role: 'moderator' });

  const proven = await verified(await signUp());
  expect(await grantAdmin(proven.email)).toMatchObject({ ok: true });
  expect(await roleOf(proven)).toBe('admin');
  // Taking it away needs no proof.
  expect(await grantAdmin(squatter.email, '--revoke')).toMatchObject({ ok: true });
  expect([await claimsOf(squatter), await roleOf(squatter)]).toEqual([{}, undefined]);
});

it('reactivates a suspended admin, who keeps the role they have', async () => {
  const [admin, moderator] = [await signUpStaff('admin'), await signUpStaff('moderator')];
  for (const person of [admin, moderator]) {
    await must('ensureUser', {}, person);
    await must(
      'setUserStatus',
      { userId: person.userId, status: 'suspended', reason: 'x' },
      await theAdmin(),
    );
  }
  const granted = await grantAdmin('--uid', admin.userId);
  expect(granted).toMatchObject({ ok: true, said: expect.stringContaining('not in force') });
  expect(granted.said).toContain(`--uid ${admin.userId} --reactivate`);
  expect(await refusal('getAbuseRecords', {}, admin)).toMatchObject({ details: { reason: 'suspended' } });
  for (const person of [admin, moderator]) {
    expect(await grantAdmin('--uid', person.userId, '--reactivate')).toMatchObject({ ok: true });
    await must('getAbuseRecords', {}, person);
    expect(await auditOf(person)).toContainEqual(['set_user_status', { status: 'active' }]);
  }
  expect(await roleOf(moderator)).toBe('moderator');
});

it('makes nobody an admin who was to be reactivated only', async () => {
  const ada = await signUp();
  await must('ensureUser', {}, ada);
  await must('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'x' }, await theAdmin());
  const refused = await grantAdmin('--uid', ada.userId, '--reactivate');
  expect(refused).toMatchObject({ ok: false });
  expect(refused.said).toContain(`--uid ${ada.userId} --role admin --reactivate`);
  expect((await db.doc(`users/${ada.userId}`).get()).get('status')).toBe('suspended');
  expect([await claimsOf(ada), await roleOf(ada), await auditOf(ada)]).toEqual([
    ...[{}, undefined],
    [['set_user_status', { status: 'suspended' }]],
  ]);
});

it('claims everybody in staff anew, and leaves the claims of the app alone', async () => {
  const [kept, moved, gone] = [await signUpStaff(), await signUpStaff('moderator'), await signUpStaff()];
  await auth.setCustomUserClaims(moved.userId, { role: 'moderator', plan: 'family' });
  await auth.deleteUser(gone.userId);
  const before = await auditOf(kept);
  const tried = await grantAdmin('--reclaim', '--dry-run');
  expect(tried.said).toContain('Nothing was changed');
  expect(await claimsOf(moved)).toEqual({ role: 'moderator', plan: 'family' });
  const reclaimed = await grantAdmin('--reclaim');
  expect(reclaimed).toMatchObject({
    ok: true,
    said: expect.stringContaining(`(${gone.userId}): nobody can`),
  });
  expect(await claimsOf(moved)).toEqual({ role: 'moderator', plan: 'family', tollgateRole: 'moderator' });
  expect(await auditOf(moved)).toEqual([['grant_role', { role: 'moderator' }]]);
  expect([await claimsOf(kept), await auditOf(kept)]).toEqual([{ tollgateRole: 'admin' }, before]);
  await must('getAbuseRecords', {}, await refreshed(moved));
});

it('says where claims of the app leave no room for ours, and goes on with the others', async () => {
  const [full, moved] = [await signUpStaff('moderator'), await signUpStaff('moderator')];
  const own = { plans: 'x'.repeat(980) };
  const theirs = db.doc(`staff/theirs-${newRequestId()}`);
  await theirs.set({ role: 'admin', email: 'chef@example.com' });
  await auth.setCustomUserClaims(full.userId, own);
  await auth.setCustomUserClaims(moved.userId, {});
  const reclaimed = await grantAdmin('--reclaim');
  expect(reclaimed).toMatchObject({ ok: true, said: expect.stringContaining('leave no room for the role') });
  expect(await claimsOf(moved)).toEqual({ tollgateRole: 'moderator' });
  expect(reclaimed.said).not.toContain('chef@example.com');
  await theirs.delete();
  const given = await grantAdmin('--uid', full.userId, '--role', 'admin');
  expect(given).toMatchObject({ ok: false, said: expect.stringContaining('leave no room for the role') });
  const by = await theAdmin();
  const act = { userId: full.userId, role: 'admin', reason: 'trusted', requestId: newRequestId() } as const;
  expect(await refusal('setStaffRole', act, by)).toMatchObject({ details: { reason: 'invalid_argument' } });
  expect([await claimsOf(full), await roleOf(full)]).toEqual([own, 'moderator']);
  // Taking away needs no room.
  expect(await grantAdmin('--uid', full.userId, '--revoke')).toMatchObject({ ok: true });
  expect([await claimsOf(full), await roleOf(full)]).toEqual([own, undefined]);
});

it('names the document of another program, and leaves no claim behind', async () => {
  const { uid: userId } = await auth.createUser({
    password: 'correct horse battery',
    emailVerified: true,
    email: `f-${newRequestId()}@example.com`,
  });
  const path = `users/${userId}`;
  const made = await madeByEvent(userId);
  await db.doc(path).set({ email: 'f@example.com', plan: 'family' });
  const given = await grantAdmin('--uid', userId);
  expect(given).toMatchObject({ ok: false, said: expect.stringContaining(`${path} is not Tollgate's`) });
  expect(given.said).not.toContain('    at ');
  expect([await claimsOf({ userId }), await roleOf({ userId })]).toEqual([{}, undefined]);
  await db.doc(path).set(made);
});

it('gives nobody rights in a real project by the accounts of an emulator', async () => {
  const mixed = await grantAdminIn({ FIRESTORE_EMULATOR_HOST: '' }, 'ada@example.com', '--project', 'real');
  expect(mixed).toMatchObject({ ok: false, said: expect.stringContaining('Set both or neither') });
});

it('takes a role from somebody who can not sign in any more', async () => {
  const [one, other] = [await signUpStaff(), await signUpStaff()];
  for (const { userId } of [one, other]) await auth.deleteUser(userId);
  expect(await grantAdmin('--uid', one.userId, '--revoke')).toMatchObject({ ok: true });
  expect(await grantAdmin(other.email, '--revoke')).toMatchObject({ ok: true });
  expect([await roleOf(one), await roleOf(other)]).toEqual([undefined, undefined]);
});

it.each([
  [['notanemail'], /notanemail is no email address.*--uid notanemail/s],
  [['not@an@email'], /no email address/],
  [['--list', 'ada@example.com'], /--list is for everybody.*ada@example\.com --dry-run/s],
  [['--reclaim', '--uid', 'x'], /--reclaim is for everybody.*--uid x --dry-run/s],
  [['nobody@example.com'], /Nobody has signed up as nobody@example\.com in the emulator of demo-/],
  [['--uid', 'nobody'], /Nobody has signed up with the uid nobody in the emulator of demo-/],
  [['--uid', 'x'.repeat(129)], /1 to 128/],
  [['ada@example.com', '--uid', 'x'], /Name one person/],
  [[], /Name one person/],
  [['ada@example.com', '--revoke', '--reactivate'], /--revoke takes every role away/],
  [['ada@example.com', '--role', 'king'], /The roles are admin and moderator/],
])('%j is answered with what to do, and no stack', async (args, says) => {
  const { ok, said } = await grantAdmin(...args);
  expect([ok, said]).toEqual([false, expect.stringMatching(says)]);
  expect(said).not.toMatch(/\n\s+at /);
});
