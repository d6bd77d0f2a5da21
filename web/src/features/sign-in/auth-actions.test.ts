import { FirebaseError } from 'firebase/app';
import type * as Auth from 'firebase/auth';
import { beforeEach, expect, it, vi } from 'vitest';
import { continueWithGoogle, GoogleAccountExists, signInToExisting } from './auth-actions.ts';

/**
 * The window in which people choose their Google account can't be opened here: what comes out of it is given.
 */

const fake = vi.hoisted(() => ({
  auth: { currentUser: null as unknown },
  linkWithPopup: vi.fn(),
  signInWithPopup: vi.fn(),
  signInWithCredential: vi.fn(),
}));
vi.mock('firebase/auth', async (original) => ({ ...(await original<typeof Auth>()), ...fake }));
vi.mock('../../shared/firebase.ts', () => ({ requireServices: () => ({ auth: fake.auth, config: {} }) }));

const guest = { isAnonymous: true };

beforeEach(() => {
  vi.resetAllMocks();
  fake.auth.currentUser = guest;
});

it('links a guest, and fetches the token that says so', async () => {
  const getIdToken = vi.fn();
  fake.linkWithPopup.mockResolvedValue({ user: { getIdToken } });
  await continueWithGoogle();
  expect(fake.linkWithPopup.mock.calls[0]?.[0]).toBe(guest);
  expect(getIdToken).toHaveBeenCalledWith(true);
  expect(fake.signInWithPopup).not.toHaveBeenCalled();
});

it('signs in who is nobody yet', async () => {
  fake.auth.currentUser = null;
  await continueWithGoogle();
  expect(fake.signInWithPopup).toHaveBeenCalledTimes(1);
  expect(fake.linkWithPopup).not.toHaveBeenCalled();
});

it('tells a guest whose Google account is somebody here already, who may then become that', async () => {
  const taken = new FirebaseError('auth/credential-already-in-use', 'taken', {
    _tokenResponse: { oauthIdToken: 'a token', providerId: 'google.com' },
  });
  fake.linkWithPopup.mockRejectedValue(taken);
  const told = await continueWithGoogle().catch((error: unknown) => error);
  if (!(told instanceof GoogleAccountExists)) throw new Error(`not told, but ${told}`);
  await signInToExisting(told);
  expect(fake.signInWithCredential.mock.calls[0]?.[1]).toMatchObject({ idToken: 'a token' });
});

it('leaves any other failure as it is', async () => {
  const closed = new FirebaseError('auth/popup-closed-by-user', 'closed');
  fake.linkWithPopup.mockRejectedValue(closed);
  await expect(continueWithGoogle()).rejects.toBe(closed);
});
