import { isListedOrigin } from './access/access-policy.ts';

/**
 * What a refused call tells whoever builds the app, beside what it tells the person: which setting to look
 * at.
 */

/** What of a request decides whether it comes in. */
export interface Knock {
  method: string;
  origin: string | undefined;
  authorization: string | undefined;
  appCheckToken: string | undefined;
}

export interface CallSettings {
  cors: readonly (string | RegExp)[];
  isAppCheckEnforced: boolean;
  projectId: string;
}

/**
 * A browser hides the answer to a call that its page may not make, and says the same of a function that is
 * not there. So a page may ask by GET, which does nothing, and read whether its origin is listed. `null`:
 * there is no such question.
 */
export function originHint({ method, origin }: Knock, { cors }: CallSettings): string | null {
  if (method !== 'GET' || origin === undefined || isListedOrigin(origin, cors)) return null;
  return `Pages of ${origin} may not call these functions: list the origin in TOLLGATE_ALLOWED_ORIGINS and deploy again.`;
}

/** Why a token was refused before a handler saw it, as far as that shows without trusting it. */
export function tokenHint(
  { authorization = '', appCheckToken }: Knock,
  { isAppCheckEnforced, projectId }: CallSettings,
): string {
  const project = projectOf(authorization);
  if (project !== undefined && project !== projectId)
    return `The sign-in is of project "${project}", and these functions are of "${projectId}": connect the app to theirs.`;
  if (isAppCheckEnforced && !appCheckToken)
    return 'App Check is enforced (TOLLGATE_APP_CHECK), and the call has no token: call initializeAppCheck in the app.';
  return isAppCheckEnforced
    ? 'The sign-in or the App Check token has ended, or is of another project or app.'
    : 'The sign-in has ended, or is of another project.';
}

/** The audience of an ID token, unverified: it is told to nobody but its bearer. */
function projectOf(authorization: string): string | undefined {
  const [, payload] = authorization.replace(/^Bearer /i, '').split('.');
  try {
    const { aud }: { aud?: unknown } = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}
