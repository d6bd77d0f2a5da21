import { randomUUID } from 'node:crypto';
import type { Balance } from '@tollgate/client';
import {
  GoogleAuthProvider,
  linkWithCredential,
  signInAnonymously,
  signInWithCredential,
  signOut,
} from 'firebase/auth';
import { afterAll, expect, it, vi } from 'vitest';
import { closeAll, sdkOfGuest } from './sdk.ts';
import { callRaw, credits, db, must, newRequestId, type Person } from './support.ts';

/** Guests whose other tab generates, and who sign up with Google. */

afterAll(closeAll);

const soon = { timeout: 10_000, interval: 20 };

const generateElsewhere = ({ token }: Person, prompt: string) =>
  callRaw('generate', { requestId: newRequestId(), aiType: 'image', service: 'local-image', prompt }, token);

it('tells every tab of a guest what is left, with the hold itself, and with what gives it back', async () => {
  const { tollgate, guest } = await sdkOfGuest();
  await must('ensureUser', {}, guest);
  const told: Balance[] = [];
  const stop = tollgate.subscribeToBalance((balance) => told.push(balance));
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ guest: null }), soon);
  const lefts = () => [...new Set(told.map(({ guest: one }) => one?.left))];
  expect(await generateElsewhere(guest, 'a hill')).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(lefts()).toEqual([undefined, 2]), soon);
  await generateElsewhere(guest, 'a hill [fail]');
  await vi.waitFor(() => expect(told.at(-1)?.guest).toEqual({ limit: 3, left: 2, freeAt: null }), soon);
  expect(lefts()).toEqual([undefined, 2, 1]);
  await generateElsewhere(guest, 'a lake');
  await generateElsewhere(guest, 'a ferry');
  await vi.waitFor(() => expect(told.at(-1)?.guest?.left).toBe(0), soon);
  expect(told.at(-1)?.guest?.freeAt).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  stop();
  const profile = await must('getUserProfile', {}, guest);
  expect(profile.guest).toEqual(told.at(-1)?.guest);
});

const google = (sub: string) =>
  GoogleAuthProvider.credential(
    JSON.stringify({ sub, email: `${sub}@example.com`, email_verified: true, name: 'Rosa' }),
  );

it('a guest who continues with Google stays the same user, and is welcomed once', async () => {
  const { auth, tollgate, guest } = await sdkOfGuest();
  const made = await tollgate.generate({ aiType: 'image', service: 'local-image', prompt: 'a hill' });
  expect(made).toMatchObject({ success: true, creditsUsed: 0 });
  const sub = `g${randomUUID().slice(0, 8)}`;
  if (!auth.currentUser) throw new Error('nobody is signed in');
  const { user } = await linkWithCredential(auth.currentUser, google(sub));
  expect(user.uid).toBe(guest.userId);
  await user.getIdToken(true);
  const profiles = await Promise.all([tollgate.ensureUser(), tollgate.ensureUser()]);
  for (const { data } of profiles) {
    expect(data).toMatchObject({ isGuest: false, guest: null, email: `${sub}@example.com` });
    expect(data).toMatchObject({ creditsMicro: credits(10), usage: { lifetime: { generations: 1 } } });
  }
  const history = await tollgate.getHistory();
  expect(history.data?.activities.map(({ promptPreview }) => promptPreview)).toEqual(['a hill']);

  // Another guest, who is the same person: the account that there is, not a second one.
  await signOut(auth);
  const { user: other } = await signInAnonymously(auth);
  const taken = await linkWithCredential(other, google(sub)).catch((error: unknown) => error);
  expect(taken).toMatchObject({ code: 'auth/credential-already-in-use' });
  const back = await signInWithCredential(auth, google(sub));
  expect(back.user.uid).toBe(guest.userId);
  expect(await tollgate.getBalance()).toMatchObject({ data: { credits: 10 } });
  const grants = await db
    .collection('credit_logs')
    .where('userId', '==', guest.userId)
    .where('type', '==', 'grant')
    .get();
  expect(grants.size).toBe(1);
});
