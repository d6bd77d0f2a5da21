import { isListedOrigin } from './access/access-policy.ts';

/**
 * Hints for developers in the answers of refused calls: which setting to check. The message is for the user.
 */

/** The parts of a request that decide whether it is let in. */
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
 * When a page's origin isn't listed, its browser hides the answer, and it looks as if the function didn't
 * exist. So a page may send a GET, which does nothing, and learn whether its origin is listed. `null`: the
 * request isn't such a question.
 */
export function originHint({ method, origin }: Knock, { cors }: CallSettings): string | null {
  if (method !== 'GET' || origin === undefined || isListedOrigin(origin, cors)) return null;
  return `Pages of ${origin} may not call these functions: list the origin in TOLLGATE_ALLOWED_ORIGINS and deploy again.`;
}

/** Why a token was refused before our handler ran, as far as the unverified token shows it. */
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

/** The audience of an unverified ID token. Only its bearer gets to see it. */
function projectOf(authorization: string): string | undefined {
  const [, payload] = authorization.replace(/^Bearer /i, '').split('.');
  try {
    const { aud }: { aud?: unknown } = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}
