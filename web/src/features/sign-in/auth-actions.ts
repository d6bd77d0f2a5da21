import { FirebaseError } from 'firebase/app';
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
  signInWithCredential,
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

/** A guest chose a Google account that is somebody here already: only they can say whether to become that. */
export class GoogleAccountExists extends Error {
  readonly credential: AuthCredential;

  constructor(credential: AuthCredential) {
    super('this Google account has an account here');
    this.credential = credential;
  }
}

export async function continueWithGoogle(): Promise<void> {
  const [guest, provider] = [guestNow(), new GoogleAuthProvider()];
  if (!guest) {
    await signInWithPopup(requireServices().auth, provider, browserPopupRedirectResolver);
    return;
  }
  const { user } = await linkWithPopup(guest, provider, browserPopupRedirectResolver).catch(
    (error: unknown) => {
      const credential =
        error instanceof FirebaseError && error.code === 'auth/credential-already-in-use'
          ? GoogleAuthProvider.credentialFromError(error)
          : null;
      throw credential ? new GoogleAccountExists(credential) : error;
    },
  );
  await user.getIdToken(true);
}

/**
 * Signs in to the account that a guest's Google account has; what was made as a guest stays with the guest.
 */
export const signInToExisting = ({ credential }: GoogleAccountExists) =>
  signInWithCredential(requireServices().auth, credential);

export const offersGoogle = () => requireServices().config.googleSignIn;
