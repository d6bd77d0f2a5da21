import type { App } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';

/** ID tokens for a server that acts in the name of a user. They never leave it. */

/** A token lives for an hour; a call must not begin with one that ends on the way. */
const KEPT_MS = 50 * 60_000;
/** The users served last: a token is some 1 kB, and another one is two calls away. */
const MAX_KEPT = 2_000;

export interface TokenSource {
  app: App;
  /** The web API key of the project, which is no secret. */
  apiKey: string;
  nowMs(): number;
}

export function tokensFor(source: TokenSource): (userId: string) => Promise<string> {
  const kept = new Map<string, { token: Promise<string>; untilMs: number }>();
  return (userId) => {
    const known = kept.get(userId);
    if (known && known.untilMs > source.nowMs()) return known.token;
    const token = mint(source, userId);
    kept.delete(userId);
    kept.set(userId, { token, untilMs: source.nowMs() + KEPT_MS });
    for (const [oldest] of kept) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    // What failed is asked for anew the next time.
    token.catch(() => kept.delete(userId));
    return token;
  };
}

/**
 * A custom token, which only the project's own credentials can sign, exchanged for an ID token: its claims
 * tell the functions that a server speaks, and whether the user is a guest, which a sign-in by token does not
 * show.
 */
async function mint({ app, apiKey }: TokenSource, userId: string): Promise<string> {
  const auth = getAuth(app);
  // Signing in would create an account for an id that has none.
  const { providerData, email } = await auth.getUser(userId).catch(noSuchUser);
  const isGuest = providerData.length === 0 && email === undefined;
  const claims = isGuest ? { tollgateServer: true, tollgateGuest: true } : { tollgateServer: true };
  const token = await auth.createCustomToken(userId, claims);
  const response = await fetch(`${identityOrigin()}/v1/accounts:signInWithCustomToken?key=${apiKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, returnSecureToken: true }),
  });
  const answer: { idToken?: unknown; error?: { message?: unknown } } = await response.json();
  if (typeof answer.idToken === 'string') return answer.idToken;
  const why = `no token for the user: ${String(answer.error?.message)}`;
  throw Object.assign(new Error(why), {
    code: response.status >= 500 ? 'unavailable' : 'unauthenticated',
    details: { hint: `${why}. Are apiKey and the credentials of app of the same project?` },
  });
}

function noSuchUser(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === 'auth/user-not-found')) throw error;
  const details = { reason: 'not_found' };
  throw Object.assign(new Error('There is no such user.', { cause: error }), { details });
}

/** The Admin SDK finds the emulator by this variable, too. */
function identityOrigin(): string {
  const emulator = process.env.FIREBASE_AUTH_EMULATOR_HOST;
  return emulator
    ? `http://${emulator}/identitytoolkit.googleapis.com`
    : 'https://identitytoolkit.googleapis.com';
}
