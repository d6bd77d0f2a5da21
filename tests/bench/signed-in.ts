import { randomUUID } from 'node:crypto';
import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import { addressOf } from '@tollgate/contract/calls/table';
import { getAuth } from 'firebase-admin/auth';
import { app } from '../../functions/src/platform/app.ts';
import { userWith } from './people.ts';

/** People who call over HTTP, as apps do. */

export interface Person {
  userId: string;
  token: string;
}

/** Somebody with credits and a sign-in. Imported, so that no sign-up trigger runs beside a measurement. */
export async function signedInWith(credits: number, claims: object = {}): Promise<Person> {
  const userId = `bench-${randomUUID()}`;
  await getAuth(app()).importUsers([{ uid: userId, customClaims: claims }]);
  await userWith(credits, userId);
  return { userId, token: await tokenOf(await getAuth(app()).createCustomToken(userId)) };
}

async function tokenOf(customToken: string): Promise<string> {
  const host = process.env.FIREBASE_AUTH_EMULATOR_HOST;
  const url = `http://${host}/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=demo`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: customToken, returnSecureToken: true }),
  });
  const { idToken } = await response.json();
  if (typeof idToken !== 'string') throw new Error('the Authentication emulator gave no token');
  return idToken;
}

/** What a call answered: the status of HTTP, and the reason if it was refused. */
export async function post<N extends CallName>(
  origin: string,
  name: N,
  data: CallInput<N>,
  { token }: Person,
): Promise<{ status: number; reason: string | null }> {
  const response = await fetch(`${origin}/${process.env.GCLOUD_PROJECT}/us-central1/${addressOf(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ data }),
  });
  const body = await response.json();
  return { status: response.status, reason: body.error?.details?.reason ?? null };
}
