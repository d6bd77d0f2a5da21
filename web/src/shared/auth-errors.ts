/** What Firebase Authentication answers, as a key of the words that say what to do. */
const WORDS = {
  'invalid-credential': 'errors.credential',
  'wrong-password': 'errors.credential',
  'user-not-found': 'errors.noUser',
  'invalid-email': 'errors.noEmail',
  'missing-email': 'errors.missingEmail',
  'missing-password': 'errors.missingPassword',
  'email-already-in-use': 'errors.taken',
  'credential-already-in-use': 'errors.taken',
  'weak-password': 'errors.weak',
  'password-does-not-meet-requirements': 'errors.rules',
  'too-many-requests': 'errors.tooMany',
  'user-disabled': 'errors.closed',
  'network-request-failed': 'errors.network',
  'operation-not-allowed': 'errors.notAllowed',
  'admin-restricted-operation': 'errors.notAllowed',
  'popup-blocked': 'errors.popup',
  'account-exists-with-different-credential': 'errors.otherWay',
} as const;

type AuthWord = (typeof WORDS)[keyof typeof WORDS] | 'errors.other';

const isKnown = (code: string): code is keyof typeof WORDS => Object.hasOwn(WORDS, code);

/** The person closed the window: nothing to tell. */
const SILENT = new Set(['popup-closed-by-user', 'cancelled-popup-request']);

export function authErrorWord(error: unknown): AuthWord | null {
  const code =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
      ? error.code.replace(/^auth\//, '')
      : '';
  if (SILENT.has(code)) return null;
  return isKnown(code) ? WORDS[code] : 'errors.other';
}
