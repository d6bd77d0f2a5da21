/** What Firebase Authentication answers, as a sentence that says what to do. */
const SENTENCES: Record<string, string> = {
  'invalid-credential': 'Email or password is not right. Try again, or reset your password.',
  'wrong-password': 'Email or password is not right. Try again, or reset your password.',
  'user-not-found': 'Email or password is not right. Try again, or create an account.',
  'invalid-email': 'That is not an email address.',
  'missing-email': 'Write your email address.',
  'missing-password': 'Write your password.',
  'email-already-in-use': 'There is an account with this email already. Sign in instead.',
  'weak-password': 'Choose a password of at least six characters.',
  'password-does-not-meet-requirements':
    'This password does not meet the rules of this site. Choose a longer one.',
  'too-many-requests': 'Too many attempts. Wait a few minutes, or reset your password.',
  'user-disabled': 'This account has been closed. Ask the people who run this site.',
  'network-request-failed': 'The sign-in service could not be reached. Check your connection and try again.',
  'operation-not-allowed': 'This way of signing in is not switched on for this site.',
  'popup-blocked': 'Your browser blocked the sign-in window. Allow it and try again.',
  'account-exists-with-different-credential':
    'You have an account with another way of signing in. Use that one.',
};

/** The person closed the window: nothing to tell. */
const SILENT = new Set(['popup-closed-by-user', 'cancelled-popup-request']);

export function authErrorSentence(error: unknown): string | null {
  const code =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
      ? error.code.replace(/^auth\//, '')
      : '';
  if (SILENT.has(code)) return null;
  return SENTENCES[code] ?? 'Signing in did not work. Try again in a moment.';
}
