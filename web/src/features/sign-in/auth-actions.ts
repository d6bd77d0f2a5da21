import {
  type AuthCredential,
  browserPopupRedirectResolver,
  createUserWithEmailAndPassword,
  EmailAuthProvider,
  GoogleAuthProvider,
  linkWithCredential,
  linkWithPopup,
  sendPasswordResetEmail,
  signInAnonymously,
  signInWithEmailAndPassword,
  signInWithPopup,
  type User,
} from 'firebase/auth';
import { requireServices } from '../../shared/firebase.ts';

const guestNow = (): User | null => {
  const { currentUser } = requireServices().auth;
  return currentUser?.isAnonymous ? currentUser : null;
};

/** The token that a guest had says "anonymous" until it is fetched anew. */
async function link(guest: User, credential: AuthCredential): Promise<void> {
  const { user } = await linkWithCredential(guest, credential);
  await user.getIdToken(true);
}

export const signIn = (email: string, password: string) =>
  signInWithEmailAndPassword(requireServices().auth, email, password);

/** A guest who signs up stays the same user: what they made, and what they did, is still theirs. */
export async function signUp(email: string, password: string): Promise<void> {
  const guest = guestNow();
  if (guest) await link(guest, EmailAuthProvider.credential(email, password));
  else await createUserWithEmailAndPassword(requireServices().auth, email, password);
}

export const signInAsGuest = () => signInAnonymously(requireServices().auth);

export const resetPassword = (email: string) => sendPasswordResetEmail(requireServices().auth, email);

export async function continueWithGoogle(): Promise<void> {
  const [guest, provider] = [guestNow(), new GoogleAuthProvider()];
  if (!guest) {
    await signInWithPopup(requireServices().auth, provider, browserPopupRedirectResolver);
    return;
  }
  const { user } = await linkWithPopup(guest, provider, browserPopupRedirectResolver);
  await user.getIdToken(true);
}

export const offersGoogle = () => requireServices().config.googleSignIn;
