import { randomUUID } from 'node:crypto';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it, vi } from 'vitest';
import { removeAccount } from '../../functions/src/platform/auth-users.ts';
import { forgetGuests } from '../../functions/src/upkeep/guests/store.ts';
import { callRaw, credits, db, must, newRequestId, signInAsGuest, theAdmin } from './support.ts';
import { tick } from './time.ts';

/** Guests who never come back, as the daily clean-up finds them. */

vi.mock('../../functions/src/platform/auth-users.ts', { spy: true });

const auth = getAuth(getApp('flows'));
const LONG_AGO = Date.now() - 200 * DAY_MS;
const longAgo = Timestamp.fromMillis(LONG_AGO);
const utc = new Date(LONG_AGO).toUTCString();

/**
 * Somebody whom both Authentication and the database know since long ago; `account` is what the former knows
 * of them.
 */
async function guestOfOld(
  account: { email?: string; customClaims?: object } = {},
  fields: object = {},
): Promise<string> {
  const userId = `guest-${randomUUID().slice(0, 12)}`;
  const metadata = { creationTime: utc, lastSignInTime: utc };
  const { errors } = await auth.importUsers([{ uid: userId, ...account, metadata }]);
  expect(errors).toEqual([]);
  await makeOld(userId, fields);
  return userId;
}

/** The document of a guest, as it was when they came. */
async function makeOld(userId: string, fields: object = {}): Promise<void> {
  const template = await signInAsGuest();
  await must('ensureUser', {}, template);
  const data = (await db.doc(`users/${template.userId}`).get()).data() ?? {};
  await db.doc(`users/${userId}`).set({ ...data, userId, createdAt: longAgo, updatedAt: longAgo, ...fields });
}

const hasDocument = async (userId: string) => (await db.doc(`users/${userId}`).get()).exists;
const hasAccount = async (userId: string) => (await auth.getUsers([{ uid: userId }])).users.length === 1;
const both = async (userId: string) => [await hasDocument(userId), await hasAccount(userId)];

describe('guests who never come back', () => {
  it('are forgotten, document and sign-in, however many clean-ups run; those with a reason to stay are not', async () => {
    const forgotten = await Promise.all([guestOfOld(), guestOfOld(), guestOfOld()]);
    // An interrupted run had removed the sign-in already.
    const half = await guestOfOld();
    await auth.deleteUser(half);
    const signedUp = await guestOfOld({ email: `${randomUUID()}@example.com` });
    const withCredits = await guestOfOld();
    const gift = { userId: withCredits, amountMicro: credits(1), type: 'bonus', reason: 'a test' } as const;
    await must('grantCreditsToUser', { requestId: newRequestId(), ...gift }, await theAdmin());
    await db.doc(`users/${withCredits}`).update({ updatedAt: longAgo });
    const suspended = await guestOfOld({}, { status: 'suspended' });
    // The app's own server has said something of them, which would be lost.
    const claimed = await guestOfOld({ customClaims: { plan: 'family' } });
    const here = await signInAsGuest();
    await makeOld(here.userId);
    const busy = await guestOfOld();
    await db.doc(`ai_activity/${busy}.r1`).set({ userId: busy, createdAt: longAgo, status: 'processing' });

    await Promise.all([tick('cleanupOldData'), tick('cleanupOldData')]);
    for (const userId of [...forgotten, half]) expect(await both(userId)).toEqual([false, false]);
    for (const userId of [signedUp, claimed, withCredits, suspended, here.userId, busy])
      expect(await both(userId)).toEqual([true, true]);
    // Who was kept can go on.
    const wanted = { aiType: 'image', service: 'local-image', prompt: 'a hill' };
    expect(await callRaw('generate', { requestId: newRequestId(), ...wanted }, here.token)).toMatchObject({
      ok: true,
    });
    await db.doc(`ai_activity/${busy}.r1`).delete();
    await tick('cleanupOldData');
    expect(await both(busy)).toEqual([false, false]);
  });

  it('keep what they do in the moment in which they were to be forgotten', async () => {
    const userId = await guestOfOld();
    // Between the look at everything and the removal of the document.
    vi.mocked(removeAccount).mockImplementationOnce(async () => {
      await db.doc(`users/${userId}`).update({ updatedAt: Timestamp.now() });
    });
    await forgetGuests(Date.now() - 100 * DAY_MS, Date.now() + 60_000);
    expect(await hasDocument(userId)).toBe(true);
  });
});
