import {
  browserPopupRedirectResolver,
  EmailAuthProvider,
  GoogleAuthProvider,
  reauthenticateWithCredential,
  reauthenticateWithPopup,
} from 'firebase/auth';
import { requireServices } from './firebase.ts';

/** What somebody who is signed in can prove themselves with, again. */
export type Proof = 'password' | 'google';

const PROOFS: Readonly<Record<string, Proof>> = {
  [EmailAuthProvider.PROVIDER_ID]: 'password',
  [GoogleAuthProvider.PROVIDER_ID]: 'google',
};

export const proofs = (): Proof[] =>
  (requireServices().auth.currentUser?.providerData ?? []).flatMap(
    ({ providerId }) => PROOFS[providerId] ?? [],
  );

const signedIn = () => {
  const { currentUser } = requireServices().auth;
  if (!currentUser) throw new Error('nobody is signed in');
  return currentUser;
};

/** For the same person alone; every later call comes with a token of this sign-in. */
export async function proveByPassword(password: string): Promise<void> {
  const user = signedIn();
  await reauthenticateWithCredential(user, EmailAuthProvider.credential(user.email ?? '', password));
}

export async function proveByGoogle(): Promise<void> {
  await reauthenticateWithPopup(signedIn(), new GoogleAuthProvider(), browserPopupRedirectResolver);
}
