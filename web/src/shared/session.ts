import { signOut as firebaseSignOut, onIdTokenChanged } from 'firebase/auth';
import { create } from 'zustand';
import { requireServices, startServices } from './firebase.ts';

export interface SignedInUser {
  userId: string;
  email: string | null;
  displayName: string | null;
  isGuest: boolean;
  /** Whether they have shown that mail to `email` reaches them. */
  isEmailVerified: boolean;
}

interface Session {
  /** `undefined`: not known yet; `null`: nobody. */
  user: SignedInUser | null | undefined;
}

export const useSession = create<Session>(() => ({ user: undefined }));

/**
 * Calls `forget` as soon as a user has gone, also when another one is there at once: before anything is drawn
 * for them. Whatever a module keeps of a user is forgotten here.
 */
export const whenUserGoes = (forget: () => void): (() => void) =>
  useSession.subscribe(({ user }, { user: before }) => {
    if (before && before.userId !== user?.userId) forget();
  });

let started: Promise<void> | undefined;

/**
 * Settles when it is known whether somebody is signed in. Rejects when the app can't reach its configuration.
 */
export function startSession(): Promise<void> {
  started ??= begin();
  return started;
}

async function begin() {
  const { auth } = await startServices().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  await new Promise<void>((resolve) => {
    // Of tokens, because a guest who signs up stays the same user and gets another token.
    onIdTokenChanged(auth, (user) => {
      useSession.setState({
        user: user && {
          userId: user.uid,
          email: user.email,
          displayName: user.displayName,
          isGuest: user.isAnonymous,
          isEmailVerified: user.emailVerified,
        },
      });
      resolve();
    });
  });
}

export const signOut = () => firebaseSignOut(requireServices().auth);

/**
 * The staff role in the token. `refresh` fetches a new token: a role given a moment ago is only in a new one.
 */
export async function roleClaim(refresh: boolean): Promise<string | null> {
  const token = await requireServices().auth.currentUser?.getIdTokenResult(refresh);
  const role = token?.claims.tollgateRole;
  return typeof role === 'string' ? role : null;
}
