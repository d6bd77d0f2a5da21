import { reload, sendEmailVerification } from 'firebase/auth';
import { useAccount } from './account.ts';
import { requireServices } from './firebase.ts';
import { currentLanguage } from './language.ts';

/** Sends the mail whose link shows that the address is theirs, in their language. */
export async function sendConfirmation(): Promise<void> {
  const { auth } = requireServices();
  if (!auth.currentUser) return;
  auth.languageCode = currentLanguage().code;
  await sendEmailVerification(auth.currentUser);
}

/**
 * Takes the welcome when the address has been confirmed, without a new sign-in: the token of before says that
 * it is not. A lost line is no matter: it is asked again when the page is looked at again.
 */
async function takeWelcome(take: () => Promise<unknown>): Promise<void> {
  const user = requireServices().auth.currentUser;
  if (!user) return;
  try {
    if (!user.emailVerified) await reload(user);
    if (!user.emailVerified) return;
    await user.getIdToken(true);
  } catch {
    return;
  }
  if (useAccount.getState().profile?.userId === user.uid) await take();
}

/**
 * Looks whether the address has been confirmed, now and whenever somebody comes back to this page; returns
 * what ends it.
 */
export function followConfirmation(take: () => Promise<unknown>): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') void takeWelcome(take);
  };
  look();
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('focus', look);
  };
}
